/* Drawing what was found, and what is said when nothing was. */
(() => {
  "use strict";

  const site = new URL("../../", document.currentScript.src);
  const hotline = (document.querySelector('meta[name="catalogue-hotline"]') || { content: "" })
    .content;

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

  /* That nothing answers, the body whose field it is if the words tell it, and whom to ask. */
  function refusal(typed, body) {
    return element(
      "div",
      { class: "c-results c-none" },
      element("p", {}, element("b", {}, "目录里没有这件事。")),
      ...(body ? [askBody(body)] : []),
      askPeople("我要办××，归哪里管，要带什么"),
      tellUs(typed),
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

  const drawing = { page, element, fill, result, refusal, nothing, hotline };
  globalThis.catalogueSearch = { ...globalThis.catalogueSearch, drawing };
})();
