// Forms beside the board: the same pages as without script, shown in a panel and sent without leaving.

export function panels(board) {
  const { root, say } = board;
  const panel = document.createElement("dialog");
  panel.className = "panel";
  panel.setAttribute("aria-labelledby", "panel-heading");
  const head = document.createElement("div");
  const heading = Object.assign(document.createElement("h2"), { id: "panel-heading", tabIndex: -1 });
  const close = Object.assign(document.createElement("button"), { type: "button", className: "button-plain", textContent: say("close") });
  const body = document.createElement("div");
  head.className = "panel-head";
  head.append(heading, close);
  panel.append(head, body);
  root.append(panel);
  let opener = null;
  let dirty = false;
  let busy = false;
  let latest = 0; // of several pages that were asked for, the last one is shown

  /** Whether what was typed may go. */
  const mayLeave = () => !busy && (!dirty || !panel.open || confirm(say("discard")));

  /** What a page of the planner has in its middle, as far as a panel shows it. */
  function take(html, url) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const found = page.querySelector("[data-panel-body]");
    if (!found) return false;
    heading.textContent = page.querySelector("h1").textContent;
    for (const form of found.querySelectorAll("form:not([action])")) form.setAttribute("action", url);
    body.replaceChildren(document.adoptNode(found));
    return true;
  }

  async function open(url, from = document.activeElement) {
    if (!mayLeave()) return;
    latest += 1;
    const own = latest;
    let answer;
    try {
      answer = await fetch(url, { headers: { Accept: "text/html" } });
    } catch {
      board.tell(say("not_saved"));
      return;
    }
    const html = answer.redirected || !answer.ok ? "" : await answer.text();
    if (own !== latest) return;
    dirty = false;
    if (!html || !take(html, url)) { location.assign(url); return; }
    opener = from;
    if (!panel.open) { if (board.sheets.isWide()) panel.show(); else panel.showModal(); }
    (body.querySelector("input:not([type=hidden], [tabindex='-1']), select") ?? heading).focus();
  }

  function shut() {
    if (!panel.open || !mayLeave()) return;
    panel.close();
    dirty = false;
    const card = opener?.closest?.(".card");
    const again = opener?.isConnected ? opener : card && document.getElementById(card.id)?.querySelector("a");
    (again ?? root.querySelector("[data-panel]")).focus();
  }

  async function submit(event) {
    event.preventDefault();
    if (busy) return;
    const form = event.target;
    const data = new FormData(form, event.submitter);
    busy = true;
    body.inert = true; // what is typed now would be lost
    const answer = await board.saving.send(form.getAttribute("action"), data, "text/html, application/json;q=0.5");
    const told = answer?.ok && board.saving.isJson(answer) ? await answer.json().catch(() => null) : null;
    const html = answer && !told ? await answer.text().catch(() => "") : "";
    busy = false;
    body.inert = false;
    if (told) {
      done(event, told);
    } else if (answer && ![400, 401].includes(answer.status) && take(html, form.getAttribute("action"))) {
      (body.querySelector(".error-summary") ?? heading).focus();
    } else {
      board.tell(say(answer && [400, 401].includes(answer.status) ? "signed_out" : "not_saved"));
      event.submitter?.focus();
    }
  }

  function done(event, told) {
    const another = event.submitter?.name === "and_another";
    dirty = false;
    board.saving.apply(told);
    board.saving.saved(told);
    if (another) { open(`${board.url}/new?day=${board.tabs.shown()}`, opener); return; }
    shut();
    // What was made or moved may lie on another day, or far down: show it.
    const ids = Object.keys(told.cards);
    if (ids.length === 1) board.tabs.follow(`#item-${ids[0]}`);
  }

  panel.addEventListener("submit", submit);
  panel.addEventListener("input", () => { dirty = true; });
  panel.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    if (link.matches("[data-panel]")) { event.preventDefault(); open(link.href, opener); }
    else if (link.pathname === board.url) { event.preventDefault(); shut(); }
  });
  panel.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.preventDefault(); shut(); } });
  panel.addEventListener("cancel", (event) => { event.preventDefault(); shut(); });
  close.addEventListener("click", shut);
  addEventListener("beforeunload", (event) => { if (dirty && panel.open) event.preventDefault(); });

  // Cards and whatever says so open in the panel; with a modifier, as any link.
  root.addEventListener("click", (event) => {
    const link = event.target.closest(".card h3 a, .card a[href$=move], a[data-panel]");
    if (!link || panel.contains(link) || event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(link.href, link);
  });
  return { open, shut, isBusy: () => panel.open && (busy || dirty) };
}
