// The list at the door: a tap ticks at once, is kept on the phone until the server has it, and is sent when it can be.
// What is kept are numbers of rows, never names. Without this script each button is a form of its own.

const POLL = 15_000, FIRST_RETRY = 2_000, LONGEST_RETRY = 60_000, MOST = 200;
const root = document.querySelector("[data-checkin]");
if (root) start(root.dataset);

function start(words) {
  const kept = `samling-checkin-${words.meeting}`;
  const rows = new Map([...root.querySelectorAll("[data-who]")].map((button) => [button.dataset.who, button]));
  const others = root.querySelector("[data-others]"), network = root.querySelector("[data-network]");
  const before = new Map([...rows].map(([who, button]) => [who, { here: button.getAttribute("aria-pressed") === "true", word: button.querySelector("[data-word]").textContent }]));
  let shown = new Map([...before].filter(([, was]) => was.here).map(([who]) => [who, "present"]));
  for (const [who, was] of before) if (!was.here && was.word) shown.set(who, "absent");
  let waiting = read(), token = words.token, sending = false, retry = FIRST_RETRY, timer = 0, last = 0, trouble = "", asked = 0, hasSent = false;
  // What the server's clock is ahead of this phone's, by the answer that took the shortest time.
  let ahead = learnt(), surest = Infinity;

  function read() {
    try { return JSON.parse(localStorage.getItem(kept)) ?? []; } catch { return []; }
  }

  function learnt() {
    try { return Number(localStorage.getItem(`${kept}-clock`)) || 0; } catch { return 0; }
  }

  /** Other windows of this phone may have ticked too: add and take away, never overwrite. */
  function change(with_) {
    waiting = with_(read());
    try {
      if (waiting.length) localStorage.setItem(kept, JSON.stringify(waiting)); else localStorage.removeItem(kept);
    } catch { /* a window that may keep nothing still sends what it has */ }
  }

  function stateOf(who) {
    return waiting.findLast((tick) => tick.who === who && String(tick.part) === words.part)?.state ?? shown.get(who) ?? "unset";
  }

  function draw() {
    const late = new Set(waiting.filter((tick) => String(tick.part) === words.part).map((tick) => tick.who));
    let here = Number(words.here), expected = Number(words.expected);
    for (const [who, button] of rows) {
      const state = stateOf(who), isHere = state === "present", isLate = late.has(who) && !sendingNow();
      const word = [isHere ? words.hereWord : state === "absent" ? words.absentWord : "", isLate ? words.waitsWord : ""].filter(Boolean).join(", ");
      if (button.getAttribute("aria-pressed") !== String(isHere)) button.setAttribute("aria-pressed", isHere);
      button.value = `${who}.${words.part}.${isHere ? "unset" : "present"}`;
      button.classList.toggle("is-waiting", isLate);
      const place = button.querySelector("[data-word]");
      if (place.textContent !== word) place.textContent = word;
      const more = Number(isHere) - Number(before.get(who).here);
      here += more;
      if (others?.contains(button)) expected += more;
    }
    const count = words.countWords.replace("{here}", here).replace("{expected}", expected);
    const place = root.querySelector("[data-count]");
    if (place.textContent !== count) place.textContent = count;
    tell();
  }

  const sendingNow = () => sending && trouble === "";

  function tell() {
    const number = waiting.length;
    const said = trouble === "out" ? words.outWords : trouble === "refused" ? words.refusedWords
      : number && trouble ? (number === 1 ? words.waitingOne : words.waitingMany.replace("{number}", number))
      : trouble ? words.copyWords : hasSent && !number ? words.sentWords : "";
    network.classList.toggle("is-waiting", trouble !== "");
    if (network.textContent !== said) network.textContent = said;
  }

  function tap(button) {
    const who = button.dataset.who, state = stateOf(who) === "present" ? "unset" : "present";
    // Two taps come in order, also within one millisecond and where the clock was put right in between.
    last = Math.max(Date.now() + ahead, last + 1, ...waiting.map((tick) => tick.at + 1));
    const key = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    change((ticks) => [...ticks, { key, who, part: Number(words.part), state, at: last }]);
    draw();
    send();
  }

  async function send() {
    if (sending || !waiting.length) return;
    clearTimeout(timer);
    sending = true;
    const ticks = waiting.slice(0, MOST), asked = Date.now();
    let answer = null;
    try {
      answer = await fetch(words.send, { method: "POST", redirect: "error", headers: { "Content-Type": "application/json", "X-CSRFToken": token }, body: JSON.stringify({ ticks }) });
    } catch { /* no network: they wait */ }
    sending = false;
    setClock(answer, asked);
    if (answer?.ok) await arrived((await answer.json()).ticks);
    else if (answer?.status === 400 && await freshToken()) { retry = FIRST_RETRY; later(); }
    else { trouble = [401, 403, 404, 409].includes(answer?.status) ? "out" : "network"; later(); }
    draw();
    if (!trouble && waiting.length) send();
  }

  async function arrived(answers) {
    asked += 1; // a question that was on its way meanwhile is answered with how it was before
    for (const tick of waiting) {
      if (String(tick.part) === words.part && answers[tick.key] && answers[tick.key] !== "refused") shown.set(tick.who, tick.state);
    }
    trouble = Object.values(answers).includes("refused") ? "refused" : "";
    retry = FIRST_RETRY;
    hasSent = true;
    change((ticks) => ticks.filter((tick) => !(tick.key in answers)));
  }

  /** Learn from an answer by how much this phone's clock is wrong. */
  function setClock(answer, asked) {
    const now = Number(answer?.headers.get("X-Now")), took = Date.now() - asked;
    if (!now || took > surest) return;
    surest = took;
    ahead = Math.round(now - asked - took / 2);
    try { localStorage.setItem(`${kept}-clock`, ahead); } catch { /* then it is learnt anew */ }
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(send, retry);
    retry = Math.min(retry * 2, LONGEST_RETRY);
  }

  /** A page that was open for long, or came from a copy, has an old token: the page itself has a new one. */
  async function freshToken() {
    try {
      const answer = await fetch(location.pathname, { cache: "no-store", redirect: "error" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.querySelector("[data-checkin]")?.dataset.token;
      if (!answer.ok || !found || found === token) return false;
      token = found;
      for (const field of root.querySelectorAll("[name=csrf_token]")) field.value = token;
      return true;
    } catch { return false; }
  }

  /** How everybody stands, as other phones have ticked too; 304 by the browser's own cache when nothing was. */
  async function poll() {
    if (document.hidden) return;
    const number = ++asked, since = Date.now();
    try {
      const answer = await fetch(words.state, { cache: "no-cache", redirect: "error" });
      setClock(answer, since);
      if (!answer.ok) throw new Error(String(answer.status));
      const { states } = await answer.json();
      // An answer that another has overtaken says how it was.
      if (number !== asked || sending) return;
      shown = new Map(Object.entries(states));
      if (trouble === "network" && !waiting.length) trouble = "";
    } catch (error) {
      if (!trouble) trouble = ["401", "403", "404", "409"].includes(error.message) && waiting.length ? "out" : "network";
    }
    draw();
  }

  function filter(text) {
    const wanted = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const button of rows.values()) {
      const isFound = wanted.every((word) => button.querySelector(".door-name").textContent.toLocaleLowerCase().includes(word));
      button.closest("[data-row]").hidden = !isFound;
      if (isFound && !others?.contains(button)) found += 1;
    }
    root.querySelector("[data-none]").hidden = found > 0;
    if (others && wanted.length) others.open = true;
  }

  root.querySelector("[data-list]").addEventListener("submit", (event) => {
    if (!event.submitter?.dataset.who) return;
    event.preventDefault();
    tap(event.submitter);
  });
  const search = root.querySelector("[data-search]");
  search.q.addEventListener("input", () => filter(search.q.value));
  search.addEventListener("submit", (event) => {
    const cluster = search.cluster;
    if (!cluster || cluster.value === ([...cluster.options].find((option) => option.defaultSelected)?.value ?? "")) { event.preventDefault(); filter(search.q.value); }
  });
  const awake = () => { retry = FIRST_RETRY; change((ticks) => ticks); send(); poll(); };
  addEventListener("online", awake);
  addEventListener("storage", (event) => { if (event.key === kept) { change((ticks) => ticks); draw(); } });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) awake(); });
  setInterval(poll, POLL);
  if (waiting.length) trouble = "network";
  draw();
  awake();
  keepPage();
}

/** Has the service worker keep this page until the end of the day. Without it nothing is lost while the page is open. */
async function keepPage() {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
    (await navigator.serviceWorker.ready).active.postMessage({ keepDoor: location.pathname });
  } catch { /* no worker is let in: in private windows, or without a network */ }
}
