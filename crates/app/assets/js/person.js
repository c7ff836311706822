// The forms of one person and of several: Admins are asked for no access, teams and territories, and long lists can be
// searched. Without this file everything is there and the server says what does not fit.

const form = () => document.getElementById("person");

function ofAdmin() {
  const role = form()?.querySelector("[data-roles] input:checked")?.value;
  const admin = role === "Admin";
  const rest = form()?.querySelector("[data-not-of-admin]");
  if (!rest) return;
  // What is disabled is not sent, and so is cleared.
  rest.disabled = admin;
  rest.hidden = admin;
  // Managers, who make nobody an Admin, are not told of it.
  form().querySelector("[data-of-admin]")?.toggleAttribute("hidden", !admin);
}

function count(list) {
  const chosen = list.querySelectorAll("input:checked, input[type=hidden]").length;
  const says = list.closest("fieldset").querySelector("[data-chosen]");
  if (says) says.textContent = chosen === 0 ? "None chosen" : `${chosen} chosen`;
}

function find(field) {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const one of field.closest("fieldset").querySelectorAll(".picks-one")) {
    const text = one.textContent.toLowerCase();
    one.hidden = !words.every((word) => text.includes(word));
  }
}

document.addEventListener("change", (event) => {
  if (event.target.closest("[data-roles]")) ofAdmin();
  const list = event.target.closest(".picks-list");
  if (list) count(list);
});
document.addEventListener("input", (event) => {
  if (event.target.closest("[data-find]")) find(event.target);
});
// Enter in the search of a list finds, and sends nothing.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.closest("[data-find]")) event.preventDefault();
});
for (const search of document.querySelectorAll("[data-find]")) search.hidden = false;
// What is said of a field while it is being filled in marks the field too.
document.addEventListener("htmx:after:swap", () => {
  for (const says of document.querySelectorAll("[data-says]")) {
    const field = document.getElementById(says.id.replace(/-says$/, ""));
    if (!field?.matches("input")) continue;
    if (says.querySelector(".field-error")) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
});
window.addEventListener("pageshow", ofAdmin);
ofAdmin();
