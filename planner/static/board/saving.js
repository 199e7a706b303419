// Every change is sent at once, and shown as saved only when the server says so. What fails stays on its card.

const POLL_SECONDS = 4;
const RETRY_SECONDS = 10;

export function saving(board) {
  const { root, say } = board;
  const wanted = new Map(); // card's number → {place, rev}: where it is to be, and what was seen of it, until it is saved
  const asked = new Map(); // card's number → where it was to be: somebody else was first, and it is asked whose is kept
  const late = new Map(); // card's number → how it stands now, while it is in somebody's hand
  const underway = new Set();

  const headers = (accept) => ({
    Accept: accept,
    "X-Board": String(board.number),
    "X-CSRFToken": root.dataset.token,
    "X-Theme": root.dataset.theme,
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

  const inHand = (card) => card?.matches(".is-dragged, .is-stretched, .is-held");

  function replace(id, html) {
    const old = board.card(id);
    if (inHand(old)) { late.set(id, html); return; }
    const fresh = fragment(html);
    const focus = old?.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    const trouble = old?.querySelector(".card-trouble");
    old?.remove();
    if (!file(fresh)) { location.reload(); return; }
    if (focus !== null) ([...fresh.querySelectorAll("a")].find((link) => link.getAttribute("href") === focus) ?? fresh.querySelector("a")).focus({ preventScroll: true });
    if (trouble && (wanted.has(id) || asked.has(id))) { fresh.append(trouble); fresh.classList.add("is-unsaved"); }
  }

  /** A card is let go: what became of it meanwhile is shown, unless it is on its way to where it was put. */
  function release(card) {
    const id = board.idOf(card);
    const html = late.get(id);
    late.delete(id);
    if (html && !wanted.has(id)) { replace(id, html); board.sheets.layOut(); }
  }

  function forget(id) {
    for (const kept of [wanted, asked, late]) kept.delete(id);
  }

  /** Take over what the server says has changed. What it said before we knew better is let be. */
  function apply(told) {
    if (told.number < board.number) return;
    if (told.reload) {
      if (wanted.size || asked.size || board.panels.isBusy()) board.tell(say("reload")); else location.reload();
      return;
    }
    board.number = told.number;
    for (const id of told.gone) { forget(id); board.card(id)?.remove(); }
    for (const [id, html] of Object.entries(told.cards)) if (!wanted.has(Number(id))) replace(Number(id), html);
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

  /** Have a card be at `place` {day, at, minutes, room, parked}: shown at once, saved as soon as can be. `rev` is what was
      seen of it when it was taken up: should somebody have changed it since, the server will say so. */
  function place(seen, place, rev) {
    const id = board.idOf(seen);
    const card = board.card(id) ?? seen;
    show(card, place);
    asked.delete(id);
    wanted.set(id, { place, rev: wanted.get(id)?.rev ?? rev });
    push(id);
  }

  function show(card, place) {
    Object.assign(card.dataset, { day: place.day, at: place.at, for: place.minutes, room: place.room ?? "" });
    if (place.parked) card.dataset.parked = ""; else delete card.dataset.parked;
    card.querySelector("time").textContent = `${board.clock(place.at)}–${board.clock(place.at + place.minutes)}`;
    const room = card.querySelector("i");
    if (room) room.textContent = board.roomName(place.room ?? "");
    file(card);
    board.sheets.layOut();
  }

  async function push(id) {
    if (underway.has(id) || !wanted.has(id)) return;
    if (!board.card(id)) { forget(id); return; }
    underway.add(id);
    clear(id);
    board.card(id).classList.add("is-saving");
    board.tell(say("saving"));
    const wish = wanted.get(id);
    const { place } = wish;
    const body = new FormData();
    const fields = { revision: wish.rev, held_on: place.day, starts: clockOf(place.at), minutes: place.minutes, room_id: place.room ?? "" };
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    if (place.parked) body.set("parked", "y");
    const answer = await send(`${board.url}/${id}/move`, body);
    const told = isJson(answer) ? await answer.json().catch(() => null) : null;
    if (answer?.ok && told) accepted(id, wish, told); else refused(id, answer, told);
  }

  function accepted(id, wish, told) {
    const isNewest = wanted.get(id) === wish;
    if (isNewest) wanted.delete(id);
    else if (told.cards[id] && wanted.has(id)) wanted.get(id).rev = fragment(told.cards[id]).dataset.rev;
    // A poll may have told of later changes already: this answer is taken all the same, and they are asked for again.
    const isLate = told.number < board.number;
    if (isLate) board.number = told.number;
    apply(told);
    underway.delete(id);
    clear(id);
    if (isNewest) saved(told); else push(id);
    if (isLate) refresh();
  }

  function refused(id, answer, told) {
    underway.delete(id);
    board.card(id)?.classList.remove("is-saving");
    if (told?.words) {
      const mine = wanted.get(id)?.place;
      wanted.delete(id);
      if (answer.status === 409 && mine) asked.set(id, mine);
      apply(told);
      if (!board.card(id)) board.tell(told.words);
      else if (asked.has(id)) choose(id, [told.words, ...told.news].join(" "));
      else trouble(id, told.words, [["close", () => { clear(id); refresh(0); }]]);
    } else if (!answer || [400, 401, 408, 429].includes(answer.status) || answer.status >= 500) {
      trouble(id, say(answer?.status === 401 || answer?.status === 400 ? "signed_out" : "not_saved"), [["again", () => push(id)]]);
    } else {
      wanted.delete(id);
      trouble(id, say("not_saved"), [["close", () => location.reload()]]);
    }
  }

  /** Somebody else was first: theirs is shown, and mine is not lost before it is said which one is kept. */
  function choose(id, words) {
    trouble(id, words, [
      ["theirs", () => { asked.delete(id); clear(id); board.tell(""); }],
      ["mine", () => { const mine = asked.get(id); const card = board.card(id); clear(id); if (mine) place(card, mine, card.dataset.rev); }],
    ]);
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
      const mark = line.querySelector(`.${name}`) ?? line.insertBefore(document.createElement("small"), line.children[1] ?? null);
      mark.className = `${name} is-${kind}`;
      mark.textContent = words;
      mark.title = words;
    }
  }

  /** Ask what others have done since. */
  async function refresh(from = board.number) {
    if (underway.size) return;
    try {
      const answer = await fetch(`${board.url}/since/${from}`, { headers: headers("application/json"), redirect: "error" });
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
  addEventListener("beforeunload", (event) => { if (wanted.size || asked.size) event.preventDefault(); });
  addEventListener("online", () => { for (const id of wanted.keys()) push(id); });
  setInterval(() => { for (const id of wanted.keys()) push(id); }, RETRY_SECONDS * 1000);
  setInterval(() => { if (document.visibilityState === "visible") refresh(); }, POLL_SECONDS * 1000);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") refresh(); });
  return { place, release, send, apply, saved, isJson };
}
