// Quicker by keys, complete without: while a quote is in focus, single keys act on it or on what is ticked.
const form = document.getElementById("split");
const quotes = [...document.querySelectorAll(".quotes > li")];
const tick = (quote) => quote.querySelector("input[name=issues]");
let at = 0;

// The page comes anew after every act: who works by keys goes on at the quote where she was.
const PLACE = "quote";
const keepPlace = () => sessionStorage.setItem(PLACE, JSON.stringify([location.pathname, at]));

const go = (place) => {
  quotes[at].tabIndex = -1;
  at = Math.max(0, Math.min(place, quotes.length - 1));
  quotes[at].tabIndex = 0;
  quotes[at].focus();
};

const turn = (quote) => {
  tick(quote).checked = !tick(quote).checked;
  tick(quote).dispatchEvent(new Event("change"));
};

const press = (key) => {
  if (!quotes.some((quote) => tick(quote).checked)) turn(quotes[at]);
  const control = form.querySelector(`[data-key=${key}]`);
  if (control.type === "submit") {
    keepPlace();
    control.click();
  } else control.focus();
};

const KEYS = {
  j: () => go(at + 1),
  k: () => go(at - 1),
  x: () => turn(quotes[at]),
  a: () => {
    const all = quotes.every((quote) => tick(quote).checked);
    for (const quote of quotes) if (tick(quote).checked === all) turn(quote);
  },
  c: () => press("c"),
  r: () => press("r"),
  e: () => press("e"),
  m: () => press("m"),
  u: () => {
    keepPlace();
    document.querySelector("[data-key=u]")?.click();
  },
};

if (form && quotes.length) {
  form.querySelector(".keys").hidden = false;
  for (const [place, quote] of quotes.entries()) {
    quote.tabIndex = place === 0 ? 0 : -1;
    quote.addEventListener("focusin", () => {
      quotes[at].tabIndex = -1;
      at = place;
      quote.tabIndex = 0;
    });
    quote.addEventListener("keydown", (event) => {
      const typing = event.target.matches("select, textarea, input:not([type=checkbox])");
      if (typing || event.ctrlKey || event.metaKey || event.altKey || !(event.key in KEYS)) return;
      event.preventDefault();
      KEYS[event.key]();
    });
  }
  form.addEventListener("submit", (event) => {
    if (event.submitter?.closest("p")?.querySelector("select")) keepPlace();
  });
  const [path, place] = JSON.parse(sessionStorage.getItem(PLACE) ?? "[]");
  // Not before the browser has gone to the fragment, which takes the focus away.
  if (path === location.pathname) addEventListener("load", () => requestAnimationFrame(() => go(place)));
}
sessionStorage.removeItem(PLACE);
