/* Keeps the site for when there is no network, in a cache for each version. A page says in the
   addresses of its scripts of which version it is; every other file is asked for under an address
   that ends in the version, and must have the sum that offline.json gives. offline.json is kept
   last: a cache that holds it is whole. Written for browsers of 2019. */
(() => {
  "use strict";

  const PATIENCE = 5000; // milliseconds, for a page that is also kept
  const FRESH = { cache: "no-cache" }; // what the browser holds by itself may be of any version
  const GENTLY = { cache: "no-cache", priority: "low" };
  const VERSIONED = /\?([0-9a-f]{16})$/;
  const { scope } = registration;
  const FAMILY = `catalogue ${scope} `;
  const MANIFEST = `${scope}offline.json`;
  let renewing; // one at a time

  addEventListener("install", (event) => event.waitUntil(renew()));
  addEventListener("activate", (event) => event.waitUntil(clients.claim()));
  addEventListener("message", (event) =>
    event.waitUntil(forgetAllBut(event.data).then(() => complete(bare(event.source.url)))),
  );
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
    const answer = fetch(event.request, FRESH);
    event.waitUntil(
      answer.then((response) => notice(version, address, response.clone())).catch(() => {}),
    );
    if (!version) return answer;
    try {
      return await Promise.race([answer, late()]);
    } catch {
      const kept = await stored(version, address);
      return kept ? offline(kept) : answer.catch(() => insteadOf(version, address));
    }
  }

  /* A page that was kept by itself, or else among the answers that everybody keeps. */
  async function stored(version, address) {
    return (
      (await version.cache.match(address)) ||
      (await unpacked(version, address)) ||
      unpacked(version, `${address}/`)
    );
  }

  /* Out of one file with many pages: each as its lines, those of several pages by number. */
  async function unpacked(version, address) {
    for (const home of homesOf(version, address)) {
      const { answers } = version.homes[home];
      const kept = answers && (await version.cache.match(versioned(version, answers)));
      if (!kept) continue;
      const { lines, pages } = await kept.json();
      const found = pages[address.slice(scope.length)];
      const text = (line) => (typeof line === "number" ? lines[line] : line);
      if (found) return new Response(found.map(text).join("\n"));
    }
    return undefined;
  }

  async function insteadOf(version, address) {
    for (const home of homesOf(version, address)) {
      const kept = await version.cache.match(`${scope}${home}offline/`);
      if (kept) return offline(kept, scope + home);
    }
    return Response.error();
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
    if (sparing()) return Promise.resolve();
    if (!renewing) {
      const done = () => {
        renewing = undefined;
      };
      renewing = fetchVersion();
      renewing.then(done, done);
    }
    return renewing;
  }

  /* The version that is there now, whole, or failure and another try later, which goes on with
     what it has: what every page needs, the answers, the pages that are open, and those kept of
     the version before. */
  async function fetchVersion() {
    const response = await fetch(MANIFEST, FRESH);
    const manifest = await response.clone().json();
    const name = FAMILY + manifest.version;
    const before = await newest();
    if (before && before.name === name) return;
    const version = Object.assign(manifest, { name, cache: await caches.open(name) });
    const addresses = await visited();
    const homes = new Set(addresses.map((address) => homesOf(version, address)[0]));
    for (const home of homes) await gather(version, home);
    for (const address of addresses) {
      if (!(await version.cache.match(address)))
        await keep(version, address, await fetch(address, FRESH));
    }
    await version.cache.put(MANIFEST, response);
  }

  /* What the copy of the site needs that a page belongs to, where it is not there yet. */
  async function complete(address) {
    const version = await newest();
    if (version && !sparing()) await gather(version, homesOf(version, address)[0]);
  }

  /* One file after the other, so that who reads on is not in its way. */
  async function gather(version, home) {
    const { needed, answers } = version.homes[home];
    const pages = [home, `${home}offline/`].map((path) => scope + path);
    const files = (answers ? [...needed, answers] : needed).map((path) => versioned(version, path));
    for (const address of [...pages, ...files]) {
      if (await version.cache.match(address)) continue;
      if (!(await keep(version, address, await fetch(address, GENTLY))))
        throw new Error(`${address} is not of version ${version.version}`);
    }
  }

  /* Who pays for every byte, and has told the browser so, keeps only what was kept before. */
  function sparing() {
    return Boolean(navigator.connection && navigator.connection.saveData);
  }

  /* The copies of the site that an address may belong to, the closest first; "" is the last. */
  function homesOf(version, address) {
    return Object.keys(version.homes)
      .filter((home) => address.startsWith(scope + home))
      .sort((a, b) => b.length - a.length);
  }

  function versioned({ version }, path) {
    return `${scope}${path}?${version}`;
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
    return [...new Set(addresses)].filter((url) => url.startsWith(scope));
  }

  /* The only open page is of the newest version: nothing needs any other. */
  async function forgetAllBut(shown) {
    const version = await newest();
    if (!version || version.version !== shown || (await windows()).length > 1) return;
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
    return response.ok && (response.headers.get("Content-Type") || "").startsWith("text/html");
  }

  /* A kept page that says so. In the place of another page, its links begin at home. */
  async function offline(kept, home = "../") {
    const html = (await kept.text())
      .replace("<html ", "<html data-offline ")
      .split('="../')
      .join(`="${home}`);
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
    return manifest && Object.assign(await manifest.json(), { name, cache });
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
