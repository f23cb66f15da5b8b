/* An index in parts, for catalogues too large to hand over whole; generator/search/parts.py cuts it. */
(() => {
  "use strict";

  const MOST_FETCHED = 24; // entries whose texts an index in parts loads for one query
  const MOST_HOMES = 3; // files in which a question is looked for at once
  const MOST_AT_HOME = 40; // entries of these that are ranked
  const SHORT = 3; // characters; a longer question that no name is like is looked for no further
  const CHINESE = /[\u3400-\u9fff]/;
  const KEYS = 2 ** 18;
  const LEVEL = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  const FIRST = 0x5d;
  const TITLE = 2; // where these stand in an entry of the index
  const TEXTS = 7;

  /* An index in parts: it loads what a query needs, then ranks the candidates as a small index. */
  class PartedIndex {
    constructor(data, fetchPart) {
      this.language = new globalThis.catalogueSearch.Language(data);
      this.data = data;
      this.fetched = new Map();
      this.fetchPart = fetchPart;
      this.known = unpacked(data.known);
    }

    fetch(name) {
      if (!this.fetched.has(name)) {
        const coming = this.fetchPart(name);
        coming.catch(() => this.fetched.delete(name)); // another try may find the network again
        this.fetched.set(name, coming);
      }
      return this.fetched.get(name);
    }

    async search(typed) {
      const folded = this.language.fold(typed);
      if (CHINESE.test(folded)) {
        const near = await this.atHome(folded, typed);
        if (near.length || folded.length > SHORT) return near;
      }
      const places = await this.candidates(folded);
      const chunks = [...new Set(places.map((place) => Math.floor(place / this.data.chunk)))];
      const loaded = new Map();
      await Promise.all(
        chunks.map(async (number) =>
          loaded.set(number, await this.fetch(`search/chunk-${number}.js`)),
        ),
      );
      const entries = places.map((place) => {
        const chunk = loaded.get(Math.floor(place / this.data.chunk));
        const [order, entry] = chunk[place % this.data.chunk];
        if (!Array.isArray(entry)) return entry;
        const ready = this.language.entry(entry, order);
        chunk[place % this.data.chunk][1] = ready; // the next search finds it ready
        return ready;
      });
      return this.among(entries, typed);
    }

    among(entries, typed) {
      entries.sort((a, b) => a.place - b.place);
      return new globalThis.catalogueSearch.Index(
        { entries },
        this.language,
        this.data.total,
      ).search(typed);
    }

    /* What the homes of the rarest sounds of a question hold that is like it. */
    async atHome(folded, typed) {
      const common = new Map();
      for (const [{ sounds }] of this.language.readingsOf(folded))
        for (const pair of pairs(sounds)) {
          const key = fnv(pair);
          if (!this.known.has(key % KEYS)) continue;
          const home = key % this.data.homes;
          const level = this.known.get(key % KEYS);
          common.set(home, common.has(home) ? Math.min(level, common.get(home)) : level);
        }
      const rarest = [...common].sort((a, b) => a[1] - b[1] || a[0] - b[0]).slice(0, MOST_HOMES);
      const filled = await Promise.all(
        rarest.map(([home]) => this.fetch(`search/home-${home}.js`)),
      );
      const rows = new Map([].concat(...filled).map((row) => [row[0], row]));
      const asked = pairs([...folded]).map((pair) => pair.replace(" ", ""));
      const alike = [...rows.values()].map((row) => {
        const names = row[1][TEXTS].map(([, text]) => text).join(" ") + row[1][TITLE];
        return [asked.filter((pair) => names.includes(pair)).length, row];
      });
      alike.sort((a, b) => b[0] - a[0] || a[1][0] - b[1][0]);
      const entries = alike
        .slice(0, MOST_AT_HOME)
        .map(([, [order, entry]]) => this.language.entry(entry, order));
      return this.among(entries, typed);
    }

    /* Places of the entries that share the rarest pieces with what was typed. */
    async candidates(folded) {
      const number = this.language.numberIn(folded);
      const wanted = new Set(number ? [`#${number}`] : []);
      for (const [query] of this.language.readingsOf(folded)) {
        const initials = query.latin ? pairs([...query.folded].map((letter) => `^${letter}`)) : [];
        for (const piece of [
          ...query.tokens,
          ...pairs(query.tokens),
          ...query.sounds,
          ...pairs(query.sounds),
          ...initials,
        ]) {
          wanted.add(piece);
        }
      }
      const scores = new Map();
      await Promise.all(
        [...wanted].map(async (piece) => {
          const [owners, ...places] = (await this.fetch(this.partWith(piece)))[piece] || [0];
          const weight = Math.log(1 + this.data.total / (owners || 1));
          for (const place of places) scores.set(place, (scores.get(place) || 0) + weight);
        }),
      );
      return [...scores]
        .sort((a, b) => b[1] - a[1] || a[0] - b[0])
        .slice(0, MOST_FETCHED)
        .map(([place]) => place);
    }

    /* What begins with the same sound is in one part. */
    partWith(piece) {
      const [first] = piece.split(" ");
      return `search/part-${partOf(this.language.readings.get(first) || first, this.data.parts)}.js`;
    }
  }

  /* Which part holds what begins with a sound, as generator/search/parts.py has it. */
  function partOf(sound, count) {
    return fnv(sound) % count;
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
