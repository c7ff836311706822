// The drop zone: a file is dropped or chosen, sent with its progress shown, and can be stopped. Without this file the
// form sends itself.

const one = (id) => document.getElementById(id);

let request = null;

const megabytes = (bytes) => (bytes / 1_000_000).toLocaleString("en", { maximumFractionDigits: 1 });

function busy(shown, name = "") {
  const zone = one("drop");
  zone.querySelector(".w-drop-idle").hidden = shown;
  one("busy").hidden = !shown;
  one("busy-file").textContent = name;
  const send = one("send");
  if (send) send.disabled = shown;
}

function say(what, percent = null) {
  one("busy-what").textContent = what;
  const bar = one("busy-bar");
  if (percent === null) bar.removeAttribute("value");
  else bar.value = percent;
}

/** Shows above the zone why a file was not taken, as the server would. */
function refuse(name, text) {
  busy(false);
  one("refused")?.remove();
  const note = one("refusal").content.firstElementChild.cloneNode(true);
  note.id = "refused";
  note.querySelector("[data-file]").textContent = name;
  note.querySelector("[data-text]").textContent = text;
  one("drop").closest(".w-columns").before(note);
  note.focus();
  one("drop").reset();
}

/** The server's own page, where it stayed on this one. */
function show(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const wizard = page.getElementById("wizard");
  if (!wizard) return location.reload();
  one("wizard").replaceWith(document.adoptNode(wizard));
  document.title = page.title;
  begin();
  (one("refused") ?? one("main")).focus();
}

function finish(name) {
  const answer = request;
  request = null;
  const moved = answer.responseURL && new URL(answer.responseURL).pathname !== new URL(one("drop").action).pathname;
  if (answer.status < 400 && moved) location.assign(answer.responseURL);
  else if (answer.getResponseHeader("content-type")?.startsWith("text/html") && answer.status < 500) show(answer.responseText);
  else refuse(name, "The server did not take it. Try again in a moment.");
}

function send(file) {
  const form = one("drop");
  const most = Number(form.dataset.bytes);
  if (file.size > most) {
    refuse(file.name, `The file has ${megabytes(file.size)} MB; at most ${form.dataset.size} are read. Split it into smaller files.`);
    return;
  }
  const data = new FormData();
  data.append("file", file, file.name);
  request?.abort();
  request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "text/html");
  request.upload.addEventListener("progress", ({ loaded, total, lengthComputable }) => {
    if (!lengthComputable || loaded >= total) return;
    say(`${megabytes(loaded)} of ${megabytes(total)} MB sent`, Math.floor((loaded / total) * 100));
  });
  request.upload.addEventListener("load", () => say("Reading the file"));
  request.addEventListener("load", () => finish(file.name));
  request.addEventListener("error", () => {
    request = null;
    refuse(file.name, "The upload was interrupted. Check the connection and choose the file again.");
  });
  busy(true, file.name);
  say("Sending the file", 0);
  one("busy-stop").focus();
  request.send(data);
}

function stop() {
  request?.abort();
  request = null;
  busy(false);
  one("drop").reset();
  one("file").focus();
}

function begin() {
  const form = one("drop");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const [file] = one("file").files;
    if (file) send(file);
  });
  one("file").addEventListener("change", () => form.requestSubmit());
  one("busy-stop").addEventListener("click", stop);
}

// A file that misses the zone would be opened by the browser, and the page be gone.
let depth = 0;
const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
const over = (shown) => one("drop")?.classList.toggle("is-over", shown);

document.addEventListener("dragenter", (event) => {
  if (!carries(event)) return;
  event.preventDefault();
  depth += 1;
  over(true);
});
document.addEventListener("dragover", (event) => {
  if (carries(event)) event.preventDefault();
});
document.addEventListener("dragleave", (event) => {
  if (!carries(event)) return;
  depth = Math.max(0, depth - 1);
  if (depth === 0) over(false);
});
document.addEventListener("drop", (event) => {
  if (!carries(event)) return;
  event.preventDefault();
  depth = 0;
  over(false);
  const [file] = event.dataTransfer.files;
  if (file && !request) send(file);
});

// What is pasted anywhere on the page goes on at once: cells as text, and a file as if it had been dropped.
document.addEventListener("paste", (event) => {
  if (request || event.target.closest("input, textarea")) return;
  const [file] = event.clipboardData.files;
  const text = event.clipboardData.getData("text/plain");
  if (!text.trim() && !file) return;
  event.preventDefault();
  // A spreadsheet puts a picture of the cells beside them; the text is what was meant.
  if (!text.trim()) return send(file);
  one("paste").open = true;
  one("cells").value = text;
  one("cells").form.requestSubmit();
});

// The back button brings the page back as it was left.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) stop();
});

begin();
