// Recognises the cluster by the e-mail address, and says how the places stand for the one that is chosen.
// The server recognises it too, and shows the same words: nothing depends on this.

const form = document.querySelector("form.registration");
const cluster = form?.querySelector("[data-cluster]");
const email = form?.querySelector("#email");
const organisation = form?.querySelector("#organisation");
const recognised = form?.querySelector("[data-recognised]");
const words = form?.querySelector("[data-seats-words]");

/** The option whose domain the address has, or a domain below it. The longest domain wins. */
function optionFor(address) {
  const whole = `.${address.trim().toLowerCase().split("@").pop()}`;
  const fitting = [...cluster.options].flatMap((option) =>
    (option.dataset.domains ?? "").split(" ").filter((domain) => domain && whole.endsWith(`.${domain}`)).map((domain) => [domain.length, option]),
  );
  return fitting.sort((a, b) => b[0] - a[0])[0]?.[1] ?? null;
}

function sayHowPlacesStand() {
  if (words) words.textContent = cluster.selectedOptions[0]?.dataset.seats ?? "";
}

function recognise() {
  if (cluster.value || organisation?.value.trim() || !email.value.includes("@")) return;
  const option = optionFor(email.value);
  if (!option) return;
  cluster.value = option.value;
  if (recognised) recognised.hidden = false;
  sayHowPlacesStand();
}

if (cluster) {
  words?.setAttribute("aria-live", "polite");
  recognised?.setAttribute("role", "status");
  email?.addEventListener("change", recognise);
  cluster.addEventListener("change", () => {
    if (recognised) recognised.hidden = true;
    sayHowPlacesStand();
  });
  // A browser fills a form in again after the way back without saying so.
  window.addEventListener("pageshow", sayHowPlacesStand);
}
