// The agenda board: makes rooms and times of the list that the server drew, and keeps it in step with the server.

import { dragging } from "./drag.js";
import { keys } from "./keys.js";
import { panels } from "./panel.js";
import { saving } from "./saving.js";
import { sheets } from "./sheet.js";
import { tabs } from "./tabs.js";

const root = document.querySelector("[data-board]");
const words = JSON.parse(document.getElementById("board-words").textContent);

/** A sentence with its blanks filled. */
const say = (name, blanks = {}) => words[name].replace(/\{(\w+)\}/g, (whole, blank) => blanks[blank] ?? whole);

function setUp() {
  const board = {
    root,
    say,
    number: Number(root.dataset.number),
    url: root.dataset.board,
    status: root.querySelector("[data-saved]"),
    rooms: [...root.querySelectorAll("[data-room-names] li")].map((line) => ({
      id: String(line.value),
      name: line.firstChild.textContent.trim(),
      holds: line.querySelector("span")?.textContent ?? "",
    })),
    card: (id) => document.getElementById(`item-${id}`),
    idOf: (card) => Number(card.id.slice(5)),
    titleOf: (card) => card.querySelector("h3").textContent.trim(),
    clock: (minutes) => {
      const two = (n) => String(n).padStart(2, "0");
      const mark = document.documentElement.lang === "en" ? ":" : ".";
      return two(Math.floor(minutes / 60) % 24) + mark + two(minutes % 60);
    },
    roomName: (id) => board.rooms.find((room) => room.id === id)?.name ?? say("no_room"),
    /** Say what happened, in words that are also read aloud. */
    tell: (text) => { board.status.textContent = text; },
  };
  board.sheets = sheets(board);
  board.tabs = tabs(board);
  board.saving = saving(board);
  board.panels = panels(board);
  dragging(board);
  keys(board);
  root.classList.add("is-ready");
  board.sheets.layOut();
  board.tabs.follow(location.hash);
}

setUp();
