// Comfort only: every page works without this.

const refusal = document.querySelector(".refusal");
if (refusal) refusal.focus();

// A second click while the first is under way would do it twice. Whoever stays on the page all the same clicks anew.
const UNDER_WAY_MS = 4000;
const underWay = new Set();
addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (underWay.has(form)) return event.preventDefault();
  underWay.add(form);
  setTimeout(() => underWay.delete(form), UNDER_WAY_MS);
});
addEventListener("pageshow", () => underWay.clear());

// Typed words are not lost by a slip of the hand.
const typed = new Set();
for (const form of document.querySelectorAll("form[data-keep]")) {
  form.addEventListener("input", () => typed.add(form));
  form.addEventListener("submit", () => typed.delete(form));
}
addEventListener("beforeunload", (event) => {
  if (typed.size) event.preventDefault();
});

// Nor by a session that ended meanwhile: they lie in this tab until somebody has signed in and is back.
const TYPED = "typed";
const HELD = ["file", "hidden", "password", "submit"];
// What was seen belongs to it: what came since is still told then.
const isTyped = (field) => !HELD.includes(field.type) || /(^|-)seen$/.test(field.name);
const fieldsOf = (form) => [...form.elements].filter((field) => field.name && isTyped(field));
const isTick = (field) => field.type === "checkbox" || field.type === "radio";
for (const form of document.querySelectorAll("form[data-keep]")) {
  form.addEventListener("submit", () => {
    const fields = fieldsOf(form).map((field) => (isTick(field) ? field.checked : field.value));
    sessionStorage.setItem(TYPED, JSON.stringify({ action: form.action, fields }));
  });
}
const giveBack = (form, fields) => {
  for (const [place, field] of fieldsOf(form).entries()) {
    if (isTick(field)) field.checked = fields[place];
    else field.value = fields[place];
  }
  for (let fold = form; (fold = fold.parentElement?.closest("details")); ) fold.open = true;
  const told = document.createElement("p");
  told.className = "told";
  told.role = "status";
  told.textContent = "What you typed before you were signed out is here again: it is not sent yet.";
  form.prepend(told);
  form.dispatchEvent(new Event("input", { bubbles: true }));
  told.scrollIntoView({ block: "center" });
};
const kept = JSON.parse(sessionStorage.getItem(TYPED) ?? "null");
const ended = document.querySelector("[data-ended]");
// What the server kept of another form is newer.
const isIt = ended && kept?.action.endsWith(ended.dataset.ended);
if (kept && isIt) {
  document.querySelector("[data-typed]").hidden = false;
  document.querySelector("[data-typed-not]")?.remove();
  sessionStorage.setItem(TYPED, JSON.stringify({ ...kept, ended: true }));
  // Its own page gives it back better than the page that the server would make of it.
  const sealed = document.querySelector("input[name=kept]");
  if (sealed) sealed.value = "";
  document.querySelector("[data-sends]")?.addEventListener("submit", () => sessionStorage.removeItem(TYPED));
} else if (kept) {
  const form = [...document.querySelectorAll("form[data-keep]")].find((each) => each.action === kept.action);
  const isThere = form && fieldsOf(form).length === kept.fields.length;
  if (kept.ended && isThere) giveBack(form, kept.fields);
  if (!kept.ended || isThere) sessionStorage.removeItem(TYPED);
}

// A link that is shown once is copied with one click, where the browser lets a page do so.
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = "Copied";
  });
}

// The answer to a form that shows a secret once is not sent again by a reload: its address is that of the page.
const here = document.querySelector("[data-here]");
if (here) history.replaceState(null, "", here.dataset.here);

// What the worker is still at is looked at again.
if (document.querySelector("[data-again]")) setTimeout(() => location.reload(), 2000);

// What is done to the ticked quotes says how many those are.
for (const form of document.querySelectorAll("form[data-ticks]")) {
  const counted = form.querySelector("[data-count]");
  const ticks = document.querySelectorAll(`input[type=checkbox][form="${form.id}"]`);
  const plain = counted.textContent;
  const count = () => {
    const number = [...ticks].filter((tick) => tick.checked).length;
    counted.textContent = number ? `${number} ticked:` : plain;
  };
  for (const tick of ticks) tick.addEventListener("change", count);
  count();
}

// Only sizes that the chosen garment is cut in are offered; of one that is typed nobody knows them yet.
for (const form of document.querySelectorAll("form[data-sizes]")) {
  const offer = () => {
    const chosen = form.elements.other?.value.trim() ? "" : form.elements.garment.value;
    for (const size of form.querySelectorAll("[data-garments]")) {
      size.hidden = Boolean(chosen) && !size.dataset.garments.split(" ").includes(chosen);
      if (size.hidden) size.control.checked = false;
    }
    if (!form.elements.size.value) form.querySelector("input[name=size][value='']").checked = true;
  };
  form.addEventListener("input", offer);
  offer();
}

// Words selected in a comment are those to be marked.
for (const form of document.querySelectorAll("form[data-selection]")) {
  const comment = document.getElementById(form.dataset.selection);
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const words = selection.toString().trim();
    if (words && comment.contains(selection.anchorNode) && comment.contains(selection.focusNode)) form.elements.words.value = words;
  });
}
