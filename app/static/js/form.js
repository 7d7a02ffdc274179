// Quicker with script, complete without: a tapped place opens its question, a second tap on a choice takes it back,
// and what was given outlives a lost signal until it is sent.
const form = document.querySelector("form");
const kept = `toile ${location.pathname}`;
const places = new Map();

for (const link of document.querySelectorAll(".sketch a")) {
  const place = document.getElementById(`place-${link.dataset.zone}`);
  places.set(place, link);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    place.open = true;
    place.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    place.querySelector("summary").focus({ preventScroll: true });
  });
}

const mark = () => {
  for (const [place, link] of places) {
    const on = place.querySelector(".off:checked") !== null;
    place.classList.toggle("on", on);
    link.classList.toggle("on", on);
  }
};

const keep = () => {
  const given = [...new FormData(form)].filter(([name]) => name !== "key");
  try {
    localStorage.setItem(kept, JSON.stringify(given));
  } catch {
    // A private window keeps nothing; the form works all the same.
  }
};

const restore = () => {
  let given = [];
  try {
    given = JSON.parse(localStorage.getItem(kept) ?? "[]");
  } catch {
    return;
  }
  for (const [name, value] of given) {
    for (const field of form.elements.namedItem(name) instanceof RadioNodeList ? form.elements.namedItem(name) : [form.elements.namedItem(name)]) {
      if (!field) continue;
      if (field.type === "radio" || field.type === "checkbox") field.checked ||= field.value === value;
      else field.value ||= value;
    }
  }
};

let before = null;
form.addEventListener("pointerdown", (event) => {
  const radio = event.target.closest("label")?.querySelector("input[type=radio]");
  before = radio?.checked ? radio : null;
});
form.addEventListener("click", (event) => {
  if (event.target === before) {
    before.checked = false;
    before = null;
    form.dispatchEvent(new Event("change"));
  }
});
form.addEventListener("change", () => {
  mark();
  keep();
});
form.addEventListener("input", keep);
form.addEventListener("submit", (event) => {
  if (navigator.onLine) {
    try {
      localStorage.removeItem(kept);
    } catch {
      // Nothing was kept.
    }
    return;
  }
  event.preventDefault();
  keep();
  const button = event.submitter;
  addEventListener("online", () => form.requestSubmit(button), { once: true });
  button.textContent = "No signal: it is sent when there is one";
});

if (!document.querySelector(".refusal")) restore();
mark();
