// Before it is sent, a photo is made as small as it is kept: a signal in a fitting room carries no twelve million pixels.
// It is drawn, not linked to, so that the page's policy against foreign pictures need know no exception; and what is
// drawn can be covered from the top, where faces are.
const LARGE = 1600;
const PREVIEW = 200;
const BANDS = 4;
const input = document.getElementById("photos");
const previews = document.getElementById("previews");
let busy = 0;
let latest = 0;
let held = null;

// What is not drawn to its end is not sent: a face that was just covered would be seen. The button pressed last counts.
const finish = () => {
  busy -= 1;
  if (busy || !held) return;
  const button = held;
  held = null;
  input.form.requestSubmit(button);
};
input?.form.addEventListener("submit", (event) => {
  if (!busy || event.defaultPrevented) return;
  event.preventDefault();
  held = event.submitter;
});

const draw = (canvas, bitmap, side, covered) => {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  pen.fillStyle = "#20242c";
  pen.fillRect(0, 0, canvas.width, (canvas.height * covered) / (2 * BANDS));
  return canvas;
};

const write = (photo) =>
  new Promise((done) => {
    draw(document.createElement("canvas"), photo.bitmap, LARGE, photo.covered).toBlob((drawn) => {
      const smaller = drawn && (photo.covered || drawn.size < photo.original.size);
      photo.file = smaller ? new File([drawn], photo.original.name, { type: drawn.type }) : photo.original;
      done();
    }, "image/jpeg", 0.85);
  });

const put = (photos) => {
  const sent = new DataTransfer();
  for (const photo of photos) sent.items.add(photo.file);
  input.files = sent.files;
};

const show = (photo, photos) => {
  const figure = document.createElement("span");
  const canvas = draw(document.createElement("canvas"), photo.bitmap, PREVIEW, 0);
  canvas.id = `preview-${photos.indexOf(photo)}`;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", photo.original.name);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "plain";
  button.setAttribute("aria-describedby", canvas.id);
  button.textContent = previews.dataset.cover;
  button.addEventListener("click", async () => {
    busy += 1;
    photo.covered = (photo.covered + 1) % (BANDS + 1);
    draw(canvas, photo.bitmap, PREVIEW, photo.covered);
    const { cover, more, uncover } = previews.dataset;
    button.textContent = photo.covered === BANDS ? uncover : photo.covered ? more : cover;
    await write(photo);
    put(photos);
    finish();
  });
  figure.append(canvas, button);
  return figure;
};

input?.addEventListener("change", async () => {
  const turn = ++latest;
  busy += 1;
  const photos = [...input.files].map((original) => ({ original, file: original, bitmap: null, covered: 0 }));
  for (const photo of photos) {
    try {
      photo.bitmap = await createImageBitmap(photo.original, { imageOrientation: "from-image" });
      await write(photo);
    } catch {
      // What this browser cannot draw is sent as it is; the receipt says what became of it.
    }
  }
  if (turn === latest) {
    put(photos);
    previews.replaceChildren(...photos.filter((photo) => photo.bitmap).map((photo) => show(photo, photos)));
  }
  finish();
});
