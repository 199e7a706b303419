// Says that a file is too large before it is sent: on a slow net that saves minutes. Without it the server says so.

for (const field of document.querySelectorAll("input[type=file][data-most]")) {
  field.addEventListener("change", () => {
    document.getElementById(`${field.id}-too-large`)?.remove();
    const [file] = field.files;
    const isTooLarge = file !== undefined && file.size > Number(field.dataset.most);
    field.removeAttribute("aria-invalid");
    if (!isTooLarge) return;
    field.setAttribute("aria-invalid", "true");
    const said = document.createElement("p");
    said.id = `${field.id}-too-large`;
    said.className = "field-error";
    said.setAttribute("role", "alert");
    said.textContent = `${field.dataset.tooLarge} ${file.name}`;
    field.before(said);
    field.value = "";
  });
}
