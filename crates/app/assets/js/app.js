// What every page needs of the browser itself: forms that are sent once, text that is copied, and a word when the
// server cannot be reached. Everything else works without this file.

const toasts = () => document.getElementById("toasts");

/** Shows one line at the bottom of the page; screen readers say it. */
export function toast(text, kind = "bad") {
  const template = document.getElementById(`toast-${kind}`);
  const region = toasts();
  if (!template || !region) return;
  const line = template.content.cloneNode(true);
  line.querySelector("[data-text]").textContent = text;
  region.replaceChildren(line);
}

// On a phone the menu is wider than the page: where one is, is in sight.
document.querySelector(".menu-bar [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

// A second click does no harm on the server; here it does not even leave.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.hasAttribute("hx-post") || form.method !== "post" || event.defaultPrevented) return;
  // What only takes a file away leaves the page as it is.
  if (event.submitter?.hasAttribute("data-again")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
});

// The back button may bring a page back as it was left: signed out by now, or changed since. It is asked for anew.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});

// A field that narrows nothing has no place in the address.
document.addEventListener("htmx:config:request", (event) => {
  const { method, body } = event.detail.ctx.request;
  if (method !== "GET" || !(body instanceof FormData)) return;
  for (const [name, value] of [...body]) {
    if (value === "") body.delete(name);
  }
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  const text = field?.value ?? field?.textContent ?? "";
  try {
    await navigator.clipboard.writeText(text.trim());
    toast(button.dataset.copied ?? "Copied.", "good");
  } catch {
    field?.focus();
    field?.select?.();
    toast("The browser does not let Muster copy. The text is marked: copy it with the keyboard.");
  }
});

document.addEventListener("htmx:error", () => {
  toast("Muster cannot be reached. Check the connection and try again; nothing was changed.");
});
