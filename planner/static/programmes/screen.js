// The screen in the hall does not go to sleep, and can be made light or dark whatever its machine prefers.

const PREFERS = "prefers-color-scheme", KEPT = "hall-colours";
const button = document.querySelector("[data-colours]"), root = document.documentElement;
/** The rules for the dark, wherever they stand. */
const forTheDark = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter(
  (rule) => rule instanceof CSSMediaRule && rule.conditionText.includes(PREFERS),
);

/** They hold always, or never. */
function show(colours) {
  root.dataset.colours = root.style.colorScheme = colours;
  for (const rule of forTheDark) rule.media.mediaText = colours === "dark" ? "all" : "not all";
}

const chosen = localStorage.getItem(KEPT);
show(chosen ?? (matchMedia(`(${PREFERS}: dark)`).matches ? "dark" : "light"));
button.hidden = false;
button.addEventListener("click", () => {
  show(root.dataset.colours === "dark" ? "light" : "dark");
  localStorage.setItem(KEPT, root.dataset.colours);
});

async function stayAwake() {
  if (document.visibilityState === "visible") await navigator.wakeLock.request("screen");
}

if ("wakeLock" in navigator) {
  const stay = () => stayAwake().catch(() => {}); // refused while the battery is low
  stay();
  document.addEventListener("visibilitychange", stay);
}
