// Comfort only: every page works without this.

const refusal = document.querySelector(".refusal");
if (refusal) refusal.focus();

// Typed words are not lost by a slip of the hand.
const typed = new Set();
for (const form of document.querySelectorAll("form[data-keep]")) {
  form.addEventListener("input", () => typed.add(form));
  form.addEventListener("submit", () => typed.delete(form));
}
addEventListener("beforeunload", (event) => {
  if (typed.size) event.preventDefault();
});

// What the worker is still at is looked at again.
if (document.querySelector("[data-again]")) setTimeout(() => location.reload(), 2000);

// The button of a split says how much is ticked.
for (const form of document.querySelectorAll("form[data-ticks]")) {
  const button = form.querySelector("[data-count]");
  const ticks = document.querySelectorAll(`input[type=checkbox][form="${form.id}"]`);
  const plain = button.textContent;
  const count = () => {
    const number = [...ticks].filter((tick) => tick.checked).length;
    button.textContent = number ? `${plain} (${number} ticked)` : plain;
  };
  for (const tick of ticks) tick.addEventListener("change", count);
  count();
}

// What is still being done is looked at again.
if (document.querySelector("[data-again]")) setTimeout(() => location.reload(), 3000);
