/* An index in parts, for catalogues too large to hand over whole; generator/search/parts.py cuts it. */
(() => {
  "use strict";

  const MOST_FETCHED = 24; // entries whose texts an index in parts loads for one query

  /* An index in parts: it loads what a query needs, then ranks the candidates as a small index. */
  class PartedIndex {
    constructor(data, fetchPart) {
      this.language = new globalThis.catalogueSearch.Language(data);
      this.data = data;
      this.fetched = new Map();
      this.fetchPart = fetchPart;
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
      entries.sort((a, b) => a.place - b.place);
      return new globalThis.catalogueSearch.Index({ entries }, this.language, this.data.total).search(typed);
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

  /* Which part holds what begins with a sound: FNV-1a, as generator/search/parts.py has it. */
  function partOf(sound, count) {
    let value = 0x811c9dc5;
    for (let i = 0; i < sound.length; i += 1)
      value = Math.imul(value ^ sound.charCodeAt(i), 0x01000193) >>> 0;
    return value % count;
  }

  function pairs(tokens) {
    const found = [];
    for (let i = 1; i < tokens.length; i += 1) found.push(`${tokens[i - 1]} ${tokens[i]}`);
    return found;
  }

  globalThis.catalogueSearch = { ...globalThis.catalogueSearch, PartedIndex, partOf };
})();
