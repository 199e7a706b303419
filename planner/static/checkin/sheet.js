// The sheet of paper: "all" for a column, and how much is changed and not saved yet.

const form = document.querySelector("[data-sheet]");
if (form) {
  const boxes = [...form.querySelectorAll("[name=there]")], said = form.querySelector("[data-changed]");
  const tell = () => {
    const changed = boxes.filter((box) => box.checked !== box.defaultChecked).length;
    const { noneWords, oneWords, manyWords } = form.dataset;
    said.textContent = changed === 0 ? noneWords : changed === 1 ? oneWords : manyWords.replace("{number}", changed);
  };
  form.querySelector("[data-all-row]").hidden = false;
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-all]");
    if (!button) return;
    const column = boxes.filter((box) => box.dataset.expected === button.dataset.all);
    const isAll = column.every((box) => box.checked); // pressed once more, it takes them away again
    for (const box of column) box.checked = !isAll;
    tell();
  });
  form.addEventListener("change", tell);
  // Up and down go to the same day of the next person, as in a spreadsheet.
  form.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key], cell = event.target.closest("td");
    if (!step || !cell || event.target.type !== "checkbox") return;
    const row = step > 0 ? cell.parentElement.nextElementSibling : cell.parentElement.previousElementSibling;
    const next = row?.children[cell.cellIndex]?.querySelector("input");
    if (next) { event.preventDefault(); next.focus(); }
  });
  tell();
}
