// Looks how far a print has come, and goes to the document when it is done. Without this one looks by the link.

const LOOK_MS = 1000;
const AT_MOST_MS = 8000;
const waiting = document.querySelector("[data-state]");
const words = waiting?.querySelector("[data-words]");
const bar = waiting?.querySelector("progress");
let pause = LOOK_MS;

async function look() {
  try {
    const answer = await fetch(waiting.dataset.state, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const state = await answer.json();
    if (!state.under_way) {
      // The page itself leads on to the document, or says what went wrong.
      window.location.reload();
      return;
    }
    if (words.textContent !== state.words) words.textContent = state.words;
    if (state.of_all > 0) {
      bar.max = state.of_all;
      bar.value = state.done;
    }
    pause = LOOK_MS;
  } catch {
    // Bad networks come back: ask less often until then.
    pause = Math.min(2 * pause, AT_MOST_MS);
  }
  window.setTimeout(look, pause);
}

if (waiting) window.setTimeout(look, LOOK_MS);
