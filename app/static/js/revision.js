// What a change would come to is shown while it is typed; the server knows the rules, this only asks.
const WAIT_MS = 250;

for (const form of document.querySelectorAll("form[data-preview]")) {
  const shown = form.querySelector(".preview");
  let waiting;
  let asking;

  const look = async () => {
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(form.dataset.preview, { method: "POST", body: new FormData(form), signal: asking.signal });
      if (answer.ok) shown.innerHTML = await answer.text();
    } catch (error) {
      if (error.name !== "AbortError") shown.textContent = "The server does not answer; “Check” asks again.";
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, WAIT_MS);
  });
  if (form.querySelector("[name=pom]").value) look();
}
