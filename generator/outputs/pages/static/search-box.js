/* The question box: results as one types, on the home page below it, elsewhere below the header.
   Nothing typed ever leaves the page. */
(() => {
  "use strict";

  const MOST_SHOWN = 8;
  const MOST_NEAR = 2;
  const ENOUGH = 3; // answers, beside which nothing that is only near is shown
  const STOPPED = 300; // milliseconds after the last key, when more is fetched than the first answer needs
  const { finder, said } = globalThis.catalogueSearch;
  const { page, element, fill, result, refusal, nothing, hotline } =
    globalThis.catalogueSearch.drawing;

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
      let stopping; // one pause for all that a question fetches
      const settled = async () => {
        stopping = stopping || new Promise((stopped) => setTimeout(stopped, STOPPED));
        await stopping;
        if (!isAsked()) throw new Error("typed on");
      };
      try {
        const ready = await finder();
        const answer = typed ? await ready.search(typed, settled) : { found: [] };
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
        if (isAsked()) this.fail();
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
      fill(
        this.place,
        ...(sure.length ? this.list(sure, typed) : [refusal(typed, body)]),
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
