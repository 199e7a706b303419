// Rows of colleagues at once instead of by a journey to the server, and cells that are pasted into a row.

const MOST = 60;

function setUp(section) {
  const rows = section.querySelector(".colleague-rows");
  const template = section.querySelector("template");
  const add = section.querySelector("button[value=add]");
  let next = rows.children.length;

  const cellsOf = (row) => [...row.querySelectorAll("input")];

  function newRow() {
    const row = document.createElement("ul");
    row.innerHTML = template.innerHTML.replaceAll("__index__", next).replaceAll("__number__", rows.children.length + 1);
    next += 1;
    return rows.appendChild(row.firstElementChild);
  }

  function remove(row) {
    const nearest = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    (nearest ? cellsOf(nearest)[0] : add).focus();
  }

  /** Rows of cells, as spreadsheets put them on the clipboard. */
  function cellsIn(text) {
    return text.replace(/\r\n?/g, "\n").split("\n").map((line) => line.split("\t").map((cell) => cell.trim())).filter((line) => line.some(Boolean));
  }

  /** Put one line into a row: what has an @ is the address, else from the cell where it was pasted. */
  function fill(row, cells, column) {
    const fields = cellsOf(row);
    const address = cells.find((cell) => cell.includes("@"));
    const rest = cells.filter((cell) => cell && cell !== address);
    if (address) {
      fields[1].value = address;
      if (rest.length) fields[0].value = rest.length > 1 && column === 0 ? rest.slice(0, 2).join(" ") : rest[0];
    } else {
      cells.slice(0, 2 - column).forEach((cell, n) => { fields[column + n].value = cell; });
    }
  }

  rows.addEventListener("paste", (event) => {
    const row = event.target.closest(".colleague-row");
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!row || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    const column = cellsOf(row).indexOf(event.target);
    let at = row;
    for (const cells of cellsIn(text)) {
      if (!at && rows.children.length >= MOST) break;
      at ??= newRow();
      fill(at, cells, column);
      at = at.nextElementSibling;
    }
    cellsOf(rows.lastElementChild)[0].focus();
  });

  section.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button === add) {
      event.preventDefault();
      if (rows.children.length < MOST) cellsOf(newRow())[0].focus();
    } else if (button?.classList.contains("colleague-remove")) {
      event.preventDefault();
      remove(button.closest(".colleague-row"));
    }
  });
}

for (const section of document.querySelectorAll("[data-colleagues]")) setUp(section);
