// Moves the page of the day on by the clock, from what the page holds already; asks for a newer one, and says when
// nobody answers. The server draws the same at the same minute (programmes/rules/now.py): nothing depends on this.

const EVERY = 30, MOST = 300, PATIENCE = 10, WRONG = 180; // seconds
let frame, items, skew, heardAt, timer, failures = 0, isOver = false;

const now = () => Date.now() + skew;
const isCopy = () => !frame.querySelector("[data-kept]").hidden;

function take(found) {
  frame = found;
  items = [...frame.querySelectorAll("[data-starts]")].sort((a, b) => a.dataset.starts - b.dataset.starts);
  // A page just drawn knows the time better than a clock that is plainly wrong.
  const drawn = Number(frame.dataset.at) * 1000;
  skew = drawn && !isCopy() && Math.abs(drawn - Date.now()) > WRONG * 1000 ? drawn - Date.now() : 0;
  heardAt = now();
}

function clock(at, zone) {
  const shown = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
  return document.documentElement.lang === "sv" ? shown.replace(":", ".") : shown;
}

/** In the words that the page brought along: kind is left or soon. */
function wait(kind, seconds) {
  const minutes = Math.ceil(seconds / 60), said = frame.dataset;
  if (minutes > 60) return said[`${kind}More`] ?? "";
  if (minutes === 60) return said[`${kind}Hour`];
  return minutes === 1 ? said[`${kind}One`] : said[`${kind}Many`].replace("#", minutes);
}

function put(name, chosen, words) {
  const list = frame.querySelector(`[data-list=${name}]`), present = [...list.children];
  const isOther = chosen.length !== present.length || chosen.some((item, n) => item !== present[n]);
  if (isOther) list.replaceChildren(...chosen);
  for (const item of chosen) item.querySelector("[data-wait]").textContent = words(item);
  const part = list.closest("[data-part]");
  part.hidden = !chosen.length;
  if (isOther && name === "on" && chosen.length) {
    const titles = chosen.map((item) => item.querySelector("h3").textContent.trim()).join(", ");
    frame.querySelector("[data-said]").textContent = `${part.querySelector("h2").textContent}: ${titles}`;
  }
}

function move() {
  const at = Math.floor(now() / 60_000) * 60, said = frame.dataset, ends = Number(said.endsAt);
  frame.querySelector("[data-clock]").textContent = clock(at * 1000, said.zone);
  if (!ends) return;
  const starts = (item) => Number(item.dataset.starts), stands = items.filter((item) => !("off" in item.dataset));
  const first = Math.min(...stands.map(starts).filter((begin) => begin > at));
  const on = stands.filter((item) => starts(item) <= at && at < Number(item.dataset.ends));
  const next = stands.filter((item) => starts(item) === first);
  const soon = (item) => wait("soon", starts(item) - at);
  put("on", on, (item) => wait("left", Number(item.dataset.ends) - at));
  put("next", next, soon);
  put("later", items.filter((item) => starts(item) > at && !next.includes(item)), soon);
  const before = at < Number(said.startsAt), after = at >= ends;
  const hidden = { before: !before, after: !after, pause: before || after || on.length > 0 };
  for (const part of frame.querySelectorAll("[data-when]")) part.hidden = hidden[part.dataset.when];
  if (after && !isOver) renew().catch(() => {});
  isOver = after;
}

/** Draw the page anew; all of it when its code has changed. */
async function renew() {
  const answer = await fetch(location.pathname, { cache: "no-cache", signal: AbortSignal.timeout(PATIENCE * 1000) });
  if (!answer.ok) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-now]"), script = "script[src]";
  if (fresh === null || page.querySelector(script)?.src !== document.querySelector(script).src) {
    location.reload();
    return;
  }
  frame.replaceWith(fresh);
  take(fresh);
  move();
}

function tell(nobodyAnswers) {
  const line = frame.querySelector("[data-kept]");
  if (nobodyAnswers && line.hidden) line.textContent = line.dataset.kept.replace("#", clock(heardAt));
  line.hidden = !nobodyAnswers;
}

async function ask() {
  clearTimeout(timer);
  if (document.visibilityState !== "visible") return;
  try {
    const answer = await fetch(frame.dataset.ask, { cache: "no-cache", signal: AbortSignal.timeout(PATIENCE * 1000) });
    if (!answer.ok) throw new Error(answer.status);
    const { version } = await answer.json();
    if (version !== frame.dataset.version) await renew();
    failures = 0;
    heardAt = now();
    tell(false);
  } catch {
    failures += 1;
    tell(isCopy() || failures > 1);
  }
  // Not all at the same moment, and ever more seldom while nobody answers.
  timer = setTimeout(ask, Math.min(EVERY * 2 ** failures, MOST) * (900 + Math.random() * 200));
}

function tick() {
  move();
  setTimeout(tick, 60_050 - (now() % 60_000));
}

take(document.querySelector("[data-now]"));
tick();
timer = setTimeout(ask, isCopy() ? 1000 : EVERY * 1000);
window.addEventListener("online", ask);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "visible") return;
  move();
  if (now() - heardAt > EVERY * 1000) ask();
});
