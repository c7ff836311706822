// Choosing people of a list: everybody on the page with one box, and how many that are. Without this file the boxes of
// the rows, and the one for the whole list, work all the same.

const boxes = () => [...document.querySelectorAll("input[name=id][form=bulk]")];

function people(count) {
  const number = typeof count === "string" ? count : count.toLocaleString("en-US");
  return number === "1" ? "1 person" : `${number} people`;
}

// How many of the chosen nothing is sent to.
function warn(says, everybody) {
  if (!says) return;
  const picked = boxes().filter((box) => box.checked && "stopped" in box.dataset).length;
  const stopped = everybody ? Number(says.dataset.stopped) : picked;
  says.hidden = stopped === 0;
  says.querySelector("[data-stopped-people]").textContent = people(stopped);
  says.querySelector("[data-has]").textContent = stopped === 1 ? "has" : "have";
}

function tell() {
  const form = document.getElementById("bulk");
  if (!form) return;
  const all = form.querySelector("[data-all]");
  if (!all) return;
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
  warn(form.querySelector("#stopped"), all.checked);
  for (const button of form.querySelectorAll(".bulk-do button:not([data-always]), .ask [formaction]")) button.disabled = nobody;
}

document.addEventListener("change", (event) => {
  if (event.target.id === "pick-page") {
    for (const box of boxes()) box.checked = event.target.checked;
  }
  if (event.target.closest("#bulk, .invitations, .users")) tell();
});
document.addEventListener("htmx:after:swap", tell);
window.addEventListener("pageshow", tell);
tell();
