// A tap on a sketch marks it; where the mark may lie is the server's to say.

for (const sketching of document.querySelectorAll("[data-sketch]")) {
  const form = sketching.querySelector("[data-mark]");
  const told = form.querySelector("[data-told]");
  const named = (end) => form.querySelector(`[name$="${end}"]`);
  const [start, end] = [named("tapped_start"), named("tapped_end")];
  const kind = () => form.querySelector("[name$=kind]:checked").value;
  let sent = false; // a tap on what is sent already would send it once more

  const tell = () => {
    told.hidden = false;
    if (start.value) told.textContent = "And where it ends: tap the same side again.";
    else told.textContent = kind() === "point" ? "Tap the place on the sketch." : "Tap where it begins, then where it ends.";
  };

  const locate = (flat, event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(flat.getScreenCTM().inverse());
    return [at.x, at.y].map((each) => each.toFixed(1));
  };

  const show = (flat, [x, y]) => {
    const spot = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    spot.setAttribute("class", "spot");
    spot.setAttribute("cx", x);
    spot.setAttribute("cy", y);
    spot.setAttribute("r", 1.3);
    flat.querySelector(".marks").append(spot);
  };

  for (const flat of sketching.querySelectorAll("svg")) {
    flat.addEventListener("click", (event) => {
      if (sent) return;
      const at = locate(flat, event);
      const place = `${flat.dataset.side} ${at.join(" ")}`;
      show(flat, at);
      if (kind() === "point" || start.value) {
        (start.value ? end : start).value = place;
        sent = true;
        form.submit();
      } else {
        start.value = place;
        tell();
      }
    });
  }
  form.addEventListener("change", () => {
    start.value = "";
    tell();
  });
  tell();
  // Whoever comes back to a page that the browser kept begins anew.
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    sent = false;
    start.value = end.value = "";
    tell();
  });
}
