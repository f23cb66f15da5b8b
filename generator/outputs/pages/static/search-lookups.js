/* Looking up by rule: document numbers, articles of laws, rows of lists. */
(() => {
  "use strict";

  const ARTICLE = /第?([0-9]+|[一二三四五六七八九十百千零]+)条/;
  const ROWS = [/第([0-9]+|[一二三四五六七八九十]+)/, /([0-9]+|[一二三四五六七八九十]+)[项条]/];
  const LISTED = /清单|项/;
  const EDITION = /(20[0-9]{2})年?第?([0-9]{1,2})版/;
  const NOW = /(现行|最新|现在).{0,3}版/;
  const DIGITS = "零一二三四五六七八九";
  const UNITS = ["", "十", "百", "千"];
  const MOST_RESTING = 8; // entries told of a source

  class Lookups {
    constructor(data, sense) {
      this.data = data;
      this.sense = sense;
    }

    /* Return sure results, best first; nothing where no rule applies. */
    search(typed) {
      const folded = this.sense.folded(typed).replace(/ /g, "");
      return (
        this.edition(folded) ||
        this.numbered(folded) ||
        this.article(folded) ||
        this.row(folded) ||
        this.named(folded) ||
        this.called(folded) ||
        this.phone(folded) ||
        []
      );
    }

    /* An edition by its number, or the one that holds now. */
    edition(folded) {
      const said = EDITION.exec(folded);
      const found = (this.data.editions || []).filter(([, , number, holds]) =>
        said ? number === said[1] + said[2] : holds && NOW.test(folded),
      );
      return found.length ? found.map(([address, title]) => page(address, title, "版次")) : null;
    }

    /* The body in whose field a question is, if the words tell of just one: [address, name]. */
    body(typed) {
      const folded = this.sense.understood(typed).replace(/ /g, "");
      const size = (words) =>
        Math.max(0, ...words.filter((word) => folded.includes(word)).map((word) => word.length));
      const found = (this.data.bodies || [])
        .map((body) => [size(body[2]), body])
        .filter(([length]) => length);
      found.sort((a, b) => b[0] - a[0]);
      return found.length && found[0][0] > (found[1] ? found[1][0] : 0) ? found[0][1] : null;
    }

    /* The body whose name, or field, is all that was typed. */
    called(folded) {
      const found = (this.data.bodies || []).filter(([, , words]) => words.includes(folded));
      return found.length ? found.map(([address, name]) => page(address, name, "部门")) : null;
    }

    /* Whom a telephone number reaches, and what tells of it. */
    phone(folded) {
      const bodies = (this.data.bodies || []).filter(([, , , phones]) => phones.includes(folded));
      const places = (this.data.dialled || {})[folded] || [];
      const found = [
        ...bodies.map(([address, name]) => page(address, name, "部门")),
        ...places.map((place) => sureOf(this.sense.pages[place])),
      ];
      return found.length ? found : null;
    }

    /* The body whose name was typed in letters. */
    spelled(typed) {
      const letters = this.sense.folded(typed).replace(/ /g, "");
      const found = (this.data.bodies || []).filter((body) => body[4].includes(letters));
      return found.map(([address, name]) => page(address, name, "部门"));
    }

    numbered(folded) {
      const found = this.data.sources.filter(
        ([, , , number]) => number && folded.includes(number.replace(/号$/, "")),
      );
      if (!found.length) return null;
      found.sort((a, b) => b[3].length - a[3].length);
      if (found.length > 1) return found.map((source) => this.source(source));
      return this.withResting(found[0], folded);
    }

    article(folded) {
      const said = ARTICLE.exec(folded);
      if (!said) return null;
      const label = `第${/^[0-9]/.test(said[1]) ? inWords(Number(said[1])) : said[1]}条`;
      const source = this.sourceIn(folded, label);
      if (!source) return null;
      const [, , , , , resting, shown] = source;
      const entries = (resting[label] || []).map((place) => this.entry(place));
      return [this.source(source, shown.includes(label) ? label : ""), ...entries];
    }

    /* A row of a list that is named; of every list where only “负面清单” is said. */
    row(folded) {
      const list = this.longest(this.data.lists, 0, folded);
      const said = ROWS.map((row) => row.exec(folded)).find(Boolean);
      if (!said || !LISTED.test(folded)) return null;
      const of = list ? [list] : folded.includes("负面清单") ? this.data.lists : [];
      const number = said[1];
      const serial = /^[0-9]/.test(number) ? number : String(inNumbers(number));
      const places = [].concat(...of.map(([, rows]) => rows[serial] || []));
      return places.length ? [...new Set(places)].map((place) => this.entry(place)) : null;
    }

    /* A law that is named, with what rests on it. */
    named(folded) {
      const source = this.sourceIn(folded);
      if (!source) return null;
      const name = source[2].filter((known) => folded.includes(known)).sort(longer)[0];
      const rest = folded.replace(name, "");
      return this.sense.saysNothing(rest) ? [this.source(source)] : this.withResting(source, rest);
    }

    /* A source, and of the entries that rest on it those that a question speaks for, best first. */
    withResting(source, asked) {
      const scores = this.sense.scores(asked, this.sense.all || this.sense.first);
      const places = new Set([].concat(...Object.values(source[5])));
      const speaksFor = (place) => scores.get(place + 1) || 0;
      const resting = [...places].filter((place) => speaksFor(place) > 0);
      resting.sort((a, b) => speaksFor(b) - speaksFor(a) || a - b);
      return [
        this.source(source),
        ...resting.slice(0, MOST_RESTING).map((place) => this.entry(place)),
      ];
    }

    /* What holds comes before what has ended, and what has a text of an article before what has not. */
    sourceIn(folded, label = "") {
      const sources = this.data.sources
        .slice()
        .sort((a, b) => b[6].includes(label) - a[6].includes(label) || b[4] - a[4]);
      return this.longest(sources, 2, folded);
    }

    /* Which of some has the longest name that stands in a text; the first of equals. */
    longest(some, at, folded) {
      let best = null;
      let size = 0;
      for (const one of some)
        for (const name of one[at])
          if (name.length > size && folded.includes(name)) {
            best = one;
            size = name.length;
          }
      return best;
    }

    source([address, title], label = "") {
      return page(`${address}${label && `#${label}`}`, label ? `${title}${label}` : title, "文件");
    }

    entry(place) {
      return { entry: this.sense.entries[place], score: 1, text: null, sure: true };
    }
  }

  function page(address, title, word) {
    return sureOf({ address, title, word });
  }

  function sureOf(page) {
    return { page, score: 1, text: null, sure: true };
  }

  function longer(a, b) {
    return b.length - a.length;
  }

  /* 183 → 一百八十三, as articles are counted. */
  function inWords(number) {
    let words = "";
    [...String(number)].forEach((digit, i, all) => {
      const unit = UNITS[all.length - 1 - i];
      if (digit !== "0") words += DIGITS[digit] + unit;
      else if (!words.endsWith("零")) words += "零";
    });
    return words.replace(/零$/, "").replace(/^一十/, "十");
  }

  function inNumbers(words) {
    for (let number = 1; number < 100; number += 1) if (inWords(number) === words) return number;
    return 0;
  }

  globalThis.catalogueSearch = { ...globalThis.catalogueSearch, Lookups };
})();
