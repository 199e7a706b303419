// Keeps the last copy of the day's page, the screen and the programme of a gathering, and shows it when the network does
// not answer. Served as /sw.js with VERSION and ASSETS before these lines: other code, another worker, a fresh cache.
// Only what is public and the same to everyone is kept, and one private page: the list at the door, which says itself
// how long (X-Keep-Seconds, to the end of the day). Every other address is left to the browser.

const PREFIX = "samling-", NAME = PREFIX + VERSION, KEPT_AT = "X-Kept-At", KEPT_UNTIL = "X-Kept-Until";
const DOOR = PREFIX + "door", DOOR_PAGE = /^(?:\/en)?\/(?:plan\/meetings\/[^/]+\/checkin|door\/[^/]+)$/;
const PAGE = /^(?:\/en)?\/meetings\/[^/]+\/(?:now|now\/screen|programme)$/;
const PATIENCE = 3000, FRESH = 10_000, MOST_PAGES = 12, MOST_ASSETS = 40, MOST_BYTES = 1_000_000;

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
// Each time the worker wakes up, for whatever page of the site: lists of days that are over go.
keptDoor("/");
self.addEventListener("message", (event) => {
  if (PAGE.test(event.data?.keep)) event.waitUntil(keepAll(event.data.keep));
  if (DOOR_PAGE.test(event.data?.keepDoor)) event.waitUntil(fetchDoor(event.data.keepDoor));
});
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  // Who signs out leaves no names behind.
  if (event.request.method === "POST" && /\/sign-out(-everywhere)?$/.test(url.pathname)) event.waitUntil(caches.delete(DOOR));
  if (event.request.method !== "GET" || url.origin !== location.origin || url.search) return;
  if (url.pathname.startsWith(ASSETS)) event.respondWith(asset(event.request));
  else if (PAGE.test(url.pathname)) event.respondWith(page(event, url.pathname));
  else if (DOOR_PAGE.test(url.pathname)) event.respondWith(doorPage(event, url.pathname));
});

/** The list at the door: from the network; without one the copy, on the day it was made. */
async function doorPage(event, path) {
  try {
    const answer = await fetch(event.request);
    event.waitUntil(keepDoor(path, answer.clone()));
    return answer;
  } catch (trouble) {
    const kept = event.request.mode === "navigate" ? await keptDoor(path) : undefined;
    if (kept === undefined) throw trouble;
    return kept;
  }
}

async function fetchDoor(path) {
  await keepDoor(path, await fetch(path, { cache: "no-store" }));
}

/** Keep what may be kept; whatever else comes from there (signed out, taken back, over) erases the copy. */
async function keepDoor(path, answer) {
  const seconds = Number(answer.headers.get("X-Keep-Seconds")), until = Date.now() + seconds * 1000;
  const cache = await caches.open(DOOR);
  const text = await answer.text();
  if (answer.status !== 200 || answer.redirected || !(seconds > 0) || text.length > MOST_BYTES) return cache.delete(path);
  await keepAssets(await caches.open(NAME), text, path);
  const headers = { "Content-Type": "text/html; charset=utf-8", [KEPT_UNTIL]: String(until) };
  for (const name of ["Content-Security-Policy", "Referrer-Policy"]) headers[name] = answer.headers.get(name);
  return cache.put(path, new Response(text, { headers }));
}

/** The copy of today. Yesterday's go, whichever is asked for. */
async function keptDoor(path) {
  const cache = await caches.open(DOOR);
  for (const request of await cache.keys()) {
    if (!(Number((await cache.match(request)).headers.get(KEPT_UNTIL)) > Date.now())) await cache.delete(request);
  }
  return cache.match(path);
}

/** Earlier workers' copies go; the pages among them are fetched anew. */
async function takeOver() {
  await self.clients.claim();
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== NAME);
  const paths = new Set();
  for (const name of old) {
    for (const request of await (await caches.open(name)).keys()) paths.add(new URL(request.url).pathname);
    await caches.delete(name);
  }
  await Promise.allSettled([...paths].filter((path) => PAGE.test(path)).map(fetchAndKeep));
}

async function asset(request) {
  return (await (await caches.open(NAME)).match(request, { ignoreVary: true })) ?? fetch(request);
}

/** From the network; when that is silent for too long, or broken, the copy. Scripts that ask are told the truth. */
async function page(event, path) {
  const coming = fetch(event.request).then((answer) => {
    if (answer.status === 200) event.waitUntil(keep(path, answer.clone()));
    return answer;
  });
  const kept = event.request.mode === "navigate" ? await (await caches.open(NAME)).match(path) : undefined;
  if (kept === undefined) return coming;
  event.waitUntil(coming.catch(() => {}));
  const late = new Promise((_, reject) => setTimeout(reject, PATIENCE));
  try {
    const answer = await Promise.race([coming, late]);
    return answer.status < 500 ? answer : copy(kept);
  } catch {
    return copy(kept);
  }
}

/** A kept page that says that it is a copy, and from when. */
async function copy(kept) {
  const text = await kept.text(), at = new Date(Number(kept.headers.get(KEPT_AT)));
  const lang = /<html lang="(\w+)"/.exec(text)?.[1] ?? "sv";
  const said = text.replace(/( data-kept="([^"]*)") hidden>/, (_, before, words) => `${before}>${words.replace("#", when(at, lang))}`);
  return new Response(said, { headers: kept.headers });
}

/** 10.40, with its day when that is not today. */
function when(at, lang) {
  const locale = lang === "en" ? "en-GB" : "sv-SE";
  const clock = at.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
  const day = at.toDateString() === new Date().toDateString() ? "" : `${at.toLocaleDateString(locale, { weekday: "long", day: "numeric", month: "long" })} `;
  return day + (lang === "en" ? clock : clock.replace(":", "."));
}

/** A page, and with the day's page the programme that it leads to. */
async function keepAll(path) {
  const programme = path.replace(/\/now(\/screen)?$/, "/programme");
  await Promise.allSettled([...new Set([path, programme])].map(fetchAndKeep));
}

async function fetchAndKeep(path) {
  const kept = await (await caches.open(NAME)).match(path);
  if (kept !== undefined && Date.now() - Number(kept.headers.get(KEPT_AT)) < FRESH) return;
  await keep(path, await fetch(path, { cache: "no-cache" }));
}

async function keep(path, answer) {
  if (answer.status !== 200 || answer.redirected || !answer.headers.get("Content-Type")?.startsWith("text/html")) return;
  const text = await answer.text();
  if (text.length > MOST_BYTES) return;
  const headers = new Headers(answer.headers);
  for (const name of ["Content-Length", "Content-Encoding", "Vary"]) headers.delete(name);
  headers.set(KEPT_AT, Date.now());
  const cache = await caches.open(NAME);
  await keepAssets(cache, text, path);
  await cache.put(path, new Response(text, { headers }));
  await dropOldest(cache);
}

/** The files that a page or a style sheet names, and that are not there yet. */
async function keepAssets(cache, text, base) {
  const named = [...text.matchAll(/(?:href|src)="([^"#?]+)"|url\("([^"#?]+)"\)/g)];
  const paths = new Set(named.map((found) => new URL(found[1] ?? found[2], new URL(base, location.origin)).pathname));
  await Promise.allSettled([...paths].filter((path) => path.startsWith(ASSETS)).map(async (path) => {
    if (await cache.match(path)) return;
    const answer = await fetch(path);
    if (answer.status !== 200) return;
    await cache.put(path, answer.clone());
    if (path.endsWith(".css")) await keepAssets(cache, await answer.text(), path);
  }));
}

/** The newest pages stay, and the files that came last. */
async function dropOldest(cache) {
  const requests = await cache.keys();
  const pages = await Promise.all(requests.filter((request) => PAGE.test(new URL(request.url).pathname)).map(async (request) => {
    return [Number((await cache.match(request)).headers.get(KEPT_AT)), request];
  }));
  const files = requests.filter((request) => !PAGE.test(new URL(request.url).pathname));
  const old = pages.sort((a, b) => b[0] - a[0]).slice(MOST_PAGES).map(([, request]) => request);
  await Promise.all([...old, ...files.slice(0, -MOST_ASSETS)].map((request) => cache.delete(request)));
}
