// The same with the keyboard alone: Space picks a card up, arrows move it, Space puts it down.

import { STEP, placeOf } from "./sheet.js";

export function keys(board) {
  const { root, sheets, say } = board;
  let held = null;

  const cardsOf = (card) => [...card.closest("[data-cards]").children];

  function pickUp(card) {
    held = { card, rev: card.dataset.rev, from: placeOf(card), to: placeOf(card) };
    card.classList.add("is-held");
    board.tell(say("picked_up", { title: board.titleOf(card) }));
  }

  function putDown(kept) {
    const { card, rev, from, to } = held;
    held = null;
    card.classList.remove("is-held");
    if (kept && JSON.stringify(from) !== JSON.stringify(to)) {
      board.saving.place(card, to, rev);
      board.tabs.show(to.parked ? board.tabs.shown() : to.day);
    } else {
      show(card, from);
      board.tell(say("put_back", { title: board.titleOf(card) }));
    }
    board.saving.release(card);
    (board.card(board.idOf(card)) ?? card).querySelector("a").focus();
  }

  function show(card, place) {
    Object.assign(card.dataset, { day: place.day, at: place.at, for: place.minutes, room: place.room });
    card.querySelector("time").textContent = `${board.clock(place.at)}–${board.clock(place.at + place.minutes)}`;
    sheets.layOut();
    card.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Where an arrow leads from `place`; null where it leads nowhere. */
  function moved(place, event) {
    const by = { ArrowUp: -STEP, ArrowDown: STEP, PageUp: -60, PageDown: 60 }[event.key];
    if (by !== undefined) {
      if (event.shiftKey) return { ...place, minutes: Math.max(STEP, place.minutes + by) };
      return { ...place, at: Math.min(1440 - STEP, Math.max(0, place.at + by)) };
    }
    const side = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (side === undefined) return null;
    if (event.ctrlKey || event.metaKey) {
      const days = board.tabs.days();
      const day = days[days.indexOf(place.day) + side];
      return day ? { ...place, day } : place;
    }
    const rooms = ["", ...board.rooms.map((room) => room.id)];
    const room = rooms[rooms.indexOf(place.room) + side];
    return room === undefined ? place : { ...place, room };
  }

  function withHeld(event) {
    if (event.key === " " || event.key === "Enter") putDown(true);
    else if (event.key === "Escape" || event.key === "Tab") putDown(false);
    else if (event.key.toLowerCase() === "p") { held.to = { ...held.to, parked: true }; putDown(true); }
    else {
      const to = moved(held.to, event);
      if (!to) return;
      to.parked = false;
      held.to = to;
      if (!held.from.parked) show(held.card, to);
      board.tell(say("at", { time: `${board.clock(to.at)}–${board.clock(to.at + to.minutes)}`, room: board.roomName(to.room) }));
    }
    if (event.key !== "Tab") event.preventDefault();
  }

  function among(card, event) {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const cards = by && cardsOf(card);
    const next = cards?.[cards.indexOf(card) + by];
    if (!next) return;
    event.preventDefault();
    next.querySelector("a").focus();
  }

  root.addEventListener("keydown", (event) => {
    const card = event.target.closest(".card");
    if (!card || event.target.closest(".card-trouble")) return;
    if (held) return withHeld(event);
    if (event.key === " " && sheets.isWide()) { event.preventDefault(); pickUp(card); }
    else if (!event.altKey && !event.ctrlKey && !event.metaKey) among(card, event);
  });
  root.addEventListener("focusout", (event) => {
    if (held && !held.card.contains(event.relatedTarget)) setTimeout(() => { if (held && !held.card.contains(document.activeElement)) putDown(false); });
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (typing || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const name = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" ? "undo" : null;
    const form = name && root.querySelector(`[data-${name}]`);
    if (!form || form.hidden) return;
    event.preventDefault();
    form.requestSubmit();
  });
}
