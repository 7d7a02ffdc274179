// Quicker with script, complete without: a tapped place opens its question, a second tap on a choice takes it back,
// and what was given outlives a lost signal until it is sent.
const form = document.querySelector("form");
const kept = `toile ${new URL(form.action).pathname}`;
const zones = document.querySelector(".zones");
const list = document.getElementById("use-list");
const still = matchMedia("(prefers-reduced-motion: reduce)");

for (const link of document.querySelectorAll(".sketch a")) {
  const place = document.getElementById(`place-${link.dataset.zone}`);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    place.open = true;
    place.scrollIntoView({ block: "nearest", behavior: still.matches ? "auto" : "smooth" });
    place.querySelector("summary").focus({ preventScroll: true });
  });
  // Tapped before this script was here, the link led to the place and left it closed.
  if (location.hash === link.getAttribute("href")) place.open = true;
}

// Beside a sketch the list is short: the places that were tapped. Whoever rather reads asks for all of it.
if (list) {
  zones.classList.add("asked");
  list.hidden = false;
  list.addEventListener("click", () => {
    zones.classList.remove("asked");
    list.hidden = true;
    zones.querySelector("summary").focus();
  });
}

const say = (place) => {
  const chosen = [...place.querySelectorAll("input[name^=zone-]:checked")].filter((radio) => radio.value);
  const words = chosen.map((radio) => {
    const much = place.querySelector(`[name="amount-${radio.name.slice(5)}"]:checked`);
    const amount = much?.value ? `, ${form.dataset.about.replace("…", `${much.nextElementSibling.textContent} ${place.querySelector(".unit").textContent}`)}` : "";
    return radio.nextElementSibling.textContent + (radio.classList.contains("off") ? amount : "");
  });
  const other = place.querySelector("[name^=other-]").value.trim();
  return [...words, ...(other ? [other.length > 24 ? `${other.slice(0, 23)}…` : other] : [])].join(" · ");
};

const mark = () => {
  for (const place of document.querySelectorAll(".zone")) {
    const said = say(place);
    const off = place.querySelector(".off:checked") !== null || place.querySelector("[name^=other-]").value.trim() !== "";
    place.classList.toggle("on", said !== "");
    for (const link of document.querySelectorAll(`[data-zone="${place.id.slice(6)}"]`)) link.classList.toggle("on", off);
    const summary = place.querySelector("summary");
    const told = summary.querySelector(".said") ?? summary.appendChild(document.createElement("span"));
    told.className = "said";
    told.textContent = said;
  }
};

const keep = () => {
  // With its key: what was stored already, though no receipt came back, is not stored again.
  const given = [...new FormData(form)].filter(([name, value]) => name !== "side" && typeof value === "string");
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
  // A draft stands for the whole form: what the page knew before may have been taken back in it.
  if (given.length) for (const box of form.querySelectorAll("[type=checkbox], [type=radio]:not([name=side])")) box.checked = false;
  for (const [name, value] of given) {
    for (const field of form.elements.namedItem(name) instanceof RadioNodeList ? form.elements.namedItem(name) : [form.elements.namedItem(name)]) {
      if (!field) continue;
      if (field.type === "radio" || field.type === "checkbox") field.checked ||= field.value === value;
      else if (field.type !== "file") field.value = value;
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

// What the button that was pressed says meanwhile; no words, and all say their own again. Enter in a field presses one that
// nobody sees: the last speaks for it.
const tell = (button, words) => {
  for (const told of form.querySelectorAll("[data-words]")) told.textContent = told.dataset.words;
  if (!words) return;
  const seen = button.classList.contains("unseen") ? [...form.querySelectorAll("[type=submit]")].at(-1) : button;
  seen.dataset.words ??= seen.textContent;
  seen.textContent = words;
};

// A tap that seems to do nothing is followed by another: what is on its way, or waits for its photos, says so, and is sent
// once. After a while, and back on this page, it can be sent anew; its key keeps it from being stored twice.
const PATIENCE = 20_000;
let underWay = null;
let waiting = null;
const mayAgain = () => {
  clearTimeout(underWay);
  underWay = null;
  tell();
};
form.addEventListener("submit", (event) => {
  if (underWay) return event.preventDefault();
  keep();
  if (navigator.onLine) return tell(event.submitter, form.dataset.sending);
  event.preventDefault();
  waiting = event.submitter;
  tell(waiting, form.dataset.offline);
});
addEventListener("online", () => {
  if (waiting) form.requestSubmit(waiting);
});
// Asked last of all who may hold it back.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  waiting = null;
  underWay = setTimeout(mayAgain, PATIENCE);
});
// A page is shown first once all its pictures are here, maybe after it was sent: only one that is come back to counts.
addEventListener("pageshow", (event) => {
  if (event.persisted && underWay) mayAgain();
});

// Who comes back to a page that refused finds the form there, not the browser's question whether to send it once more.
if (document.querySelector(".refusal")) history.replaceState(null, "", location.href);
else restore();
mark();
