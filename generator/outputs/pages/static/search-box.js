/* The question box: results as one types, on the home page below it, elsewhere below the header.
   Nothing typed ever leaves the page; index and engine are fetched when the box is first used. */
(() => {
  "use strict";

  const MOST_SHOWN = 8;
  const MOST_NEAR = 2;
  const ENOUGH = 3; // answers, beside which nothing that is only near is shown
  const { href: assets, search: version } = new URL(document.currentScript.src);
  const site = new URL("../../", assets);
  const hotline = (document.querySelector('meta[name="catalogue-hotline"]') || { content: "" })
    .content;
  const SCRIPTS = [
    "search-language.js",
    "search-engine.js",
    "search-sense.js",
    "search-lookups.js",
    "search-finder.js",
  ];
  const HANDED = { load: "index", first: "first", rest: "rest", look: "cited", say: "said" };
  const awaited = new Map(); // what is to be done with what a script hands over, by its name
  let asked; // the promise of a finder, once anyone has asked for it
  const kept = new Map(); // promises of what was fetched, by name

  function finder() {
    if (asked) return asked;
    asked = Promise.all(SCRIPTS.map(run)).then(() => {
      const search = globalThis.catalogueSearch;
      search.deliver = (name, data) => awaited.get(name)(data);
      for (const [call, name] of Object.entries(HANDED))
        search[call] = (data) => awaited.get(`search-${name}.js`)(data);
      return handed("search-first.js").then((data) => {
        const sense = data.sense ? new search.Sense(data) : null;
        return new search.Finder(sense, {
          whole: index,
          lookups: () => lookups(sense),
          rest: () => once("search-rest.js"),
        });
      });
    });
    asked.catch(() => {
      asked = undefined;
    }); // the next key tries again
    return asked;
  }

  /* What a script hands over. */
  function handed(name) {
    return new Promise((arrived, lost) => {
      awaited.set(name, arrived);
      run(name).catch(lost);
    });
  }

  /* What a script hands over and what is made of it, fetched once; after a failure again. */
  function once(name, made = (data) => data) {
    if (!kept.has(name)) {
      const coming = handed(name).then(made);
      coming.catch(() => kept.delete(name));
      kept.set(name, coming);
    }
    return kept.get(name);
  }

  function index() {
    return once("search-index.js", async (data) => {
      if (!data.parts) return new globalThis.catalogueSearch.Index(data);
      await run("search-parted.js");
      return new globalThis.catalogueSearch.PartedIndex(data, handed);
    });
  }

  function lookups(sense) {
    return once("search-cited.js", (data) => new globalThis.catalogueSearch.Lookups(data, sense));
  }

  /* What is said below each answer; the answers are shown before it is there. */
  function said(sense) {
    if (!sense || sense.said) return null;
    return handed("search-said.js").then((data) => sense.say(data));
  }

  function run(name) {
    return new Promise((resolve, reject) => {
      const script = element("script");
      script.src = new URL(name + version, assets);
      script.onload = resolve;
      script.onerror = () => reject(new Error(name));
      document.head.append(script);
    });
  }

  /* Where a page is. In a folder nobody opens index.html by itself. */
  function page(address) {
    return new URL(location.protocol === "file:" ? `${address}index.html` : address, site);
  }

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  function fill(place, ...children) {
    place.textContent = "";
    place.append(...children);
  }

  function verdict(entry) {
    const tag = element("span", { class: "c-tag", "data-decision": entry.decision });
    if (entry.decision !== "undecided") {
      const space = "http://www.w3.org/2000/svg";
      const sign = document.createElementNS(space, "svg");
      sign.setAttribute("class", "c-sign");
      sign.setAttribute("aria-hidden", "true");
      const use = document.createElementNS(space, "use");
      use.setAttribute("href", `#s-${entry.decision}`);
      sign.append(use);
      tag.append(sign);
    }
    tag.append(entry.word);
    return tag;
  }

  /* The text with what was typed marked in it, if it is there to the letter. */
  function marked(text, typed) {
    const at = typed ? text.toLowerCase().indexOf(typed.toLowerCase()) : -1;
    if (at < 0) return [text];
    const end = at + typed.length;
    return [text.slice(0, at), element("mark", {}, text.slice(at, end)), text.slice(end)];
  }

  /* A page that is no entry: what it is in a word, and what it says. */
  function pageResult({ page: found, sure }, typed) {
    const name = element("span", {}, ...marked(found.title, typed));
    const title = element("span", { class: "name" }, name);
    if (sure) title.append(" ", element("span", { class: "c-tag" }, found.word));
    const said = element("p", {}, (sure && found.summary) || "");
    const link = element("a", { href: page(found.address) }, title, said);
    return element("li", { "data-page": `/${found.address}` }, link);
  }

  /* One result: what is not sure is named, and nothing is said of what is decided there. */
  function result(found, typed) {
    return found.page ? pageResult(found, typed) : entryResult(found, typed);
  }

  function entryResult({ entry, text, also, meant, sure, verdict: told = true }, typed) {
    const name = element(
      "span",
      { class: "name" },
      element("span", {}, ...marked(entry.title, typed)),
    );
    const said = element("p");
    const shown = text && text.weight >= 0.95 ? text.shown : also;
    if (shown && shown !== entry.title)
      said.append("也叫“", ...marked(unquoted(shown), typed), "”。");
    if (meant && meant !== entry.title) said.append(`你要找的可能是“${unquoted(meant)}”。`);
    const link = element("a", { href: page(`${entry.slug}/`) }, name, said);
    if (sure && told) name.append(" ", verdict(entry));
    if (sure) said.append(entry.summary || "");
    if (sure && entry.goTo)
      link.append(
        element(
          "p",
          { class: "to" },
          element("span", {}, entry.decision === "forbidden" ? "去" : "先问"),
          entry.goTo,
        ),
      );
    return element("li", { "data-entry": entry.id }, link);
  }

  const unquoted = (text) => text.replace(/[“”]/g, "");

  const askBody = ([address, name]) =>
    element("p", {}, "听起来是", element("a", { href: page(address) }, name), "管的事。");

  function askPeople(words) {
    return element(
      "p",
      {},
      element("b", {}, "直接问人："),
      "打",
      element("a", { href: `tel:${hotline}`, class: "nb" }, hotline),
      `，说“${words}”。`,
    );
  }

  /* The words to give the editors; nothing is sent. */
  function tellUs(typed) {
    return element(
      "details",
      {},
      element("summary", {}, "没有找到？告诉我们"),
      element("p", {}, "把下面这句话抄给给出目录的社区。这里不会自动发出去。"),
      element("p", { class: "c-copy" }, `在目录里搜“${typed}”，没有找到。我想办的事是：`),
    );
  }

  function nothing(typed) {
    const link = (address, words) => element("a", { href: page(address) }, words);
    return element(
      "div",
      { class: "c-results c-none" },
      element(
        "p",
        {},
        element("b", {}, "换条路找："),
        link("life-events/", "按遇到的事"),
        "、",
        link("letters/", "按字母"),
        "、",
        link("certificates/", "看全部证明"),
        "。",
      ),
      askPeople("我要办××，对方要社区的××证明"),
      tellUs(typed),
    );
  }

  class Box {
    constructor(input) {
      this.input = input;
      this.status = element("p", { class: "c-count", role: "status" });
      this.place = element("div");
      const home = document.getElementById("found");
      if (home && input.id === "q") home.append(this.status, this.place);
      else {
        const panel = element(
          "section",
          { class: "c-headfound", "aria-label": "搜索结果", hidden: "" },
          element("div", { class: "c-grid" }, this.status, this.place),
        );
        input.closest("header").after(panel);
        this.panel = panel;
      }
      input.addEventListener("focus", () => finder().catch(() => this.fail()), { once: true });
      input.addEventListener("input", (event) => {
        if (!event.isComposing) this.ask();
      });
      input.addEventListener("compositionend", () => this.ask());
      input.addEventListener("keydown", (event) => this.key(event));
      this.place.addEventListener("keydown", (event) => this.key(event));
      if (home && input.id === "q")
        input.form.addEventListener("submit", (event) => this.submit(event));
    }

    async ask() {
      const typed = this.input.value.trim();
      if (!this.panel) this.keepAddress(typed);
      const isAsked = () => typed === this.input.value.trim();
      try {
        const ready = await finder();
        const answer = typed ? await ready.search(typed) : { found: [] };
        if (!isAsked()) return;
        this.sense = ready.sense;
        this.show(typed, answer);
        const coming = answer.found.length ? said(ready.sense) : null;
        this.place.setAttribute("aria-busy", String(Boolean(coming)));
        if (!coming) return;
        await coming;
        if (!isAsked()) return;
        this.keepFocus(() => this.show(typed, answer));
        this.place.setAttribute("aria-busy", "false");
      } catch {
        this.fail();
      }
    }

    /* Who has already gone into the results stays on the same one while they are drawn anew. */
    keepFocus(draw) {
      const focused = this.place.contains(document.activeElement) ? document.activeElement : null;
      draw();
      if (!focused || this.place.contains(focused)) return;
      const links = [...this.place.querySelectorAll("a")];
      (links.find((link) => link.href === focused.href) || this.input).focus();
    }

    show(typed, { found, saysNothing, body }) {
      if (this.panel) this.panel.hidden = !typed;
      if (!typed) {
        this.status.textContent = "";
        fill(this.place);
        return;
      }
      if (!found.length) {
        this.status.textContent = `没找到“${typed}”。目录里可能换了个叫法。`;
        fill(this.place, nothing(typed));
        return;
      }
      const sure = found.filter((one) => one.sure);
      for (const one of sure)
        if (one.entry && !one.text && this.sense) one.also = this.sense.nearest(one.entry, typed);
      const near = found.filter((one) => !one.sure);
      if (!sure.length && saysNothing) {
        this.status.textContent = `“${typed}”办什么事都用得上，看不出是哪件事。再写几个字，或者在这${near.length}条里找。`;
        fill(this.place, element("section", { "data-near": "" }, ...this.list(near, typed)));
        return;
      }
      this.status.textContent = sure.length ? `找到${sure.length}条` : `目录里没有“${typed}”。`;
      const ask = element(
        "div",
        { class: "c-results c-none" },
        element("p", {}, element("b", {}, "目录里没有这件事。")),
        ...(body ? [askBody(body)] : []),
        askPeople("我要办××，归哪里管，要带什么"),
        tellUs(typed),
      );
      fill(
        this.place,
        ...(sure.length ? this.list(sure, typed) : [ask]),
        ...(sure.length < ENOUGH ? this.maybe(near, typed) : []),
      );
    }

    /* The first results, and a button for the rest. */
    list(found, typed) {
      const list = element("ol", { class: "c-results", "aria-label": "查到的事项" });
      list.append(...found.slice(0, MOST_SHOWN).map((one) => result(one, typed)));
      if (found.length <= MOST_SHOWN) return [list];
      const more = element(
        "button",
        { class: "c-button", type: "button" },
        `看全部${found.length}条`,
      );
      more.addEventListener("click", () => {
        const rest = found.slice(MOST_SHOWN).map((one) => result(one, typed));
        list.append(...rest);
        more.remove();
        rest[0].querySelector("a").focus();
      });
      return [list, more];
    }

    /* What may be meant, without a verdict. */
    maybe(near, typed) {
      if (!near.length) return [];
      const list = element(
        "ol",
        { class: "c-results" },
        ...near.slice(0, MOST_NEAR).map((one) => result(one, typed)),
      );
      return [
        element("section", { class: "c-near", "data-near": "" }, element("h2", {}, "也许是"), list),
      ];
    }

    fail() {
      if (this.panel) this.panel.hidden = false;
      this.status.textContent = `现在查不了，可以按字母找。急的话打${hotline}。`;
    }

    key(event) {
      if (event.isComposing) return;
      const links = [...this.place.querySelectorAll("a, button")];
      const at = links.indexOf(document.activeElement);
      if (event.key === "ArrowDown" && at + 1 < links.length) links[at + 1].focus();
      else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] || this.input).focus();
      else if (event.key === "Escape" && at >= 0) this.input.focus();
      else if (event.key === "Escape" && this.panel) this.panel.hidden = true;
      else return;
      event.preventDefault();
    }

    /* On the home page the results are already there. */
    submit(event) {
      event.preventDefault();
      this.ask();
    }

    /* The address follows what is typed, so that Back returns to the results. */
    keepAddress(typed) {
      const address = new URL(location.href);
      if (typed) address.searchParams.set("q", typed);
      else address.searchParams.delete("q");
      if (address.href !== location.href) history.replaceState(history.state, "", address);
    }
  }

  globalThis.catalogueFind = async (typed) => (await finder()).search(typed);
  globalThis.catalogueAsk = async (typed) =>
    (await globalThis.catalogueFind(typed)).found.filter(({ entry }) => entry);

  const start = () => {
    const boxes = [...document.querySelectorAll("input[data-catalogue-search]")].map(
      (input) => new Box(input),
    );
    if (!boxes.length) return;
    const typed = new URLSearchParams(location.search).get("q");
    if (typed) {
      const [box] = [...boxes.filter(({ panel }) => !panel), ...boxes];
      box.input.value = typed;
      box.ask();
    }
    document.addEventListener("keydown", (event) => {
      const busy = /^(input|textarea|select)$/i.test(
        (document.activeElement || document.body).tagName,
      );
      if (event.key !== "/" || busy || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const { input } = boxes[0];
      if (input.offsetParent) input.focus();
      else location.assign(new URL("#q", page(""))); // the header of a narrow page has no box
    });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
