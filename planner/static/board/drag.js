// Moving and stretching cards with a pointer, and a new item where one clicks on an empty slot.

import { LEAST, STEP, placeOf } from "./sheet.js";

const CLICK = 5; // pixels a hand trembles
const EDGE = 60; // pixels from the window's edge where it scrolls along

export function dragging(board) {
  const { root, sheets } = board;
  const parking = root.querySelector("[data-parking]");
  const ghost = Object.assign(document.createElement("div"), { className: "slot-ghost", hidden: true });
  ghost.setAttribute("aria-hidden", "true");
  let drag = null;
  let frame = 0;

  function begin(event, card) {
    const box = card.getBoundingClientRect();
    const stretching = event.clientY > box.bottom - 8 && !("parked" in card.dataset);
    drag = { card, rev: card.dataset.rev, stretching, from: placeOf(card), x: event.clientX, y: event.clientY, grip: (event.clientY - box.top) / sheets.PIXELS, pointer: event.pointerId, moved: false, to: null, box };
  }

  function start() {
    drag.moved = true;
    drag.card.setPointerCapture(drag.pointer);
    drag.card.classList.add(drag.stretching ? "is-stretched" : "is-dragged");
    root.classList.add("is-dragging");
    drag.parkBox = parking.getBoundingClientRect();
    drag.scrolled = [scrollX, scrollY];
  }

  function step() {
    frame = 0;
    if (!drag?.moved) return;
    const { card, from } = drag;
    const dx = drag.nowX - drag.x + (scrollX - drag.scrolled[0]);
    const dy = drag.nowY - drag.y + (scrollY - drag.scrolled[1]);
    if (drag.stretching) {
      const minutes = Math.max(STEP, Math.round((from.minutes + dy / sheets.PIXELS) / STEP) * STEP);
      drag.to = { ...from, minutes };
      card.style.setProperty("--height", `${Math.max(minutes * sheets.PIXELS, LEAST)}px`);
    } else {
      card.style.transform = `translate(${dx}px, ${dy}px)`;
      drag.to = target();
    }
    const shown = drag.to ?? from;
    card.querySelector("time").textContent = drag.to?.parked ? board.say("parked") : `${board.clock(shown.at)}–${board.clock(shown.at + shown.minutes)}`;
    parking.classList.toggle("is-target", Boolean(drag.to?.parked));
    mark(drag.stretching || !drag.to || drag.to.parked ? null : drag.to);
    scrollAlong();
  }

  function target() {
    const { nowX: x, nowY: y, from } = drag;
    const park = parking.getBoundingClientRect();
    if (x >= park.left && x <= park.right && y >= park.top && y <= park.bottom) return { ...from, parked: true };
    const tab = document.elementsFromPoint(x, y).find((each) => each.matches("[role=tab]"));
    if (tab && tab.dataset.day !== board.tabs.shown()) board.tabs.show(tab.dataset.day);
    const place = sheets.under(x, y, from.parked ? 5 : drag.grip);
    if (!place) return null;
    const spans = drag.card.classList.contains("card-light") && !from.room;
    return { day: place.day, at: place.at, minutes: from.minutes, room: spans ? "" : place.room, parked: false, place };
  }

  function mark(to) {
    const day = to && sheets.dayOf(to.day);
    if (!to?.place || !day) { ghost.hidden = true; return; }
    const sheet = day.querySelector(".sheet");
    if (ghost.parentElement !== sheet) sheet.append(ghost);
    ghost.hidden = false;
    ghost.textContent = "";
    ghost.style.setProperty("--top", `${(to.at - to.place.first) * sheets.PIXELS}px`);
    ghost.style.setProperty("--height", `${Math.max(to.minutes * sheets.PIXELS, LEAST)}px`);
    ghost.style.setProperty("--from", to.place.column);
  }

  function scrollAlong() {
    const by = drag.nowY < EDGE ? -12 : drag.nowY > innerHeight - EDGE ? 12 : 0;
    if (!by) return;
    scrollBy(0, by);
    frame ||= requestAnimationFrame(step);
  }

  function end(dropped) {
    if (!drag) return;
    const { card, rev, moved, to, from } = drag;
    drag = null;
    ghost.hidden = true;
    parking.classList.remove("is-target");
    root.classList.remove("is-dragging");
    card.classList.remove("is-dragged", "is-stretched");
    card.style.transform = "";
    if (!moved) return;
    card.dataset.justDragged = "";
    setTimeout(() => delete card.dataset.justDragged);
    const same = !to || ["day", "at", "minutes", "room", "parked"].every((name) => to[name] === from[name]);
    if (dropped && !same) {
      const { place: _place, ...clean } = to;
      board.saving.place(card, clean, rev);
      board.saving.release(card);
      return;
    }
    card.querySelector("time").textContent = `${board.clock(from.at)}–${board.clock(from.at + from.minutes)}`;
    sheets.layOut();
    board.saving.release(card);
    if (!dropped) board.tell(board.say("put_back", { title: board.titleOf(card) }));
  }

  root.addEventListener("pointerdown", (event) => {
    const card = event.target.closest(".card");
    if (!card || event.button !== 0 || !sheets.isWide() || event.target.closest(".card-trouble, .card p > a")) return;
    if (event.pointerType === "touch" && !event.target.closest("time")) return;
    begin(event, card);
  });
  root.addEventListener("pointermove", (event) => {
    if (drag && event.pointerId === drag.pointer) {
      drag.nowX = event.clientX;
      drag.nowY = event.clientY;
      if (!drag.moved && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < CLICK) return;
      if (!drag.moved) start();
      event.preventDefault();
      frame ||= requestAnimationFrame(step);
    } else if (!drag) {
      hover(event);
    }
  });
  root.addEventListener("pointerup", (event) => {
    if (!drag || event.pointerId !== drag.pointer) return;
    if (drag.moved) step();
    end(true);
  });
  root.addEventListener("pointercancel", () => end(false));
  root.addEventListener("keydown", (event) => { if (event.key === "Escape" && drag?.moved) { event.preventDefault(); end(false); } });
  // A link under a card that was dragged is not followed, nor dragged by the browser itself.
  root.addEventListener("click", (event) => { if (event.target.closest("[data-just-dragged]")) { event.preventDefault(); event.stopImmediatePropagation(); } }, true);
  root.addEventListener("dragstart", (event) => { if (event.target.closest(".card")) event.preventDefault(); });

  // An empty slot: what would be made there shows under the pointer, and a click makes it.
  const emptyAt = (event) => (sheets.isWide() && !root.classList.contains("is-dragging") && event.target.closest(".sheet") && !event.target.closest(".card") ? sheets.under(event.clientX, event.clientY) : null);

  function hover(event) {
    const place = event.pointerType === "mouse" ? emptyAt(event) : null;
    if (!place) { if (!ghost.hidden) ghost.hidden = true; return; }
    mark({ day: place.day, at: place.at, minutes: 30, place });
    ghost.textContent = `+ ${board.clock(place.at)}`;
  }

  root.addEventListener("pointerleave", () => { if (!drag) ghost.hidden = true; });
  root.addEventListener("click", (event) => {
    const place = emptyAt(event);
    if (!place) return;
    ghost.hidden = true;
    const query = new URLSearchParams({ day: place.day, at: board.clock(place.at), room: place.room });
    board.panels.open(`${board.url}/new?${query}`);
  });
}
