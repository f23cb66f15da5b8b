/* 发给别人: the answer as a picture, drawn here, or as text for a group. Nothing is sent by itself.
   Loaded when it is asked for, after window.js, which makes its QR code. For browsers of 2019. */
(() => {
  "use strict";
  const device = globalThis.catalogueDevice;
  const [WIDTH, LEAST_HEIGHT, EDGE, CODE] = [1080, 1350, 72, 330]; // pixels
  const [INK, GREY, WHITE] = ["#1b2530", "#4c5863", "#fff"];
  const FONT =
    '"PingFang SC", "HarmonyOS Sans SC", MiSans, "Noto Sans CJK SC", "Noto Sans SC", sans-serif';
  const CLOSING = /[，。；：、！？）》”’]/; // never at the start of a line
  const MOST_PLACES = 5;
  /* Colour and tint; the sign: what is filled, and the mark upon it. As in the sprite of a page. */
  const VERDICTS = {
    permitted: [
      "#17653b",
      "#edf5ef",
      "M1 12a11 11 0 1 0 22 0a11 11 0 1 0-22 0z",
      "M6.8 12.4l3.6 3.6 7-7.6",
    ],
    forbidden: [
      "#a32a1e",
      "#fbf1ee",
      "M4.5 1.5h15a3 3 0 0 1 3 3v15a3 3 0 0 1-3 3h-15a3 3 0 0 1-3-3v-15a3 3 0 0 1 3-3z",
      "M7.5 7.5l9 9m0-9l-9 9",
    ],
    case_by_case: [
      "#7a4f00",
      "#fbf4e3",
      "M12 .4L23.6 12 12 23.6.4 12z",
      "M7 12h.01M12 12h.01M17 12h.01",
    ],
    assist_only: [
      "#0a5c70",
      "#eaf4f6",
      "M12 .6a11.4 11.4 0 0 0 0 22.8a11.4 11.4 0 0 0 0-22.8zM12 3a9 9 0 0 1 0 18z",
      "",
    ],
  };
  const NO_VERDICT = ["#505b66", "#f2f4f6", "", ""];

  const textOf = (one) => {
    const copy = one.cloneNode(true);
    for (const aside of copy.querySelectorAll(".c-unsure, .c-tick")) aside.remove();
    return copy.textContent.replace(/\s+/g, "");
  };

  /* What the page says, as short as an answer is. */
  function answer(about) {
    const article = document.querySelector("[data-entry], [data-journey]");
    const find = (selector) => article.querySelector(selector);
    const verdict = find(".c-verdict");
    const places = article.querySelectorAll(".c-goto .c-routes b, [data-step] h3");
    return {
      name: textOf(find("h1")),
      decision: article.dataset.decision,
      verdict: verdict ? textOf(verdict) : "",
      lead: textOf(find(".c-lead")),
      places: [...places].map((place, at) => `${at + 1}. ${textOf(place)}`),
      ask: `说不清楚的，打${about.phone}`,
      edition: [article.dataset.entry, about.edition].filter(Boolean).join("，"),
      day: `${about.day}核对`,
      title: about.title,
      notice: about.notice,
      address: /^https?:$/.test(location.protocol) ? location.href.replace(/[?#].*$/, "") : "",
    };
  }

  /* The address stands last, on a line of its own: only then does the app make a card of it. */
  function written({ name, verdict, lead, places, ask, title, edition, day, notice, address }) {
    const first = verdict ? `${name}：${verdict}` : name;
    return [first, lead, ...places, `${ask}。`, `${title}，${edition}，${day}。${notice}`, address]
      .filter(Boolean)
      .join("\n");
  }

  /* ── The picture ── */
  function lines(pen, text, room) {
    const made = [""];
    for (const one of text) {
      const last = made[made.length - 1];
      if (last && pen.measureText(last + one).width > room && !CLOSING.test(one)) made.push(one);
      else made[made.length - 1] = last + one;
    }
    return made;
  }

  /* Write below what is there; return where the text ends. `pen` is null to measure only. */
  function write(pen, text, { size, top, bold, colour = INK, left = EDGE, most = 99 }) {
    pen.font = `${bold ? 700 : 400} ${size}px ${FONT}`;
    pen.fillStyle = colour;
    const all = lines(pen, text, WIDTH - EDGE - left);
    const shown = all.slice(0, most);
    if (all.length > most) shown[most - 1] = shown[most - 1].replace(/.$/u, "…");
    shown.forEach((line, at) => {
      pen.fillText(line, left, top + size * (0.95 + 1.5 * at));
    });
    return top + size * 1.5 * shown.length;
  }

  function sign(pen, [colour, tint, filled, mark], size, top) {
    pen.save();
    pen.translate(EDGE, top);
    pen.scale(size / 24, size / 24);
    pen.fillStyle = colour;
    pen.fill(new Path2D(filled), "evenodd");
    pen.strokeStyle = tint;
    pen.lineWidth = 2.8;
    pen.lineCap = "round";
    pen.lineJoin = "round";
    pen.stroke(new Path2D(mark));
    pen.restore();
  }

  function code(pen, dark, top) {
    const one = Math.floor(CODE / (dark.length + 8));
    const side = one * (dark.length + 8);
    pen.fillStyle = WHITE;
    pen.fillRect(EDGE, top, side, side);
    pen.fillStyle = "#000";
    dark.forEach((row, y) => {
      row.forEach((on, x) => {
        if (on) pen.fillRect(EDGE + one * (x + 4), top + one * (y + 4), one, one);
      });
    });
    return EDGE + side + 40;
  }

  function draw(canvas, said, height) {
    canvas.width = WIDTH;
    canvas.height = height;
    const pen = canvas.getContext("2d");
    const look = VERDICTS[said.decision] || NO_VERDICT;
    pen.fillStyle = look[1];
    pen.fillRect(0, 0, WIDTH, height);
    const long = [...said.name].length > 10;
    let top = write(pen, said.name, { size: long ? 64 : 92, top: EDGE, bold: true, most: 3 }) + 24;
    if (said.verdict) {
      const short = [...said.verdict].length <= 5;
      const size = short ? 150 : 96;
      const left = look[2] ? EDGE + size + 44 : EDGE;
      if (look[2]) sign(pen, look, size, top + size * 0.1);
      top = write(pen, said.verdict, { size, top, bold: true, colour: look[0], left }) + 8;
    }
    top = write(pen, said.lead, { size: 54, top, most: 5 }) + 24;
    for (const place of said.places.slice(0, MOST_PLACES))
      top = write(pen, place, { size: 46, top, most: 2 });
    const left = said.places.length - MOST_PLACES;
    if (left > 0) top = write(pen, `还有${left}处，扫码看。`, { size: 46, top, colour: GREY });
    return foot(pen, said, Math.max(top + 48, height - EDGE - 390));
  }

  function foot(pen, said, above) {
    const dark = said.address && globalThis.catalogueWindow.qr(said.address);
    const left = dark ? code(pen, dark, above) : EDGE;
    let top = write(pen, said.title, { size: 44, top: above, left, bold: true });
    for (const line of [said.edition, said.day]) top = write(pen, line, { size: 38, top, left });
    top = write(pen, said.ask, { size: 38, top, left });
    top = write(pen, said.notice, { size: 30, top: top + 8, left, colour: GREY });
    return Math.max(top, dark ? above + CODE : 0) + EDGE;
  }

  /* Drawn twice where it is longer than a card: the first time says how long. */
  function picture(said) {
    const canvas = document.createElement("canvas");
    const height = Math.ceil(draw(canvas, said, LEAST_HEIGHT));
    if (height > LEAST_HEIGHT) draw(canvas, said, height);
    return canvas;
  }

  /* ── What is done with it ── */
  function tag(name, words, attributes) {
    const made = document.createElement(name);
    made.textContent = words;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  async function copied(button, text) {
    const said = await device.copied(text, button.parentElement);
    button.textContent = said === "已复制" ? "已复制，到群里粘贴" : said;
  }

  function screen(button, said) {
    const canvas = picture(said);
    const file = `${said.name}.png`;
    const made = tag("dialog", "", {
      class: "c-window",
      "aria-label": "发给别人",
      style: "background: var(--md-default-bg-color)",
    });
    const close = tag("button", "关闭", { class: "c-button", type: "button" });
    const top = tag("div", "", { class: "c-window__top" });
    top.append(
      tag("span", device.inside ? "长按图片，存下来或者发出去" : "长按图片，也能存、能发", {}),
      close,
    );
    const shown = tag("img", "", {
      src: canvas.toDataURL("image/png"),
      alt: written(said),
      style: "display: block; max-width: 100%; max-height: 68vh; margin: .6rem auto",
    });
    const actions = tag("div", "", { class: "c-actions" });
    const save = tag("a", "存图片", { class: "c-button", download: file });
    const words = tag("button", "复制文字", { class: "c-button", type: "button" });
    words.addEventListener("click", () => copied(words, written(said)));
    if (device.inside) actions.append(words);
    else actions.append(save, words);
    canvas.toBlob((blob) => {
      save.href = URL.createObjectURL(blob);
      const files = [new File([blob], file, { type: "image/png" })];
      if (!navigator.canShare || !navigator.canShare({ files })) return;
      const send = tag("button", "发出去", { class: "c-button c-button--main", type: "button" });
      send.addEventListener("click", () =>
        navigator.share({ files, text: written(said) }).catch(() => {
          /* whoever thinks better of it has not failed */
        }),
      );
      actions.prepend(send);
    }, "image/png");
    made.append(top, shown, actions);
    close.addEventListener("click", () => {
      if (made.close) made.close();
      made.remove();
      button.focus();
    });
    made.addEventListener("close", () => {
      URL.revokeObjectURL(save.href);
      made.remove();
    });
    document.body.append(made);
    if (made.showModal) made.showModal();
    else made.setAttribute("open", "");
    close.focus();
  }

  function pressed(button) {
    const said = answer(button.closest("[data-edition]").dataset);
    if (button.dataset.share === "text") copied(button, written(said));
    else screen(button, said);
  }

  globalThis.catalogueShare = { pressed, written, answer, picture };
})();
