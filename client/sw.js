/**
 * Keeps the site for when there is no network: the pages that were opened, and, from the second page on or once a tool
 * is opened, the tools with all their rules and the index of search. Where a reader asks for less data, only the pages.
 *
 * Nobody is held on an old version: a page is always asked for first, and what is kept of it shown only where no answer
 * comes. What stands at an address with a hash never changes, and is taken from here.
 *
 * The build fills in the folders of scripts and styles that are still there, this build's first, and a digest of what
 * the tools are made of, so that a browser sees a new worker when that has changed; offline.json lists it.
 */
const FOLDERS = "$FOLDERS".split(" ");
const KEPT = "kept/$VERSION";
const PAGES = 60; // so many pages are kept beside the tools, the last ones

const worker = /** @type {any} */ (self);
const { scope } = worker.registration;

const openCache = () => caches.open(`catalogue ${scope}`);

/** An address from the site's root; null where it is not below it. @param {string} url */
function findPath(url) {
  const [address] = url.split(/[?#]/);
  return address.startsWith(scope) ? address.slice(scope.length) : null;
}

/** @param {string} path */
const isTool = (path) => /^((calculator|cpd|pathways|search)\/|$)/.test(path);

/** @param {string} path */
const isHashed = (path) => /^assets\/[0-9a-f]{12}\//.test(path);

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(begin()));
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { method, mode, url } = event.request;
  const path = findPath(url);
  if (method !== "GET" || path === null || /^(api|embed)\//.test(path)) return;
  if (isHashed(path)) event.respondWith(takeKept(path, event.request));
  else if (mode === "navigate" || /^search\/\w+\.json$/.test(path)) event.respondWith(askFirst(path, event));
});

/** Drop what no page asks for any more, and keep the pages that are open. */
async function begin() {
  await worker.clients.claim();
  const cache = await openCache();
  let isUsed = false;
  for (const { url } of await cache.keys()) {
    const path = findPath(url) ?? "";
    const isOld = isHashed(path) ? !FOLDERS.some((folder) => path.startsWith(`${folder}/`)) : path.startsWith("kept/") && path !== KEPT;
    isUsed ||= path.startsWith("kept/");
    if (isOld) await cache.delete(url);
  }
  for (const { url } of await worker.clients.matchAll({ type: "window" })) {
    const path = findPath(url);
    if (path === null) continue;
    isUsed ||= /^(calculator|pathways)\/./.test(path);
    await cache.addAll([path, ...["site.css", "site.js"].map((name) => `${FOLDERS[0]}/${name}`)].map((each) => scope + each)).catch(() => {});
  }
  if (isUsed) await keepTools();
}

/** @type {Promise<void> | undefined} */
let keeping;

/** Fetch what the tools are made of, one after the other, once for each version; a failure is tried again later. */
function keepTools() {
  keeping ??= fetchTools().catch(() => {
    keeping = undefined;
  });
  return keeping;
}

async function fetchTools() {
  if (worker.navigator.connection?.saveData) return;
  const cache = await openCache();
  if (await cache.match(scope + KEPT)) return;
  const list = await fetch(`${scope}offline.json`, { cache: "no-cache" });
  for (const path of await list.json()) {
    if (isHashed(path) && (await cache.match(scope + path))) continue;
    const answer = await fetch(scope + path, { cache: isHashed(path) ? "default" : "no-cache" });
    if (!answer.ok) throw new Error(path);
    await cache.put(scope + path, answer);
  }
  await cache.put(scope + KEPT, new Response());
}

/** @param {string} path @param {Request} request */
async function takeKept(path, request) {
  const cache = await openCache();
  const kept = await cache.match(scope + path);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(scope + path, answer.clone());
  return answer;
}

/** @param {string} path @param {any} event */
async function askFirst(path, event) {
  const { request } = event;
  const isPage = request.mode === "navigate";
  const cache = await openCache();
  try {
    const answer = await fetch(request);
    if (answer.ok) event.waitUntil(cache.put(scope + path, answer.clone()).then(() => dropOldest(cache)));
    if (isPage) event.waitUntil(keepTools());
    return answer;
  } catch (error) {
    const kept = await cache.match(scope + path);
    if (kept) return kept;
    if (isPage) return new Response(sayOffline(), { headers: { "Content-Type": "text/html; charset=utf-8" } });
    throw error;
  }
}

/** @param {Cache} cache */
async function dropOldest(cache) {
  const paths = (await cache.keys()).map(({ url }) => findPath(url) ?? "");
  const pages = paths.filter((path) => !isHashed(path) && !path.startsWith("kept/") && !isTool(path));
  for (const path of pages.slice(0, -PAGES)) await cache.delete(scope + path);
}

const sayOffline = () => `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>No network</title><link rel="stylesheet" href="${scope}${FOLDERS[0]}/site.css"><main class="md-typeset wrap"><h1>No network</h1>
<p>This page was not opened before, so your browser has not kept it. It has the pages that you opened, and, if you have looked at more than one:</p>
<ul><li><a href="${scope}">Home</a></li><li><a href="${scope}calculator/">CPD calculator</a></li><li><a href="${scope}pathways/">Check if you qualify</a></li><li><a href="${scope}search/">Search</a></li></ul></main></html>`;
