/* An index in parts, for catalogues too large to hand over whole; generator/search/parts.py cuts it. */
(() => {
  "use strict";

  const MOST_FILES = 3; // that one question asks for
  const MOST_AT_HOME = 60; // entries of the homes that are ranked
  const MOST_PARTS = 2; // files that tell which chunks hold what no name is like
  const SHORT = 3; // characters; what is longer and stands in names is looked for at home alone
  const LONG = 8; // characters; only up to these is a question looked for in what is said of entries
  const BEGUN = 3; // first letters by which a name is found that is only begun
  const CHINESE = /[\u3400-\u9fff]/;
  const KEYS = 2 ** 18;
  const LEVEL = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  const FIRST = 0x5d;
  /* An index in parts: it loads what a query needs, then ranks the candidates as a small index. */
  class PartedIndex {
    constructor(data, fetchPart) {
      this.language = new globalThis.catalogueSearch.Language(data);
      this.data = data;
      this.fetched = new Map();
      this.fetchPart = fetchPart;
      this.known = unpacked(data.known);
      this.words = globalThis.catalogueSearch.spoken(data.words);
      this.wordPattern = globalThis.catalogueSearch.anyOf(this.words.keys());
    }

    async fetch(name, settled) {
      if (!this.fetched.has(name)) await settled();
      if (!this.fetched.has(name)) {
        const coming = this.fetchPart(name);
        coming.catch(() => this.fetched.delete(name)); // another try may find the network again
        this.fetched.set(name, coming);
      }
      return this.fetched.get(name);
    }

    /* settled: waits until typing has stopped, and throws if it has not. */
    async search(typed, settled = async () => {}) {
      const folded = this.understood(typed);
      const beside = this.beside(folded);
      const isShort = folded.length <= SHORT;
      const homes = this.homes(folded).slice(0, beside.length || isShort ? 1 : MOST_FILES);
      const near = await this.atHome(folded, homes, settled);
      if (!beside.length) {
        const found = this.among(near, folded);
        if (found.length || homes.length > 1 || (CHINESE.test(folded) && !isShort)) return found;
      }
      const pieces = beside.length ? beside : this.pieces(folded);
      const others = await this.inChunks(pieces, homes.length, settled);
      return this.among([...near, ...others], folded);
    }

    /* What was typed in one form; words that no name has become the catalogue's own. */
    understood(typed) {
      const folded = this.language.fold(typed);
      return folded.replace(this.wordPattern, (said) =>
        this.isInNames(said) ? said : this.words.get(said),
      );
    }

    /* Whether names have all the pairs of sounds of a word. */
    isInNames(word) {
      const every = pairs(this.language.query(word).sounds);
      return every.length > 0 && every.every((pair) => this.known.has(fnv(pair) % KEYS));
    }

    among(entries, typed) {
      const each = [...new Map(entries.map((entry) => [entry.id, entry])).values()];
      each.sort((a, b) => a.place - b.place);
      return new globalThis.catalogueSearch.Index(
        { entries: each },
        this.language,
        this.data.total,
      ).search(typed);
    }

    /* The homes of the sounds of a question that stand beside each other in names, the rarest first. */
    homes(folded) {
      const common = new Map();
      for (const [{ sounds }] of this.language.readingsOf(folded))
        for (const pair of pairs(sounds)) {
          const key = fnv(pair);
          if (!this.known.has(key % KEYS)) continue;
          const home = key % this.data.homes;
          const level = this.known.get(key % KEYS);
          common.set(home, common.has(home) ? Math.min(level, common.get(home)) : level);
        }
      const rarest = [...common].sort((a, b) => a[1] - b[1] || a[0] - b[0]);
      return rarest.map(([home]) => home);
    }

    /* The entries in some homes that are most like a question, with their names that are at home there. */
    async atHome(folded, homes, settled) {
      const files = homes.map((home) => `search/names-${home}.js`);
      const filled = await Promise.all(files.map((file) => this.fetch(file, settled)));
      const rows = new Map();
      for (const row of [].concat(...filled)) {
        const [order, , , , , , , names] = row;
        if (!rows.has(order)) rows.set(order, [row, new Map()]);
        const [, known] = rows.get(order);
        for (const name of names) known.set(name.join(), name);
      }
      const asked = pairs([...folded]).map((pair) => pair.replace(" ", ""));
      const alike = [...rows.values()].map(([row, names]) => {
        const said = [...names.keys(), row[3]].join(" ");
        return [asked.filter((pair) => said.includes(pair)).length, row, [...names.values()]];
      });
      alike.sort((a, b) => b[0] - a[0] || a[1][0] - b[1][0]);
      const most = CHINESE.test(folded) ? MOST_AT_HOME : alike.length; // letters tell nothing yet
      return alike.slice(0, most).map(([, row, names]) => {
        const [order, id, address, title, verdict, summary, goTo] = row;
        const [decision, word] = this.data.verdicts[verdict];
        return this.language.entry(
          [id, address || id.toLowerCase(), title, decision, word, summary, goTo, names],
          order,
        );
      });
    }

    /* The pairs of sounds of a question that no name has, each of other characters, if they are a third of
       a question of middle length: it is about what is said of entries. */
    beside(folded) {
      if (!CHINESE.test(folded) || folded.length <= SHORT || folded.length > LONG) return [];
      const { sounds } = this.language.query(folded);
      const every = pairs(sounds);
      const other = every.filter((pair) => !this.known.has(fnv(pair) % KEYS));
      return other.length * 3 < every.length ? [] : other;
    }

    /* The pieces by which a short question, letters or a number are looked for. */
    pieces(folded) {
      const number = this.language.numberIn(folded);
      if (number) return [`#${number}`];
      const { latin, tokens } = this.language.query(folded);
      return latin ? [`=${folded}`, `^${folded.slice(0, BEGUN)}`] : tokens;
    }

    /* The entries in the chunks that hold most of what has some pieces, where so many files were asked for. */
    async inChunks(pieces, asked, settled) {
      const files = [...new Set(pieces.map((piece) => this.partWith(piece)))].slice(
        0,
        MOST_PARTS - asked,
      );
      const scores = new Map();
      for (const part of await Promise.all(files.map((file) => this.fetch(file, settled))))
        for (const piece of pieces) {
          const [owners, ...places] = part[piece] || [0];
          const weight = Math.log(1 + this.data.total / (owners || 1));
          for (const place of places) scores.set(place, (scores.get(place) || 0) + weight);
        }
      const best = Math.max(...scores.values());
      const chunks = new Map();
      for (const [place, score] of scores) {
        if (score < best / 2) continue;
        const chunk = Math.floor(place / this.data.chunk);
        chunks.set(chunk, Math.max(chunks.get(chunk) || 0, score));
      }
      const wanted = [...chunks].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
      const loaded = await Promise.all(
        wanted
          .slice(0, MOST_FILES - asked - files.length)
          .map(([chunk]) => this.fetch(`search/chunk-${chunk}.js`, settled)),
      );
      return [].concat(...loaded).map(([order, entry]) => this.language.entry(entry, order));
    }

    partWith(piece) {
      return `search/pieces-${partOf(piece, this.data.parts)}.js`;
    }
  }

  /* Which part holds a piece, as generator/search/pieces.py has it. */
  function partOf(piece, count) {
    return fnv(piece) % count;
  }

  /* FNV-1a (32 bit) over UTF-16 units. */
  function fnv(text) {
    let value = 0x811c9dc5;
    for (let i = 0; i < text.length; i += 1)
      value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
    return value;
  }

  /* The streams of generator/search/homes.py: how common each pair of sounds is. */
  function unpacked({ high, low, levels }) {
    const known = new Map();
    let key = 0;
    for (let i = 0; i < low.length; i += 1) {
      key += (high.charCodeAt(i) - FIRST) * LEVEL.length + LEVEL.indexOf(low[i]);
      known.set(key, LEVEL.indexOf(levels[i]));
    }
    return known;
  }

  function pairs(tokens) {
    const found = [];
    for (let i = 1; i < tokens.length; i += 1) found.push(`${tokens[i - 1]} ${tokens[i]}`);
    return found;
  }

  globalThis.catalogueSearch = { ...globalThis.catalogueSearch, PartedIndex, partOf };
})();
