/* Keeps the site for when there is no network. Each worker knows one version, written above as
   SITE by generator/site/offline.py, and keeps nothing of any other: a page says in the addresses
   of its scripts of which version it is, and every other file must have the sum it should. */
(() => {
  "use strict";

  const PATIENCE = 5000; // milliseconds, for a page that is also kept
  const FRESH = { cache: "no-cache" }; // what the browser holds by itself may be of any version
  const { scope } = registration;
  const FAMILY = `catalogue ${scope} `;
  const NAME = FAMILY + SITE.version;
  const VERSION = `?${SITE.version}`;
  const sums = new Map(Object.entries(SITE.files).map(([path, sum]) => [scope + path + VERSION, sum]));

  addEventListener("install", (event) => event.waitUntil(install()));
  addEventListener("activate", (event) => event.waitUntil(forget()));
  addEventListener("message", (event) => event.waitUntil(takeOver(event.data)));
  addEventListener("fetch", (event) => {
    const { method, mode, url } = event.request;
    if (method !== "GET" || !url.startsWith(scope)) return;
    if (mode === "navigate") event.respondWith(page(event));
    else if (sums.has(url)) event.respondWith(file(event));
  });

  /* The whole version, or failure and another try later: what every page needs, the ways in,
     the pages that are open, and those the version before had kept. */
  async function install() {
    const cache = await caches.open(NAME);
    const files = SITE.needed.map((path) => path + VERSION);
    const pages = SITE.homes.flatMap((home) => [home, `${home}offline/`]);
    await Promise.all([...files, ...pages].map(async (path) => {
      if (!await renew(cache, scope + path)) throw new Error(`${path} is not of version ${SITE.version}`);
    }));
    for (const address of await visited()) {
      if (!await cache.match(address)) await renew(cache, address);
    }
  }

  async function visited() {
    const addresses = (await windows()).map((client) => bare(client.url));
    for (const name of await others()) {
      const kept = await (await caches.open(name)).keys();
      addresses.push(...kept.map((request) => request.url).filter((url) => url === bare(url)));
    }
    return new Set(addresses.filter((url) => url.startsWith(scope)));
  }

  async function forget() {
    for (const name of await others()) await caches.delete(name);
  }

  /* A page of this version asks for it, and no other is open: so nothing of another version is
     left that could get something from here. Otherwise the browser waits until all are closed. */
  async function takeOver(version) {
    if (version !== SITE.version || (await windows()).length > 1) return;
    await skipWaiting();
    await clients.claim().catch(() => { /* not active yet; the page asks again when it is */ });
  }

  /* A page: as it is now if the network answers, else as it was kept, else the offline page. */
  async function page(event) {
    const cache = await caches.open(NAME);
    const address = bare(event.request.url);
    const kept = await cache.match(address);
    const answer = fetch(event.request, FRESH);
    event.waitUntil(answer.then((response) => keep(cache, address, response.clone())).catch(() => {}));
    try {
      return await (kept ? Promise.race([answer, late()]) : answer);
    } catch {
      if (kept) return offline(kept);
      const home = scope + SITE.homes.findLast((path) => address.startsWith(scope + path));
      return offline(await cache.match(`${home}offline/`), home);
    }
  }

  /* What pages of this version are shown with; those of another ask for other addresses. */
  async function file(event) {
    const cache = await caches.open(NAME);
    const { url } = event.request;
    const kept = await cache.match(url);
    if (kept) return kept;
    const response = await fetch(event.request);
    return await keep(cache, url, response.clone()) ? response : Response.error();
  }

  async function renew(cache, address) {
    return keep(cache, address, await fetch(address, FRESH));
  }

  /* Keep an answer if it is of this version; tell whether it is. */
  async function keep(cache, address, response) {
    const ours = response.status === 200 && !response.redirected && await isOurs(address, response.clone());
    if (ours) await cache.put(address, response);
    return ours;
  }

  async function isOurs(address, response) {
    if (sums.has(address)) {
      const sum = await crypto.subtle.digest("SHA-256", await response.arrayBuffer());
      return btoa(String.fromCharCode(...new Uint8Array(sum))).startsWith(sums.get(address));
    }
    const isPage = response.headers.get("Content-Type")?.startsWith("text/html");
    return isPage && (await response.text()).includes(`${VERSION}"`);
  }

  /* A kept page that says so. In the place of another page, its links begin at home. */
  async function offline(kept, home = "../") {
    const html = (await kept.text())
      .replace("<html ", "<html data-offline ")
      .replaceAll('="../', `="${home}`);
    return new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8" } });
  }

  function windows() {
    return clients.matchAll({ type: "window", includeUncontrolled: true });
  }

  async function others() {
    return (await caches.keys()).filter((name) => name.startsWith(FAMILY) && name !== NAME);
  }

  function late() {
    return new Promise((resolve, reject) => { setTimeout(reject, PATIENCE); });
  }

  function bare(url) {
    return url.replace(/[?#].*$/, "");
  }
})();
