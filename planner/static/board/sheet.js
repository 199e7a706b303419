// Where cards lie: a day is a sheet with a column a room and time downwards. Only reads and sets styles.

export const STEP = 5;
const PIXELS = 2.4; // a minute; five of them are as much as one can aim at
export const LEAST = 24; // pixels that a finger needs (WCAG 2.2, 2.5.8)
const WIDE = matchMedia("(min-width: 48rem)");

/** What a card says of its place, as numbers. */
export const placeOf = (card) => ({
  day: card.dataset.day ?? card.closest(".board-day").dataset.day,
  at: Number(card.dataset.at),
  minutes: Number(card.dataset.for),
  room: card.dataset.room,
  parked: "parked" in card.dataset,
});

/** Cards that share a column and overlap stand side by side: [card, lane, lanes] for each. */
function lanesOf(cards) {
  const found = [];
  let group = [];
  let end = -1;
  const close = () => {
    const lanes = Math.max(0, ...group.map(([, lane]) => lane + 1));
    for (const [card, lane] of group) found.push([card, lane, lanes]);
    group = [];
  };
  for (const card of [...cards].sort((a, b) => placeOf(a).at - placeOf(b).at)) {
    const { at, minutes } = placeOf(card);
    if (at >= end) { close(); end = -1; }
    const busy = new Set(group.filter(([other]) => placeOf(other).at + placeOf(other).minutes > at).map(([, lane]) => lane));
    let lane = 0;
    while (busy.has(lane)) lane += 1;
    group.push([card, lane]);
    end = Math.max(end, at + minutes);
  }
  close();
  return found;
}

export function sheets(board) {
  const days = () => [...board.root.querySelectorAll(".board-day")];
  const spans = (card) => card.classList.contains("card-light") && !card.dataset.room;

  /** The rooms that stand as columns: the venue's, and before them none, for what has no room yet. */
  const columnsOf = (cards) => {
    const strange = [...new Set(cards.map((card) => card.dataset.room))].filter((id) => id && !board.rooms.some((room) => room.id === id));
    const missing = cards.some((card) => !card.dataset.room && !spans(card)) || board.rooms.length === 0;
    return [...(missing ? [""] : []), ...board.rooms.map((room) => room.id), ...strange];
  };

  function boundsOf(day, cards) {
    const starts = cards.map((card) => placeOf(card).at);
    const ends = cards.map((card) => placeOf(card).at + placeOf(card).minutes);
    const first = Math.min(Number(day.dataset.opens), ...starts) - 30;
    const last = Math.max(Number(day.dataset.closes), ...ends) + 60;
    return [Math.max(0, Math.floor(first / 60) * 60), Math.min(1440 + 360, Math.ceil(last / 60) * 60)];
  }

  function frame(day, columns, first, last) {
    let sheet = day.querySelector(".sheet");
    const list = day.querySelector("[data-cards]");
    if (!sheet) {
      const heads = document.createElement("div");
      const back = document.createElement("div");
      sheet = document.createElement("div");
      heads.className = "heads";
      back.className = "back";
      sheet.className = "sheet";
      heads.setAttribute("aria-hidden", "true");
      back.setAttribute("aria-hidden", "true");
      const scroll = document.createElement("div");
      scroll.className = "sheet-scroll";
      scroll.tabIndex = -1;
      list.before(scroll);
      scroll.append(heads, sheet);
      sheet.append(back, list);
    }
    const drawn = `${columns}|${first}|${last}`;
    if (sheet.dataset.drawn === drawn) return sheet;
    sheet.dataset.drawn = drawn;
    sheet.style.setProperty("--columns", columns.length);
    sheet.parentElement.style.setProperty("--columns", columns.length);
    sheet.style.height = `${(last - first) * PIXELS}px`;
    const names = columns.map((id) => {
      const name = document.createElement("p");
      name.textContent = id && !board.rooms.some((room) => room.id === id) ? day.querySelector(`.card[data-room="${id}"] i`)?.textContent ?? "" : board.roomName(id);
      const holds = board.rooms.find((room) => room.id === id)?.holds;
      if (holds) name.append(Object.assign(document.createElement("span"), { textContent: holds }));
      return name;
    });
    day.querySelector(".heads").replaceChildren(document.createElement("p"), ...names);
    const lines = [];
    for (let at = first; at < last; at += 30) {
      const line = document.createElement("p");
      line.className = at % 60 ? "half" : "hour";
      line.style.top = `${(at - first) * PIXELS}px`;
      if (at % 60 === 0) line.textContent = board.clock(at);
      lines.push(line);
    }
    sheet.querySelector(".back").replaceChildren(...lines);
    return sheet;
  }

  function layOutDay(day) {
    const cards = [...day.querySelectorAll(".card")];
    day.querySelector(".board-empty").hidden = cards.length > 0;
    const columns = columnsOf(cards);
    const [first, last] = boundsOf(day, cards);
    const sheet = frame(day, columns, first, last);
    const grid = { first, last, columns };
    day.grid = grid;
    const across = cards.filter(spans);
    for (const [card, lane, lanes] of lanesOf(across)) put(card, grid, 0, columns.length, lane, lanes);
    columns.forEach((room, column) => {
      const own = cards.filter((card) => card.dataset.room === room && !spans(card));
      for (const [card, lane, lanes] of lanesOf(own)) put(card, grid, column, 1, lane, lanes);
    });
    const scroll = sheet.parentElement;
    scroll.classList.toggle("is-crowded", scroll.scrollWidth > scroll.clientWidth);
    return sheet;
  }

  function put(card, grid, column, wide, lane, lanes) {
    const { at, minutes } = placeOf(card);
    const share = wide / lanes;
    card.style.setProperty("--top", `${(at - grid.first) * PIXELS}px`);
    card.style.setProperty("--height", `${Math.max(minutes * PIXELS, LEAST)}px`);
    card.style.setProperty("--from", column + lane * share);
    card.style.setProperty("--share", share);
    card.classList.toggle("is-narrow", card.offsetWidth > 0 && card.offsetWidth < 130);
    card.classList.toggle("is-short", minutes < 15);
    card.classList.toggle("is-tight", minutes >= 15 && minutes < 28);
    card.classList.toggle("is-middling", minutes >= 15 && minutes < 40);
  }

  const isWide = () => WIDE.matches;

  /** Lay out these days anew, or all. On a phone the list is left as it is. */
  function layOut(these = days()) {
    board.root.classList.toggle("is-board", isWide());
    if (!isWide()) return;
    for (const day of these) layOutDay(day);
  }

  WIDE.addEventListener("change", () => layOut());

  /** The place under a point of the screen, or null: which day, column and minute. `grip` is how far into the card. */
  function under(x, y, grip = 0) {
    const day = days().find((each) => !each.hidden);
    const list = day?.querySelector("[data-cards]");
    if (!list) return null;
    const box = list.getBoundingClientRect();
    if (x < box.left || x > box.right || y < box.top || y > box.bottom) return null;
    const { first, last, columns } = day.grid;
    const column = Math.min(columns.length - 1, Math.floor(((x - box.left) / box.width) * columns.length));
    const exact = first + (y - box.top) / PIXELS - grip;
    const at = Math.min(1440 - STEP, last - STEP, Math.max(0, Math.round(exact / STEP) * STEP));
    return { day: day.dataset.day, at, room: columns[column], column, box, first, columns: columns.length };
  }

  return { layOut, layOutDay, under, isWide, PIXELS, dayOf: (date) => document.getElementById(`day-${date}`), columnsOf: (day) => day.grid.columns };
}
