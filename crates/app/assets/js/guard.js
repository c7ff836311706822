// The guard of the review: the button waits until the number is right. Without this file the server asks again.

const one = (id) => document.getElementById(id);

let note = null;

function check() {
  const [field, button, says, why] = ["confirm", "import", "guard-says", "why"].map(one);
  if (!field || !button) return;
  const typed = field.value.replace(/[\s,]/g, "");
  const right = typed === field.dataset.number;
  note ??= why.textContent;
  if (button.dataset.ready === "yes") {
    button.disabled = !right;
    why.textContent = right ? note : "Type the number first";
  }
  if (right) says.replaceChildren(one("guard-matches").content.cloneNode(true));
  else if (typed) says.replaceChildren();
  if (right) field.removeAttribute("aria-invalid");
}

document.addEventListener("input", (event) => {
  if (event.target.id === "confirm") check();
});
document.addEventListener("htmx:after:swap", () => {
  note = null;
  check();
});
window.addEventListener("pageshow", check);
check();
