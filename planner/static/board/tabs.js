// Days as tabs, where the board is wide enough; and the way from an address's # to a day and a card.

export function tabs(board) {
  const days = [...board.root.querySelectorAll(".board-day")];
  const bar = document.createElement("div");
  bar.className = "board-tabs";
  bar.setAttribute("role", "tablist");
  const buttons = days.map((day) => {
    const tab = document.createElement("button");
    tab.type = "button";
    tab.id = `tab-${day.dataset.day}`;
    tab.dataset.day = day.dataset.day;
    tab.textContent = day.querySelector("h2").textContent;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", day.id);
    bar.append(tab);
    return tab;
  });
  board.root.querySelector("[data-days]").prepend(bar);
  bar.hidden = days.length < 2;
  let shown = days[0].dataset.day;

  function show(date, { focus = false } = {}) {
    shown = date;
    days.forEach((day, n) => {
      const here = day.dataset.day === date;
      const tabbed = board.sheets.isWide() && days.length > 1;
      day.hidden = tabbed && !here;
      if (tabbed) { day.setAttribute("role", "tabpanel"); day.setAttribute("aria-labelledby", buttons[n].id); }
      else { day.removeAttribute("role"); day.setAttribute("aria-labelledby", `${day.id}-heading`); }
      buttons[n].setAttribute("aria-selected", String(here));
      buttons[n].tabIndex = here ? 0 : -1;
      if (here && focus) buttons[n].focus();
    });
  }

  /** Show the day, or the card and its day, that an address's # names. */
  function follow(hash) {
    const target = hash.length > 1 ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
    const day = target?.closest(".board-day");
    show(day ? day.dataset.day : shown);
    const card = target?.closest(".card");
    if (card) {
      card.scrollIntoView({ block: "center" });
      card.querySelector("a")?.focus({ preventScroll: true });
      card.classList.add("is-pointed-at");
      setTimeout(() => card.classList.remove("is-pointed-at"), 2500);
    }
  }

  bar.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (!tab) return;
    show(tab.dataset.day);
    history.replaceState(null, "", `#day-${tab.dataset.day}`);
  });
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const to = event.key === "Home" ? 0 : event.key === "End" ? days.length - 1 : step && (buttons.findIndex((tab) => tab.tabIndex === 0) + step + days.length) % days.length;
    if (to === undefined) return;
    event.preventDefault();
    show(days[to].dataset.day, { focus: true });
  });
  addEventListener("hashchange", () => follow(location.hash));
  matchMedia("(min-width: 48rem)").addEventListener("change", () => show(shown));
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#item-"]');
    if (!link) return;
    event.preventDefault();
    history.replaceState(null, "", link.getAttribute("href"));
    follow(link.getAttribute("href"));
  });
  return { show, follow, bar, shown: () => shown, days: () => days.map((day) => day.dataset.day) };
}
