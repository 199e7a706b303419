// A button beside an address that puts it on the clipboard. Without script the address is there to be marked by hand.

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const told = document.getElementById(`${button.dataset.copy}-copied`);
  if (!navigator.clipboard) continue; // only where the page came over https
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      told.textContent = button.dataset.done;
    } catch {
      field.focus();
      field.select();
    }
  });
}
