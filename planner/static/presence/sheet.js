// Ticks a whole row, or all of the sheet, at once instead of by a journey to the server.

for (const button of document.querySelectorAll("[data-all]")) {
  button.addEventListener("click", (event) => {
    event.preventDefault();
    const rows = button.closest("tr") ? [button.closest("tr")] : [...document.querySelectorAll(".presence-table tbody tr")];
    const named = rows.filter((row) => row.querySelector("input:not([type=checkbox])")?.value !== "");
    const ticks = named.flatMap((row) => [...row.querySelectorAll("[type=checkbox]")]);
    // Pressed once more, it takes them away again.
    const isAll = ticks.every((tick) => tick.checked);
    for (const tick of ticks) tick.checked = !isAll;
  });
}
