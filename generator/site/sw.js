/* Keeps the site for when there is no network, in a cache for each version. A page says in the
   addresses of its scripts of which version it is; every other file is asked for under an address
   that ends in the version, and must have the sum that offline.json gives. offline.json is kept
   last: a cache that holds it is whole. */
(() => {
  "use strict";

  const PATIENCE = 5000; // milliseconds, for a page that is also kept
  const FRESH = { cache: "no-cache" }; // what the browser holds by itself may be of any version
  const VERSIONED = /\?([0-9a-f]{16})$/;
  const { scope } = registration;
  const FAMILY = `catalogue ${scope} `;
  const MANIFEST = `${scope}offline.json`;
  let renewing; // one at a time

  addEventListener("install", (event) => event.waitUntil(renew()));
  addEventListener("activate", (event) => event.waitUntil(clients.claim()));
  addEventListener("message", (event) => event.waitUntil(forgetAllBut(event.data)));
  addEventListener("fetch", (event) => {
    const { method, mode, url } = event.request;
    if (method !== "GET" || !url.startsWith(scope)) return;
    if (mode === "navigate") event.respondWith(page(event));
    else if (VERSIONED.test(url)) event.respondWith(file(event));
  });

  /* A page: as it is now if the network answers, else as it was kept, else the offline page. */
  async function page(event) {
    const version = await newest();
    const address = bare(event.request.url);
    const kept = await version?.cache.match(address);
    const answer = fetch(event.request, FRESH);
    event.waitUntil(
      answer.then((response) => notice(version, address, response.clone())).catch(() => {}),
    );
    try {
      return await (kept ? Promise.race([answer, late()]) : answer);
    } catch (error) {
      if (kept) return offline(kept);
      if (!version) throw error;
      const home = scope + version.homes.findLast((path) => address.startsWith(scope + path));
      return offline(await version.cache.match(`${home}offline/`), home);
    }
  }

  /* What a page is shown with: of its own version, or nothing. */
  async function file(event) {
    const { url } = event.request;
    const kept = await caches.match(url);
    if (kept) return kept;
    const response = await fetch(event.request);
    const version = await whole(FAMILY + VERSIONED.exec(url)[1]);
    return !version || (await keep(version, url, response.clone())) ? response : Response.error();
  }

  /* Keep a page that was read; one of another version says that there is a new one. */
  async function notice(version, address, response) {
    if (!isPage(response)) return;
    if (!version || !(await keep(version, address, response))) await renew();
  }

  function renew() {
    renewing ??= fetchVersion().finally(() => {
      renewing = undefined;
    });
    return renewing;
  }

  /* The version that is there now, whole, or failure and another try later: what every page
     needs, the ways in, the pages that are open, and those kept of the version before. */
  async function fetchVersion() {
    const response = await fetch(MANIFEST, FRESH);
    const manifest = await response.clone().json();
    const name = FAMILY + manifest.version;
    if ((await newest())?.name === name) return;
    await caches.delete(name); // begun and not finished, or of a time before the newest
    const version = { ...manifest, name, cache: await caches.open(name) };
    const files = manifest.needed.map((path) => `${path}?${manifest.version}`);
    const pages = manifest.homes.flatMap((home) => [home, `${home}offline/`]);
    await Promise.all(
      [...files, ...pages].map(async (path) => {
        const ours = await keep(version, scope + path, await fetch(scope + path, FRESH));
        if (!ours) throw new Error(`${path} is not of version ${manifest.version}`);
      }),
    );
    for (const address of await visited()) {
      if (!(await version.cache.match(address)))
        await keep(version, address, await fetch(address, FRESH));
    }
    await version.cache.put(MANIFEST, response);
  }

  async function visited() {
    const addresses = (await windows()).map((client) => bare(client.url));
    for (const name of await names()) {
      const kept = await (await caches.open(name)).keys();
      addresses.push(
        ...kept
          .map((request) => request.url)
          .filter((url) => url === bare(url) && url !== MANIFEST),
      );
    }
    return new Set(addresses.filter((url) => url.startsWith(scope)));
  }

  /* The only open page is of the newest version: nothing needs any other. */
  async function forgetAllBut(shown) {
    const version = await newest();
    if (version?.version !== shown || (await windows()).length > 1) return;
    for (const name of await names()) if (name !== version.name) await caches.delete(name);
  }

  /* Keep an answer if it is of this version; tell whether it is. */
  async function keep({ version, files, cache }, address, response) {
    const sum = files[decodeURIComponent(address.slice(scope.length).replace(VERSIONED, ""))];
    const ours =
      response.status === 200 &&
      !response.redirected &&
      (sum
        ? (await sumOf(response.clone())) === sum
        : isPage(response) && (await response.clone().text()).includes(`?${version}"`));
    if (ours) await cache.put(address, response);
    return ours;
  }

  async function sumOf(response) {
    const sum = await crypto.subtle.digest("SHA-256", await response.arrayBuffer());
    return [...new Uint8Array(sum)]
      .map((byte) => byte.toString(16).padStart(2, "0"))
      .join("")
      .slice(0, 16);
  }

  function isPage(response) {
    return response.ok && response.headers.get("Content-Type")?.startsWith("text/html");
  }

  /* A kept page that says so. In the place of another page, its links begin at home. */
  async function offline(kept, home = "../") {
    const html = (await kept.text())
      .replace("<html ", "<html data-offline ")
      .replaceAll('="../', `="${home}`);
    return new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8" } });
  }

  async function newest() {
    for (const name of (await names()).reverse()) {
      const version = await whole(name);
      if (version) return version;
    }
    return undefined;
  }

  async function whole(name) {
    if (!(await caches.has(name))) return undefined;
    const cache = await caches.open(name);
    const manifest = await cache.match(MANIFEST);
    return manifest && { ...(await manifest.json()), name, cache };
  }

  async function names() {
    return (await caches.keys()).filter((name) => name.startsWith(FAMILY));
  }

  function windows() {
    return clients.matchAll({ type: "window", includeUncontrolled: true });
  }

  function late() {
    return new Promise((_resolve, reject) => {
      setTimeout(reject, PATIENCE);
    });
  }

  function bare(url) {
    return url.replace(/[?#].*$/, "");
  }
})();
