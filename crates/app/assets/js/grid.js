// The keyboard in the grid of rows, and where the focus goes when rows come and go. What a key does is a link or a form
// of the page; without this file each of them can be pressed by hand.

import { toast } from "./app.js";

const one = (id) => document.getElementById(id);
const grid = () => one("grid");
const links = (root = grid()) => [...(root?.querySelectorAll("a[id^='c-']") ?? [])];
const rows = () => [...(grid()?.querySelectorAll("tr[data-row]") ?? [])];
const coarse = matchMedia("(pointer: coarse)");

/** The id of the cell somebody stands in, or wants to stand in once the page has changed. */
let here = null;
/** Where the focus goes after the next change: a cell's id, a place among the causes, or the first or last marked cell. */
let wanted = null;

function stand(link) {
  if (!link) return;
  for (const other of links()) other.tabIndex = other === link ? 0 : -1;
  here = link.id;
}

function go(link) {
  if (!link) return false;
  stand(link);
  link.focus({ preventScroll: coarse.matches });
  return true;
}

/** Opens the cause of the cell, as the server would. */
function show(link) {
  for (const cause of document.querySelectorAll(".w-cause[data-lit]")) {
    cause.classList.remove("is-here");
    delete cause.dataset.lit;
  }
  const cause = link.dataset.cause && one(`cause-${link.dataset.cause}`);
  if (!cause || cause.classList.contains("is-here")) return;
  cause.classList.add("is-here");
  cause.dataset.lit = "yes";
  if (!coarse.matches) cause.scrollIntoView({ block: "nearest" });
}

const marked = () => {
  const all = links().filter((link) => link.dataset.mark);
  const errors = all.filter((link) => link.dataset.mark === "Error");
  return errors.length ? errors : all.filter((link) => link.dataset.mark === "Warning");
};

function step(link, by) {
  const all = marked();
  const order = links();
  const from = order.indexOf(link);
  const next = by > 0 ? all.find((other) => order.indexOf(other) > from) : all.findLast((other) => order.indexOf(other) < from);
  if (go(next)) return;
  const page = one(by > 0 ? "page-after" : "page-before");
  if (!page) return;
  wanted = by > 0 ? "first" : "last";
  page.click();
}

/** The cell so many rows and columns away; the row's number is the column before the first. */
function away(link, down, right) {
  const row = link.closest("tr");
  const all = rows();
  const to = all[Math.min(Math.max(all.indexOf(row) + down, 0), all.length - 1)];
  const place = links(row).indexOf(link) + right;
  const cells = links(to);
  return cells[Math.min(Math.max(place, 0), cells.length - 1)];
}

/** The cell that takes over when this one goes: the one below, else the one above. */
function heir(link) {
  const below = away(link, 1, 0);
  return (below !== link ? below : away(link, -1, 0))?.id ?? null;
}

/** The row's number and the key of the field that a cell stands for; the row's number itself stands for no field. */
function place(link) {
  const [, row, field = ""] = link.id.split("-");
  return { row, field };
}

/** Sends what a key does to a cell or its row. */
function send(act, of, row) {
  const form = one("of-cell");
  form.elements.act.value = act;
  form.elements.of.value = of;
  form.elements.row.value = row;
  form.requestSubmit();
}

function skip(link) {
  const { row } = place(link);
  wanted = heir(link);
  send("leave", row, row);
}

function fill(link) {
  const { row, field } = place(link);
  if (!field) return;
  wanted = link.id;
  send("fill", `${row}.${field}`, row);
}

/** Opens find and replace in the column of a cell. */
function replace(link) {
  const open = one("replace-open");
  if (!open) return;
  const { field } = place(link);
  const to = new URL(open.href);
  if (field) to.searchParams.set("replace", field);
  open.href = to.pathname + to.search;
  open.click();
}

function accept(link, all) {
  const cause = link.dataset.cause && one(`cause-${link.dataset.cause}`);
  const form = all ? cause?.querySelector(".w-sure-press")?.form : link.closest("td, th").querySelector(".w-cure form");
  if (!form) return;
  const order = links();
  const next = marked().find((other) => order.indexOf(other) > order.indexOf(link));
  wanted = next?.id ?? heir(link);
  form.requestSubmit();
}

const tabs = ["all", "errors", "warnings", "ready", "skipped"];

const keys = {
  ArrowUp: (link) => go(away(link, -1, 0)),
  ArrowDown: (link) => go(away(link, 1, 0)),
  ArrowLeft: (link) => go(away(link, 0, -1)),
  ArrowRight: (link) => go(away(link, 0, 1)),
  Home: (link) => go(away(link, 0, -99)),
  End: (link) => go(away(link, 0, 99)),
  PageUp: (link) => go(away(link, -10, 0)),
  PageDown: (link) => go(away(link, 10, 0)),
  n: (link) => step(link, 1),
  p: (link) => step(link, -1),
  a: (link) => accept(link, false),
  A: (link) => accept(link, true),
  s: skip,
  f: fill,
  r: replace,
  z: () => one("undo-last")?.click(),
  Z: () => one("redo")?.click(),
  Escape: () => one("close")?.click(),
  "/": () => one("find")?.focus(),
  "?": () => one("keys")?.showPopover(),
};
for (const [place, tab] of tabs.entries()) keys[place + 1] = () => {
  wanted = "first";
  one(`tab-${tab}`)?.click();
};

/** Keys of the open cell: its field takes letters itself, the buttons below it do not. */
function open(event) {
  const field = event.target.id === "value";
  const offers = [...document.querySelectorAll("#panel button[data-key]")];
  const press = (key) => offers.find((button) => button.dataset.key === key)?.click();
  if (event.key === "Escape") one("close")?.click();
  else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) press(event.shiftKey ? "Shift A" : "A");
  else if (event.key === "Enter" && event.target.tagName === "SELECT") event.target.form.requestSubmit();
  else if (!field && event.key === "a") press("A");
  else if (!field && event.key === "A") press("Shift A");
  else if (!field && event.key === "s") press("S");
  else if (!field && event.key === "f") press("F");
  else if (!field && event.key === "r") document.querySelector("#panel .w-replace-open")?.click();
  else return;
  event.preventDefault();
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Escape" && event.target.closest?.("#replace")) one("replace-close")?.click();
  if (!event.target.closest?.("#grid")) return;
  if (event.target.closest("#cell, #panel")) {
    open(event);
    return;
  }
  const link = event.target.closest("a[id^='c-']");
  if (!link || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.length === 1 && event.shiftKey && /[a-z]/i.test(event.key) ? event.key.toUpperCase() : event.key;
  const act = keys[key];
  if (!act) return;
  event.preventDefault();
  act(link);
});

/** So many letters are sent at the most; the server says the rest. */
const LARGEST_BLOCK = 500_000;

// A block that was copied in a spreadsheet goes into the cells from the one that has the focus on.
document.addEventListener("paste", (event) => {
  const link = event.target.closest?.("#grid a[id^='c-']") ?? document.activeElement?.closest?.("#grid a[id^='c-']");
  const block = event.clipboardData?.getData("text/plain");
  if (!link || !block) return;
  event.preventDefault();
  const { row, field } = place(link);
  if (!field) return;
  if (block.length > LARGEST_BLOCK) {
    toast("This block is too large to be pasted at once. Copy it in smaller parts.");
    return;
  }
  const form = one("paste");
  form.elements.row.value = row;
  form.elements.field.value = field;
  form.elements.block.value = block;
  wanted = link.id;
  form.requestSubmit();
});

document.addEventListener("focusin", (event) => {
  const link = event.target.closest?.("#grid a[id^='c-']");
  if (!link) return;
  stand(link);
  show(link);
});

// Whatever is sent from the open cell or from a cause, the focus has to go somewhere sensible when that is gone.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    const row = form.closest?.("tr")?.dataset.row ?? form.closest?.(".w-panel-row")?.previousElementSibling?.dataset.row;
    const cause = form.closest?.(".w-cause");
    if (wanted !== null) return;
    if (form.id === "replace-form") return;
    if (form.closest?.("#replace, #last")) wanted = here;
    else if (row) {
      const cells = links(one(`row-${row}`));
      const key = one("cell")?.elements.field.value;
      const below = one(`row-${row}`).nextElementSibling?.matches(".w-panel-row")
        ? one(`row-${row}`).nextElementSibling.nextElementSibling
        : one(`row-${row}`).nextElementSibling;
      const number = below?.dataset.row ?? row;
      wanted = key ? `c-${number}-${key}` : (cells[0]?.id ?? null);
    } else if (cause) {
      wanted = [...document.querySelectorAll(".w-cause")].indexOf(cause);
    }
  },
  true,
);

document.addEventListener("click", (event) => {
  if (event.target.closest?.("#close, #replace-close")) wanted = here;
  else if (event.target.closest?.(".w-replace-open")) wanted = "replace";
  else if (event.target.closest?.("#grid a[id^='c-']")) wanted = "panel";
});

function settle() {
  const target = wanted;
  wanted = null;
  // On the phone causes lie side by side, the current one first: it is not left where the list was swiped to.
  const causes = document.querySelector(".w-causes-list");
  if (causes && causes.scrollWidth > causes.clientWidth) causes.scrollLeft = 0;
  if (target === "replace" && one("replace-find")) {
    one("replace-find").focus();
    one("replace-find").select();
    return;
  }
  const value = one("value");
  if (value) {
    if (document.activeElement !== value) value.focus();
    value.select?.();
    return;
  }
  if (target === "panel" && one("panel")) {
    one("panel").querySelector("button, a")?.focus();
    return;
  }
  stand(one(here) ?? marked()[0] ?? links()[0]);
  const lost = !document.activeElement || document.activeElement === document.body;
  if (typeof target === "number") {
    const titles = [...document.querySelectorAll(".w-cause-title a")];
    if (lost) (titles[Math.min(target, titles.length - 1)] ?? one(here))?.focus();
  } else if (target === "first") go(marked()[0] ?? links()[0]);
  else if (target === "last") go(marked().at(-1) ?? links().at(-1));
  else if (target || lost) go(one(target) ?? one(here) ?? marked()[0] ?? links()[0]) || (lost && one("tab-all")?.focus());
}

document.addEventListener("htmx:after:swap", settle);
// A page that has just been opened keeps its focus where the browser puts it.
stand(marked()[0] ?? links()[0]);
