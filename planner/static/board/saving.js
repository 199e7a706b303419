// Every change is sent at once, and shown as saved only when the server says so. What fails stays on its card.

const POLL_SECONDS = 4;
const RETRY_SECONDS = 10;

export function saving(board) {
  const { root, say } = board;
  const wanted = new Map(); // card's number → where it is to be, until the server has it
  const underway = new Set();

  const headers = (accept) => ({
    Accept: accept,
    "X-Board": String(board.number),
    "X-CSRFToken": root.dataset.token,
  });

  /** Send a form to the server; gives its answer, or null when none came. */
  async function send(url, body, accept = "application/json") {
    try {
      return await fetch(url, { method: "POST", body, headers: headers(accept), redirect: "error" });
    } catch {
      return null;
    }
  }

  const isJson = (answer) => answer?.headers.get("Content-Type")?.startsWith("application/json");
  const now = () => { const at = new Date(); return board.clock(at.getHours() * 60 + at.getMinutes()); };

  function fragment(html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    return holder.content.firstElementChild;
  }

  function listOf(card) {
    if ("parked" in card.dataset) return root.querySelector("[data-parking] [data-cards]");
    return board.sheets.dayOf(card.dataset.day)?.querySelector("[data-cards]") ?? null;
  }

  /** Put a card among the others of its day, in order of time. */
  function file(card) {
    const list = listOf(card);
    if (!list) return false;
    const at = Number(card.dataset.at);
    const next = [...list.children].find((other) => other !== card && Number(other.dataset.at) > at);
    if (next) next.before(card); else list.append(card);
    return true;
  }

  function replace(id, html) {
    const old = board.card(id);
    const fresh = fragment(html);
    const focus = old?.contains(document.activeElement) ? [...old.querySelectorAll("a")].indexOf(document.activeElement) : null;
    const trouble = old?.querySelector(".card-trouble");
    old?.remove();
    if (!file(fresh)) return location.reload();
    if (focus !== null) (fresh.querySelectorAll("a")[focus] ?? fresh.querySelector("a")).focus({ preventScroll: true });
    if (trouble && wanted.has(id)) fresh.append(trouble);
    return fresh;
  }

  /** Take over what the server says has changed. */
  function apply(told) {
    if (told.reload) return board.tell(say("reload"));
    board.number = told.number;
    for (const id of told.gone) board.card(id)?.remove();
    for (const [id, html] of Object.entries(told.cards)) if (!underway.has(Number(id)) || !wanted.has(Number(id))) replace(Number(id), html);
    for (const name of ["undo", "redo"]) {
      const form = root.querySelector(`[data-${name}]`);
      form.hidden = !told[name];
      form.querySelector("[data-what]").textContent = told[name];
    }
    root.querySelector("[data-unpublished]").innerHTML = told.unpublished;
    for (const words of told.news) news(words);
    board.sheets.layOut();
    warnSoon();
  }

  function news(words) {
    const line = document.createElement("p");
    line.textContent = words;
    root.querySelector("[data-news]").append(line);
    setTimeout(() => line.remove(), 20000);
  }

  const saved = (told) => board.tell([told.said, say("saved", { time: now() })].filter(Boolean).join(" · "));

  function trouble(id, text, buttons) {
    const card = board.card(id);
    if (!card) return;
    card.querySelector(".card-trouble")?.remove();
    const line = document.createElement("div");
    line.className = "card-trouble";
    line.setAttribute("role", "alert");
    line.append(text, " ");
    for (const [name, act] of buttons) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "button-plain", textContent: say(name) });
      button.addEventListener("click", act);
      line.append(button, " ");
    }
    card.append(line);
    card.classList.add("is-unsaved");
    board.tell(`${board.titleOf(card)}: ${text}`);
  }

  function clear(id) {
    const card = board.card(id);
    card?.classList.remove("is-unsaved", "is-saving");
    card?.querySelector(".card-trouble")?.remove();
  }

  /** Have a card be at `place` {day, at, minutes, room, parked}: shown at once, saved as soon as can be. */
  function place(card, place) {
    const id = board.idOf(card);
    Object.assign(card.dataset, { day: place.day, at: place.at, for: place.minutes, room: place.room ?? "" });
    if (place.parked) card.dataset.parked = ""; else delete card.dataset.parked;
    card.querySelector("time").textContent = `${board.clock(place.at)}–${board.clock(place.at + place.minutes)}`;
    const room = card.querySelector("i");
    if (room) room.textContent = board.roomName(place.room ?? "");
    if (!file(card)) return;
    board.sheets.layOut();
    wanted.set(id, place);
    push(id);
  }

  async function push(id) {
    if (underway.has(id) || !wanted.has(id)) return;
    underway.add(id);
    clear(id);
    board.card(id)?.classList.add("is-saving");
    board.tell(say("saving"));
    const place = wanted.get(id);
    const body = new FormData();
    const fields = { revision: board.card(id)?.dataset.rev ?? "", held_on: place.day, starts: clockOf(place.at), minutes: place.minutes, room_id: place.room ?? "" };
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    if (place.parked) body.set("parked", "y");
    const answer = await send(`${board.url}/${id}/move`, body);
    const isNewest = wanted.get(id) === place;
    const told = isJson(answer) ? await answer.json().catch(() => null) : null;
    if (answer?.ok && told) {
      if (isNewest) wanted.delete(id);
      const rev = told.cards[id] && fragment(told.cards[id]).dataset.rev;
      underway.delete(id);
      apply(told);
      if (!isNewest && rev && board.card(id)) board.card(id).dataset.rev = rev;
      clear(id);
      if (isNewest) saved(told); else push(id);
      return;
    }
    underway.delete(id);
    board.card(id)?.classList.remove("is-saving");
    refused(id, answer, told);
  }

  function refused(id, answer, told) {
    const again = ["again", () => push(id)];
    if (told?.words && answer.status === 409) {
      const mine = wanted.get(id);
      wanted.delete(id);
      apply(told);
      trouble(id, [told.words, ...told.news].join(" "), [
        ["theirs", () => { clear(id); board.tell(""); }],
        ["mine", () => { const card = board.card(id); clear(id); place(card, mine); }],
      ]);
    } else if (told?.words) {
      wanted.delete(id);
      apply(told);
      trouble(id, told.words, [["close", () => clear(id)]]);
      refresh();
    } else {
      trouble(id, say(answer?.status === 401 || answer?.status === 400 ? "signed_out" : "not_saved"), [again]);
    }
  }

  const clockOf = (minutes) => `${String(Math.floor(minutes / 60) % 24).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

  /** Ask for all warnings, and mark the cards that they are about. Soon, not at once: more may change. */
  let warning = 0;
  function warnSoon() {
    clearTimeout(warning);
    warning = setTimeout(async () => {
      try {
        const answer = await fetch(`${board.url}/warnings`, { headers: headers("application/json"), redirect: "error" });
        if (answer.ok) warn(await answer.json());
      } catch { /* the next change asks again */ }
    }, 250);
  }

  function warn({ warnings, marks, speakers, changed, unpublished }) {
    root.querySelector("[data-unpublished]").innerHTML = unpublished;
    root.querySelector("[data-warnings]").innerHTML = warnings;
    root.querySelector("[data-counts]").textContent = root.querySelector("[data-warnings] :is(strong, .soft)").textContent;
    for (const old of root.querySelectorAll(".card-warned")) if (!marks[board.idOf(old.closest(".card"))]) old.remove();
    for (const [id, [number, isClash]] of Object.entries(marks)) {
      const card = board.card(id);
      if (!card) continue;
      const mark = card.querySelector(".card-warned") ?? card.querySelector("p").insertBefore(Object.assign(document.createElement("a"), { className: "card-warned", href: "#warnings" }), card.querySelector("p > :last-child"));
      mark.textContent = number;
      mark.setAttribute("aria-label", say("warned", { number }));
      mark.classList.toggle("is-clash", isClash);
    }
    remark("card-speakers", speakers);
    remark("card-changed", changed);
    for (const card of root.querySelectorAll(".card")) card.classList.toggle("is-unpublished", board.idOf(card) in changed);
  }

  /** Words beside the cards that they are about: by the card's number, [what it is, in words]. */
  function remark(name, about) {
    for (const old of root.querySelectorAll(`.${name}`)) if (!about[board.idOf(old.closest(".card"))]) old.remove();
    for (const [id, [kind, words]] of Object.entries(about)) {
      const line = board.card(id)?.querySelector("p");
      if (!line) continue;
      const mark = line.querySelector(`.${name}`) ?? line.insertBefore(document.createElement("small"), line.lastElementChild);
      mark.className = `${name} is-${kind}`;
      mark.textContent = words;
      mark.title = words;
    }
  }

  /** Ask what others have done since. */
  async function refresh(from = board.number) {
    if (underway.size) return;
    try {
      const answer = await fetch(`${board.url}/since/${from}`, { headers: { Accept: "application/json" }, redirect: "error" });
      if (answer.status === 200) apply(await answer.json());
    } catch { /* the next poll asks again */ }
  }

  for (const form of root.querySelectorAll("[data-undo], [data-redo]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const answer = await send(form.getAttribute("action"), new FormData(form));
      const told = isJson(answer) ? await answer.json() : null;
      if (!told) return board.tell(say(answer ? "signed_out" : "not_saved"));
      apply(told);
      if (answer.ok) saved(told); else board.tell(told.words);
    });
  }
  warnSoon();
  addEventListener("beforeunload", (event) => { if (wanted.size) event.preventDefault(); });
  addEventListener("online", () => { for (const id of wanted.keys()) push(id); });
  setInterval(() => { for (const id of wanted.keys()) push(id); }, RETRY_SECONDS * 1000);
  setInterval(() => { if (document.visibilityState === "visible") refresh(); }, POLL_SECONDS * 1000);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") refresh(); });
  return { place, send, apply, saved, isJson, refresh, waiting: () => wanted.size };
}
