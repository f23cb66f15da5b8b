/* 给窗口看: the answer over the whole screen, for whoever sits behind the counter. And its QR code.
   Loaded when it is asked for. Written for browsers of 2019. */
(() => {
  "use strict";
  const tag = (name, words, attributes = {}) => {
    const made = document.createElement(name);
    made.textContent = words;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };

  /* ── QR code: bytes, level M, versions 1 to 10 (ISO/IEC 18004) ── */
  const CODEWORDS = [26, 44, 70, 100, 134, 172, 196, 242, 292, 346];
  const CHECKS = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26];
  const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5];
  const MASKS = [
    (x, y) => (x + y) % 2,
    (_, y) => y % 2,
    (x) => x % 3,
    (x, y) => (x + y) % 3,
    (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
    (x, y) => ((x * y) % 2) + ((x * y) % 3),
    (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
    (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
  ];

  function times(a, b) {
    let product = 0;
    for (let bit = 7; bit >= 0; bit--) {
      product = (product << 1) ^ ((product >>> 7) * 0x11d);
      product ^= ((b >>> bit) & 1) * a;
    }
    return product;
  }

  function divisor(degree) {
    const made = new Array(degree).fill(0);
    made[degree - 1] = 1;
    let root = 1;
    for (let i = 0; i < degree; i++) {
      for (let j = 0; j < degree; j++) {
        made[j] = times(made[j], root);
        if (j + 1 < degree) made[j] ^= made[j + 1];
      }
      root = times(root, 2);
    }
    return made;
  }

  function remainder(data, by) {
    const rest = new Array(by.length).fill(0);
    for (const byte of data) {
      const factor = byte ^ rest.shift();
      rest.push(0);
      by.forEach((one, i) => {
        rest[i] ^= times(one, factor);
      });
    }
    return rest;
  }

  function codewords(bytes, version) {
    const bits = [];
    const put = (value, length) => {
      for (let i = length - 1; i >= 0; i--) bits.push((value >>> i) & 1);
    };
    const room = CODEWORDS[version - 1] - CHECKS[version - 1] * BLOCKS[version - 1];
    put(4, 4);
    put(bytes.length, version < 10 ? 8 : 16);
    for (const byte of bytes) put(byte, 8);
    put(0, Math.min(4, room * 8 - bits.length));
    while (bits.length % 8) bits.push(0);
    for (let pad = 0xec; bits.length < room * 8; pad ^= 0xec ^ 0x11) put(pad, 8);
    const data = [];
    for (let i = 0; i < bits.length; i += 8)
      data.push(Number.parseInt(bits.slice(i, i + 8).join(""), 2));
    return interleaved(data, version);
  }

  function interleaved(data, version) {
    const [total, checks, count] = [CODEWORDS, CHECKS, BLOCKS].map((table) => table[version - 1]);
    const short = Math.floor(total / count) - checks;
    const by = divisor(checks);
    const blocks = [];
    for (let i = 0, from = 0; i < count; i++) {
      const length = short + (i < count - (total % count) ? 0 : 1);
      const part = data.slice(from, from + length);
      blocks.push({ part, check: remainder(part, by) });
      from += length;
    }
    const out = [];
    for (let i = 0; i <= short; i++)
      for (const { part } of blocks) if (i < part.length) out.push(part[i]);
    for (let i = 0; i < checks; i++) for (const { check } of blocks) out.push(check[i]);
    return out;
  }

  function centres(version) {
    if (version === 1) return [];
    const last = 4 * version + 10;
    return version < 7 ? [6, last] : [6, last / 2 + 3, last];
  }

  function drawn(version, words, mask) {
    const size = 17 + 4 * version;
    const dark = Array.from({ length: size }, () => new Array(size).fill(false));
    const fixed = Array.from({ length: size }, () => new Array(size).fill(false));
    const set = (x, y, on) => {
      if (x < 0 || y < 0 || x >= size || y >= size) return;
      dark[y][x] = Boolean(on);
      fixed[y][x] = true;
    };
    for (let i = 0; i < size; i++) {
      set(6, i, i % 2 === 0);
      set(i, 6, i % 2 === 0);
    }
    for (const [cx, cy] of [
      [3, 3],
      [size - 4, 3],
      [3, size - 4],
    ]) {
      for (let dy = -4; dy <= 4; dy++) {
        for (let dx = -4; dx <= 4; dx++) {
          const far = Math.max(Math.abs(dx), Math.abs(dy));
          set(cx + dx, cy + dy, far !== 2 && far !== 4);
        }
      }
    }
    const at = centres(version);
    for (const cx of at) {
      for (const cy of at) {
        const corner = (cx === 6 && cy === 6) || (cx === 6 && cy === at[at.length - 1]);
        if (corner || (cy === 6 && cx === at[at.length - 1])) continue;
        for (let dy = -2; dy <= 2; dy++) {
          for (let dx = -2; dx <= 2; dx++)
            set(cx + dx, cy + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
        }
      }
    }
    format(set, size, mask);
    if (version >= 7) numbered(set, size, version);
    fill(dark, fixed, words, mask);
    return dark;
  }

  function format(set, size, mask) {
    let rest = mask; // level M is written 00
    for (let i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
    const bits = ((mask << 10) | rest) ^ 0x5412;
    const bit = (i) => (bits >>> i) & 1;
    for (let i = 0; i <= 5; i++) set(8, i, bit(i));
    set(8, 7, bit(6));
    set(8, 8, bit(7));
    set(7, 8, bit(8));
    for (let i = 9; i < 15; i++) set(14 - i, 8, bit(i));
    for (let i = 0; i < 8; i++) set(size - 1 - i, 8, bit(i));
    for (let i = 8; i < 15; i++) set(8, size - 15 + i, bit(i));
    set(8, size - 8, 1);
  }

  function numbered(set, size, version) {
    let rest = version;
    for (let i = 0; i < 12; i++) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
    const bits = (version << 12) | rest;
    for (let i = 0; i < 18; i++) {
      const [a, b] = [size - 11 + (i % 3), Math.floor(i / 3)];
      set(a, b, (bits >>> i) & 1);
      set(b, a, (bits >>> i) & 1);
    }
  }

  function fill(dark, fixed, words, mask) {
    const size = dark.length;
    let i = 0;
    for (let right = size - 1; right >= 1; right -= 2) {
      if (right === 6) right = 5;
      for (let step = 0; step < size; step++) {
        const y = ((right + 1) & 2) === 0 ? size - 1 - step : step;
        for (const x of [right, right - 1]) {
          if (fixed[y][x]) continue;
          const on = i < words.length * 8 && (words[i >>> 3] >>> (7 - (i & 7))) & 1;
          dark[y][x] = Boolean(on) !== (MASKS[mask](x, y) === 0);
          i++;
        }
      }
    }
  }

  /* Long runs of one colour and an uneven share of dark are hard to read. */
  function penalty(dark) {
    const size = dark.length;
    let sum = 0;
    let count = 0;
    for (let a = 0; a < size; a++) {
      for (const read of [(b) => dark[a][b], (b) => dark[b][a]]) {
        for (let b = 1, run = 1; b < size; b++) {
          run = read(b) === read(b - 1) ? run + 1 : 1;
          if (run === 5) sum += 3;
          else if (run > 5) sum += 1;
        }
      }
      count += dark[a].filter(Boolean).length;
    }
    return sum + Math.floor(Math.abs((count * 20) / size / size - 10)) * 10;
  }

  function qr(text) {
    const bytes = new TextEncoder().encode(text);
    let version = 1;
    const room = (v) => CODEWORDS[v - 1] - CHECKS[v - 1] * BLOCKS[v - 1] - (v < 10 ? 2 : 3);
    while (version <= 10 && room(version) < bytes.length) version++;
    if (version > 10) return null;
    const words = codewords(bytes, version);
    const all = MASKS.map((_, mask) => drawn(version, words, mask));
    const marks = all.map(penalty);
    return all[marks.indexOf(Math.min(...marks))];
  }

  function picture(dark) {
    const side = dark.length + 8;
    const path = dark
      .map((row, y) => row.map((on, x) => (on ? `M${x + 4} ${y + 4}h1v1h-1z` : "")).join(""))
      .join("");
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    for (const [key, value] of Object.entries({
      viewBox: `0 0 ${side} ${side}`,
      class: "c-window__code",
      role: "img",
      "aria-label": "二维码：这一条的地址",
      "shape-rendering": "crispEdges",
    })) {
      svg.setAttribute(key, value);
    }
    for (const [d, colour] of [
      [`M0 0h${side}v${side}h-${side}z`, "#fff"],
      [path, "#000"],
    ]) {
      const part = document.createElementNS(space, "path");
      part.setAttribute("d", d);
      part.setAttribute("fill", colour);
      svg.append(part);
    }
    return svg;
  }

  /* ── The screen ── */
  /* Its style comes with it: no page carries what most readers never open. */
  document.head.append(
    tag(
      "style",
      `
    .c-window { position: fixed; top: 0; left: 0; z-index: 9; display: flex; flex-direction: column; width: 100%; max-width: none; height: 100%; max-height: none; margin: 0; padding: var(--c-4); overflow: auto; border: 0; background: var(--v-tint); color: var(--md-default-fg-color); }
    .c-window__top, .c-window__end { display: flex; align-items: center; justify-content: space-between; gap: var(--c-4); font-size: var(--c-fs-s); }
    .c-window h1 { margin: var(--c-4) 0 0; font-size: 1.6rem; }
    .c-window .c-verdict { margin: var(--c-2) 0 var(--c-3); font-size: 2.7rem; font-size: min(2.7rem, 15vw); line-height: 1.15; letter-spacing: 0; white-space: nowrap; }
    .c-window .c-window__wide { font-size: 2.2rem; font-size: min(2.2rem, 12.5vw); }
    .c-window__top .c-button { flex: none; }
    [data-elder] .c-window__end { flex-wrap: wrap; }
    [data-elder] .c-window .c-verdict { font-size: 1.8rem; font-size: min(2.2rem, 15vw); }
    [data-elder] .c-window .c-window__wide { font-size: 1.4rem; font-size: min(2.2rem, 12.5vw); }
    .c-window__law { padding: var(--c-4) 0; border: solid var(--v); border-width: .1rem 0; font-size: 1.2rem; line-height: 1.6; }
    .c-window__long { font-size: .95rem; }
    .c-window__law p, .c-window__end p { margin: 0 0 var(--c-2); }
    .c-window__end { justify-content: flex-start; margin-top: auto; padding-top: var(--c-4); }
    .c-window__code { flex: none; width: 7rem; height: 7rem; }
    .c-printed { display: none; }
    @media print { .c-printed { display: block; float: right; width: 27mm; height: 27mm; margin: 0 0 2mm 5mm; } }
    `,
    ),
  );

  const WIDE = 4; // characters above which a verdict is set smaller, so that a line holds it
  const LONG = 70; // characters above which a sentence is set smaller, so that the screen holds it
  /* The code of a page that is opened from a server; a file on a stick has no address for others. */
  function codeOf(button) {
    const dark =
      /^https?:$/.test(location.protocol) && qr(new URL(button.dataset.window, location.href).href);
    return dark && picture(dark);
  }

  /* The code on paper, once. */
  function printed() {
    const code = codeOf(document.querySelector("[data-window]"));
    if (!code || document.querySelector(".c-printed")) return;
    code.classList.add("c-printed");
    document.querySelector(".c-say").prepend(code);
  }

  function screen(button) {
    const article = document.querySelector("[data-entry]");
    const from = (selector) => article.querySelector(selector);
    const made = tag("dialog", "", { class: "c-window", "aria-labelledby": "window-name" });
    made.dataset.decision = article.dataset.decision;
    const close = tag("button", "关闭", { class: "c-button", type: "button" });
    const top = tag("div", "", { class: "c-window__top" });
    const where = tag("span", `${button.dataset.title}　`);
    where.append(tag("span", article.dataset.entry, { class: "nb" }));
    top.append(where, close);
    const law = tag("div", "", { class: "c-window__law" });
    const said = from(".c-say-it blockquote");
    const sentence = (said ? said.querySelector("p") : from(".c-lead")).textContent;
    law.append(tag("p", sentence, sentence.length > LONG ? { class: "c-window__long" } : {}));
    if (said)
      law.append(tag("p", said.querySelector("footer").textContent.trim(), { class: "c-small" }));
    const end = tag("div", "", { class: "c-window__end" });
    const words = tag("div", "");
    const code = codeOf(button);
    if (code) end.append(code);
    words.append(tag("p", `${code ? "扫码看这一条。" : ""}${button.dataset.checked}`));
    const phone = button.dataset.phone;
    words.append(
      tag("a", `打${phone}`, { class: "c-button c-button--main", href: `tel:${phone}` }),
    );
    end.append(words);
    const verdict = from(".c-verdict").cloneNode(true);
    if (verdict.textContent.trim().length > WIDE) verdict.classList.add("c-window__wide");
    made.append(top, tag("h1", from("h1").textContent, { id: "window-name" }));
    made.append(verdict, law, end);
    close.addEventListener("click", () => {
      if (made.close) made.close();
      made.remove();
      button.focus();
    });
    made.addEventListener("close", () => made.remove());
    document.body.append(made);
    if (made.showModal) made.showModal();
    else made.setAttribute("open", "");
    close.focus();
  }

  globalThis.catalogueWindow = { printed, qr, screen };
})();
