/* The reader's settings: large type, night colours, reading aloud, copying a citation.
   Loaded in the head, so that a page never flashes in the wrong size or colour. Written for browsers
   of 2019, like every script that a resident needs. */
(() => {
  "use strict";
  const root = document.documentElement;
  /* What is asked in the address is answered here; what stands below waits out of sight. */
  if (/[?&]q=[^&]/.test(location.search)) root.setAttribute("data-asked", "");
  const here = document.currentScript.src;
  const night = matchMedia("(prefers-color-scheme: dark)");
  /* An app that shows pages within itself prints nothing and saves no file. */
  const inside = /MicroMessenger/.test(navigator.userAgent);
  const PATIENCE = 3000; // milliseconds in which a device that can speak has begun
  const settings = {
    elder: (on) => root.toggleAttribute("data-elder", on),
    scheme: (on) => root.setAttribute("data-md-color-scheme", on ? "slate" : "default"),
  };

  /* Storage may be forbidden; what is set then lasts for one page. */
  function kept(name) {
    try {
      return localStorage.getItem(`catalogue.${name}`);
    } catch {
      return null;
    }
  }

  function keep(name, value) {
    try {
      localStorage.setItem(`catalogue.${name}`, value);
    } catch {
      /* as above */
    }
  }

  /* What the reader chose; else what the device is set to, for the colours of the night. */
  function remembered(name) {
    const chosen = kept(name);
    return chosen ? chosen === "on" : name === "scheme" && night.matches;
  }

  for (const name of Object.keys(settings)) settings[name](remembered(name));

  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("[data-toggle]")) {
      const name = button.dataset.toggle;
      button.hidden = false;
      button.setAttribute("aria-pressed", String(remembered(name)));
      button.addEventListener("click", () => {
        const on = button.getAttribute("aria-pressed") !== "true";
        settings[name](on);
        keep(name, on ? "on" : "off");
        for (const same of document.querySelectorAll(`[data-toggle="${name}"]`)) {
          same.setAttribute("aria-pressed", String(on));
        }
      });
    }
    for (const button of document.querySelectorAll("[data-speak]")) {
      if (!globalThis.speechSynthesis) continue;
      button.hidden = false;
      const words = button.textContent;
      const silent = () => {
        button.textContent = words;
      };
      button.addEventListener("click", () => {
        if (speechSynthesis.speaking) {
          speechSynthesis.cancel();
          return;
        }
        const parts = [...document.querySelectorAll(button.dataset.speak)].map(
          // biome-ignore lint/performance/useDomNodeTextContent: what is hidden is not spoken
          (part) => part.innerText,
        );
        const speech = new SpeechSynthesisUtterance(parts.join("。"));
        speech.lang = "zh-CN";
        speech.rate = 0.9;
        speech.onend = silent;
        speech.onerror = silent;
        let began = false;
        speech.onstart = () => {
          began = true;
        };
        setTimeout(() => {
          if (!began) button.textContent = "这台设备读不出声音";
        }, PATIENCE);
        speechSynthesis.speak(speech);
        button.textContent = "停下";
      });
    }
    onDemand("[data-print]", onPaper);
    onDemand("[data-copy], [data-copy-from]", async (button) => {
      const from = document.getElementById(button.dataset.copyFrom);
      const text =
        (from && from.value) || button.dataset.copy || button.previousElementSibling.textContent;
      button.textContent = await copied(text, button.parentElement);
    });
    searchOnDemand();
    const shown = (then) => (globalThis.catalogueWindow ? then() : load("window.js").then(then));
    onDemand("[data-window]", (button) => shown(() => globalThis.catalogueWindow.screen(button)));
    if (document.querySelector("[data-window]"))
      beforeLeaving(() => shown(() => globalThis.catalogueWindow.printed()));
    onDemand("[data-share]", (button) => {
      const share = () => globalThis.catalogueShare.pressed(button);
      if (globalThis.catalogueShare) share();
      else shown(() => load("share.js").then(share));
    });
    const menu = document.querySelector(".c-menu");
    if (menu) {
      document.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || !menu.open) return;
        menu.open = false;
        menu.querySelector("summary").focus();
      });
    }
    live(kept("place") || "");
    for (const button of document.querySelectorAll("[data-place]")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        const chosen = button.getAttribute("aria-pressed") === "true";
        const place = chosen ? "" : `${button.dataset.place} ${button.dataset.label}`;
        keep("place", place);
        live(place);
      });
    }
    reveal();
    tellTables();
  });

  /* Where the reader lives: of several windows those that serve it, and what to say to the hotline. */
  function live(place) {
    const [id, label] = place.split(" ");
    for (const button of document.querySelectorAll("[data-place]")) {
      button.setAttribute("aria-pressed", String(button.dataset.place === id));
    }
    for (const said of document.querySelectorAll("[data-lives]")) {
      said.textContent = label ? `我住${label}。` : "";
    }
    for (const text of document.querySelectorAll(".c-report")) {
      text.value = text.defaultValue.replace("哪个街道、社区：", `$&${label || ""}`);
    }
    for (const list of id ? document.querySelectorAll("[data-windows]") : []) {
      const all = [...list.querySelectorAll("[data-serves]")];
      const own = all.filter((one) => one.dataset.serves.split(" ").includes(id));
      if (!own.length) continue;
      for (const one of all) one.hidden = !own.includes(one);
      list.open = true;
    }
  }

  function onDemand(selector, pressed) {
    for (const button of document.querySelectorAll(selector)) {
      button.hidden = false;
      button.addEventListener("click", () => pressed(button));
    }
  }

  /* The clipboard is not there on every address and in every app; the older way is. What neither way
     copied stays to be pressed long. Returns what the button says from now on. */
  async function copied(text, place) {
    try {
      await navigator.clipboard.writeText(text);
      return "已复制";
    } catch {
      const box = document.createElement("textarea");
      box.readOnly = true;
      box.value = text;
      place.append(box);
      box.select();
      const done = document.execCommand("copy");
      if (done) box.remove();
      return done ? "已复制" : "没复制成，请长按下面的字";
    }
  }

  /* Whoever goes to print leaves the page or presses Ctrl: time enough to draw the QR code. */
  function beforeLeaving(then) {
    let done = false;
    const left = (event) => {
      if (done || (event.type === "keydown" && !event.ctrlKey && !event.metaKey)) return;
      done = true;
      then();
    };
    addEventListener("keydown", left);
    addEventListener("blur", left);
    root.addEventListener("mouseleave", left);
  }

  function onPaper(button) {
    if (inside) button.textContent = "这里不能打印。点右上角，选“在浏览器打开”";
    else print();
  }

  /* Load another script of ours, in the version of this page. */
  function load(name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = here.replace("catalogue.js", name);
      script.onload = resolve;
      script.onerror = () => reject(new Error(name));
      document.head.append(script);
    });
  }

  /* The box in the header: its script comes when somebody goes to it, or presses “/”. */
  function searchOnDemand() {
    const box = document.querySelector("header input[data-catalogue-search]");
    if (!box || document.querySelector('script[src*="search-box.js"]')) return;
    let asked = false;
    const come = (then) => {
      if (asked) return;
      asked = true;
      load("search-box.js").then(then);
    };
    box.addEventListener("focus", () =>
      come(() => box.value && box.dispatchEvent(new Event("input", { bubbles: true }))),
    );
    document.addEventListener("keydown", (event) => {
      const busy = /^(input|textarea|select)$/i.test(document.activeElement.tagName);
      if (event.key !== "/" || busy || asked) return;
      event.preventDefault();
      come(() => document.dispatchEvent(new KeyboardEvent("keydown", { key: "/" })));
    });
  }

  /* An address that leads into something folded opens it. */
  function reveal() {
    const name = decodeURIComponent(location.hash.slice(1));
    const target = name && document.getElementById(name);
    if (!target) return;
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      fold.open = true;
    }
    target.scrollIntoView();
  }
  addEventListener("hashchange", reveal);

  /* A table laid out as cards is none to the screen readers of older browsers, until it says so. */
  function tellTables() {
    const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
    for (const table of document.querySelectorAll(".c-table--cards:not([role])")) {
      if (getComputedStyle(table).display === "table") continue;
      for (const part of [table, ...table.querySelectorAll("thead, tbody, tr, th, td")]) {
        const head = part.scope === "col" ? "columnheader" : "rowheader";
        part.setAttribute("role", roles[part.tagName] || head);
      }
    }
  }
  addEventListener("resize", tellTables);
  globalThis.catalogueDevice = { copied, inside, load, onPaper };
  addEventListener("beforeprint", () => {
    for (const line of document.querySelectorAll(".c-address"))
      line.setAttribute("data-at", location.href.replace(/#.*/, ""));
    for (const fold of document.querySelectorAll("[data-printed]")) fold.open = true;
  });
})();
