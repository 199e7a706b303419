// Notes that a person, not a mail scanner, has opened the page: seen, and then moved, touched or typed in.

const opened = document.getElementById("opened");
const SIGNS = ["pointermove", "pointerdown", "touchstart", "keydown", "wheel"];

function note() {
  if (document.visibilityState !== "visible") return;
  for (const sign of SIGNS) window.removeEventListener(sign, note);
  const said = new FormData();
  said.set("csrf_token", opened.dataset.token);
  navigator.sendBeacon(opened.dataset.url, said);
}

if (opened) for (const sign of SIGNS) window.addEventListener(sign, note, { passive: true });
