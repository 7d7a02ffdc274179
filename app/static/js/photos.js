// Before it is sent, a photo is made as small as it is kept: a signal in a fitting room carries no twelve million pixels.
// It is drawn, not linked to, so that the page's policy against foreign pictures need know no exception.
const LARGE = 1600;
const PREVIEW = 200;
const input = document.getElementById("photos");
const previews = document.getElementById("previews");
let latest = 0;

const draw = (bitmap, side) => {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
};

const shrink = async (file) => {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const preview = draw(bitmap, PREVIEW);
  preview.setAttribute("role", "img");
  preview.setAttribute("aria-label", file.name);
  const drawn = await new Promise((done) => draw(bitmap, LARGE).toBlob(done, "image/jpeg", 0.85));
  bitmap.close();
  return [preview, drawn && drawn.size < file.size ? new File([drawn], file.name, { type: drawn.type }) : file];
};

input?.addEventListener("change", async () => {
  const turn = ++latest;
  const small = new DataTransfer();
  const shown = [];
  for (const file of input.files) {
    try {
      const [preview, photo] = await shrink(file);
      shown.push(preview);
      small.items.add(photo);
    } catch {
      // What this browser cannot draw is sent as it is; the receipt says what became of it.
      small.items.add(file);
    }
  }
  if (turn !== latest) return;
  input.files = small.files;
  previews.replaceChildren(...shown);
});
