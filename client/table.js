/** Units are found by text, component and level, and sorted. Without it all show in the order of the source. */
const form = /** @type {HTMLFormElement} */ (document.querySelector("form.filter"));
const output = /** @type {HTMLOutputElement} */ (form.querySelector("output"));
const section = /** @type {HTMLElement} */ (form.parentElement);
const rows = [...section.querySelectorAll("tbody tr")].map((row) => /** @type {HTMLTableRowElement} */ (row));

const [COMPONENT, LEVEL] = [3, 4]; // columns

/** @param {HTMLTableRowElement} row @param {number} column */
const readCell = (row, column) => (row.cells[column].textContent ?? "").trim();

const filterRows = () => {
  const asked = new FormData(form);
  const words = String(asked.get("text") ?? "").toLowerCase().split(/\s+/);
  const component = asked.get("component") || "";
  const level = asked.get("level") || "";
  let shown = 0;
  for (const row of rows) {
    const text = (row.textContent ?? "").toLowerCase();
    row.hidden =
      !words.every((word) => text.includes(word)) ||
      (component !== "" && readCell(row, COMPONENT) !== component) ||
      (level !== "" && readCell(row, LEVEL) !== level);
    if (!row.hidden) shown += 1;
  }
  const template = output.dataset.said ?? "";
  output.value = template.replace("{n}", String(shown)).replace("{all}", String(rows.length));
};

/** Upwards first. @param {HTMLTableCellElement} head */
const sortRows = (head) => {
  const table = /** @type {HTMLTableElement} */ (head.closest("table"));
  const isAscending = head.getAttribute("aria-sort") === "ascending";
  for (const other of table.tHead?.rows[0].cells ?? []) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", isAscending ? "descending" : "ascending");
  const body = table.tBodies[0];
  const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  const sorted = [...body.rows].sort((a, b) => compare(readCell(a, head.cellIndex), readCell(b, head.cellIndex)));
  body.append(...(isAscending ? sorted.reverse() : sorted));
};

for (const head of section.querySelectorAll("thead th")) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  button.addEventListener("click", () => sortRows(/** @type {HTMLTableCellElement} */ (head)));
  head.append(button);
}
form.style.visibility = "";
form.oninput = filterRows;
form.onsubmit = () => false;
filterRows();
