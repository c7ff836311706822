// Choosing people of a list: everybody on the page with one box, and how many that are. Without this file the boxes of
// the rows, and the one for the whole list, work all the same.

const boxes = () => [...document.querySelectorAll("input[name=id][form=bulk]")];

function people(count) {
  const number = typeof count === "string" ? count : count.toLocaleString("en-US");
  return number === "1" ? "1 person" : `${number} people`;
}

function tell() {
  const form = document.getElementById("bulk");
  if (!form) return;
  const all = form.querySelector("[data-all]");
  const picked = boxes().filter((box) => box.checked).length;
  const page = document.getElementById("pick-page");
  page.hidden = false;
  page.disabled = all.checked;
  page.checked = picked > 0 && picked === boxes().length;
  page.indeterminate = picked > 0 && !page.checked;
  const chosen = all.checked ? people(all.dataset.all) : people(picked);
  const says = document.getElementById("picked");
  const nobody = !all.checked && picked === 0;
  says.textContent = nobody ? says.dataset.none : `${chosen} chosen`;
  for (const place of form.querySelectorAll("[data-picked]")) place.textContent = nobody ? "nobody" : chosen;
  for (const button of form.querySelectorAll(".bulk-do button, .ask [formaction]")) button.disabled = nobody;
}

document.addEventListener("change", (event) => {
  if (event.target.id === "pick-page") {
    for (const box of boxes()) box.checked = event.target.checked;
  }
  if (event.target.closest("#bulk, .invitations")) tell();
});
document.addEventListener("htmx:after:swap", tell);
window.addEventListener("pageshow", tell);
tell();
