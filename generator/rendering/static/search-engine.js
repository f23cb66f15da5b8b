/* Finding entries by what people type: characters, pinyin, initials, Traditional forms, numbers.
   No page, no network: data in, ranked entries out. The index is made by generator/search. */
(() => {
  "use strict";

  const CODE = /^(zm|sx|yz|fd|jf)0*(\d+)$/;
  const TOKEN = /[a-z0-9]+|[^]/gu;
  const MOST_CANDIDATES = 150;
  const MOST_FETCHED = 24; // entries whose texts an index in parts loads for one query
  const SAME = 40; // scores closer than one in so many count as equal: the catalogue's order decides
  const LEAST_COVERED = 0.15; // of what was typed; below it a text is not compared further
  const LEAST_SCORE = 0.2;
  const LEAST_SHARE = 0.45; // of the best score; what is further off only distracts
  // What each kind of agreement between what was typed and a text is worth, best first.
  const EQUAL = 1;
  const PREFIX = 0.9;
  const INSIDE = 0.82;
  const AROUND = 0.72; // the text stands inside what was typed
  const PIECES = 0.66; // pairs and single characters in common
  const TOGETHER = 0.3; // for what stands in any of an entry's texts, beside the best single text
  const BY_SOUND = 0.8; // times the above, for the same sound in other characters

  /* How characters are read and written: what typing and texts are turned into. */
  class Language {
    constructor(data) {
      this.readings = new Map();
      for (const [syllable, characters] of Object.entries(data.readings)) {
        for (const character of characters) this.readings.set(character, syllable);
      }
      this.syllables = new Set(Object.keys(data.readings));
      this.variants = new Map();
      const pairs = [...data.variants];
      for (let i = 0; i < pairs.length; i += 2) this.variants.set(pairs[i], pairs[i + 1]);
      this.questionWords = data.question_words;
    }

    text(owner, weight, shown, unusual) {
      const folded = this.fold(shown);
      const tokens = folded.match(TOKEN) || [];
      const sounds = tokens.map((token) => this.readings.get(token) || token);
      for (const [, place, syllable] of (unusual || "").matchAll(/(\d+)([a-z]+)/g)) sounds[place] = syllable;
      return {
        owner, weight, shown, folded, tokens, sounds,
        spelled: sounds.join(""),
        initials: sounds.map((sound) => sound[0]).join(""),
      };
    }

    /* One form for all the ways a word can be typed. */
    fold(text) {
      let folded = "";
      for (const character of text.normalize("NFKC").toLowerCase()) {
        if (/[\p{L}\p{N}]/u.test(character)) folded += this.variants.get(character) || character;
      }
      return folded;
    }

    /* What was typed, as it stands and without the words of asking. */
    *readingsOf(folded) {
      const whole = this.query(folded);
      yield [whole, 1];
      let bare = folded;
      for (const word of this.questionWords) bare = bare.split(word).join("");
      if (bare && bare !== folded) yield [this.query(bare), 0.98];
      if (whole.latin) {
        let plain = folded;
        for (const word of this.questionWords) {
          if ([...word].length < 2) continue; // one syllable may be part of any word
          plain = plain.split(this.spell(word)).join("");
        }
        if (plain.length > 1 && plain !== folded) yield [this.query(plain), 0.97];
      }
    }

    spell(word) {
      return [...word].map((character) => this.readings.get(character) || character).join("");
    }

    query(folded) {
      const latin = /^[a-z]+$/.test(folded);
      const tokens = folded.match(TOKEN) || [];
      const sounds = tokens.flatMap((token) =>
        /^[a-z]+$/.test(token) ? this.syllablesOf(token) || [token] : [this.readings.get(token) || token]);
      return { folded, latin, tokens, sounds };
    }

    /* Cut letters into syllables, the last one perhaps unfinished or initials only; null if they are none. */
    syllablesOf(letters) {
      const ways = [[]];
      for (let end = 1; end <= letters.length; end += 1) {
        ways[end] = null;
        for (let size = Math.min(6, end); size > 0; size -= 1) {
          const part = letters.slice(end - size, end);
          const before = ways[end - size];
          if (before && this.syllables.has(part) && (!ways[end] || before.length + 1 < ways[end].length)) {
            ways[end] = [...before, part];
          }
        }
      }
      if (ways[letters.length]) return ways[letters.length];
      for (let end = letters.length - 1; end > letters.length - 6 && end > 0; end -= 1) {
        const rest = letters.slice(end);
        if (!ways[end]) continue;
        if (ways[end].length > 1 || [...this.syllables].some((syllable) => syllable.startsWith(rest))) return ways[end];
      }
      return null;
    }
  }

  /* An index ready to be asked. Weights may come from a larger catalogue than its entries. */
  class Index {
    constructor(data, language = new Language(data), total = data.entries.length) {
      this.language = language;
      this.entries = data.entries.map(([id, slug, title, decision, word, summary, goTo], place) => ({
        id, slug, title, decision, word, summary, goTo, place,
      }));
      this.texts = data.entries.flatMap((entry, owner) =>
        entry[7].map(([weight, text, unusual]) => {
          const shown = typeof text === "number" ? [entry[5], entry[2]][text] : text;
          return language.text(owner, weight / 100, shown, unusual);
        }));
      this.textsOf = this.entries.map(() => []);
      for (const text of this.texts) this.textsOf[text.owner].push(text);
      this.together = new Map();
      this.byCharacter = postings(this.texts, (text) => text.tokens);
      this.bySound = postings(this.texts, (text) => text.sounds);
      this.characterWeight = rarity(this.byCharacter, this.texts, total);
      this.soundWeight = rarity(this.bySound, this.texts, total);
    }

    /* Return [{entry, score, text}] for what was typed, best first. */
    search(typed) {
      const folded = this.language.fold(typed);
      if (!folded) return [];
      const code = CODE.exec(folded);
      if (code) {
        const number = `${code[1].toUpperCase()}-${code[2].padStart(3, "0")}`;
        const entry = this.entries.find((candidate) => candidate.id === number);
        if (entry) return [{ entry, score: 2, text: null }];
      }
      const best = new Map();
      for (const [query, share] of this.language.readingsOf(folded)) {
        const together = new Map();
        for (const text of this.candidates(query)) {
          if (!together.has(text.owner)) together.set(text.owner, this.agreementOfAll(query, text.owner));
          const score = (this.agreement(query, text) * text.weight + TOGETHER * together.get(text.owner)) * share;
          const before = best.get(text.owner);
          if (!before || score > before.score) {
            best.set(text.owner, { entry: this.entries[text.owner], score, text });
          }
        }
      }
      const top = Math.max(0, ...[...best.values()].map((found) => found.score));
      return [...best.values()]
        .filter((found) => found.score >= Math.max(LEAST_SCORE, LEAST_SHARE * top))
        .sort((a, b) => Math.round(b.score * SAME) - Math.round(a.score * SAME) || a.entry.place - b.entry.place);
    }

    /* The texts worth looking at closely. */
    candidates(query) {
      const hits = new Map();
      const count = (lists, weights, tokens) => {
        for (const part of new Set([...tokens, ...pairs(tokens)])) {
          for (const index of lists.get(part) || []) {
            hits.set(index, (hits.get(index) || 0) + weights.get(part));
          }
        }
      };
      if (!query.latin) count(this.byCharacter, this.characterWeight, query.tokens);
      count(this.bySound, this.soundWeight, query.sounds);
      const found = this.best([...hits]).map(([index]) => this.texts[index]);
      if (!query.latin) return found;
      const spelled = this.texts.filter((text) =>
        text.spelled.includes(query.folded) || (query.folded.length > 1 && text.initials.includes(query.folded)));
      return [...new Set([...spelled, ...found])];
    }

    /* The most promising texts; of those that are just as good, one of each entry before a second of any. */
    best(hits) {
      hits.sort((a, b) => b[1] - a[1]);
      if (hits.length <= MOST_CANDIDATES) return hits;
      const least = hits[MOST_CANDIDATES - 1][1];
      const turns = new Map();
      const tied = hits.filter((hit) => hit[1] === least).map(([index]) => {
        const { owner } = this.texts[index];
        turns.set(owner, (turns.get(owner) || 0) + 1);
        return [index, turns.get(owner)];
      });
      tied.sort((a, b) => a[1] - b[1]);
      return [...hits.filter((hit) => hit[1] > least), ...tied].slice(0, MOST_CANDIDATES);
    }

    /* How much of what was typed stands somewhere in an entry, in whichever of its texts. */
    agreementOfAll(query, owner) {
      const which = query.latin ? "sounds" : "tokens";
      const weights = query.latin ? this.soundWeight : this.characterWeight;
      const key = `${which} ${owner}`;
      if (!this.together.has(key)) {
        const all = { singles: new Set(), pairs: new Set() };
        for (const text of this.textsOf[owner]) {
          for (const token of text[which]) all.singles.add(token);
          for (const pair of pairs(text[which])) all.pairs.add(pair);
        }
        this.together.set(key, all);
      }
      const { singles, pairs: neighbours } = this.together.get(key);
      const typed = query[which];
      const alone = shareWithin(typed, singles, weights);
      return typed.length < 2 ? alone : 0.3 * alone + 0.7 * shareWithin(pairs(typed), neighbours, weights);
    }

    agreement(query, text) {
      if (query.latin) {
        return Math.max(
          0.98 * closeness(query.folded, text.spelled),
          query.folded.length > 1 ? 0.92 * closeness(query.folded, text.initials, true) : 0,
          BY_SOUND * pieces(query.sounds, text, "sounds", this.soundWeight),
        );
      }
      const direct = closeness(query.folded, text.folded);
      if (direct >= INSIDE) return direct;
      return Math.max(
        direct,
        pieces(query.tokens, text, "tokens", this.characterWeight),
        BY_SOUND * Math.max(
          closeness(query.sounds.join(" "), text.sounds.join(" ")),
          pieces(query.sounds, text, "sounds", this.soundWeight),
        ),
      );
    }
  }

  /* An index in parts: it loads what a query needs, then ranks the candidates as a small index. */
  class PartedIndex {
    constructor(data, fetchPart) {
      this.language = new Language(data);
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
      const code = CODE.exec(folded);
      const places = code ? [] : await this.candidates(folded);
      const chunks = [...new Set(places.map((place) => Math.floor(place / this.data.chunk)))];
      const loaded = new Map();
      await Promise.all(chunks.map(async (number) => loaded.set(number, await this.fetch(`search/chunk-${number}.js`))));
      const entries = places.map((place) => loaded.get(Math.floor(place / this.data.chunk))[place % this.data.chunk]);
      return new Index({ entries }, this.language, this.data.total).search(typed);
    }

    /* Places of the entries that share the rarest pieces with what was typed. */
    async candidates(folded) {
      const wanted = new Set();
      for (const [query] of this.language.readingsOf(folded)) {
        const initials = query.latin ? pairs([...query.folded].map((letter) => `^${letter}`)) : [];
        for (const piece of [...query.tokens, ...pairs(query.tokens), ...query.sounds, ...pairs(query.sounds), ...initials]) {
          wanted.add(piece);
        }
      }
      const scores = new Map();
      await Promise.all([...wanted].map(async (piece) => {
        const [owners, ...places] = (await this.fetch(`search/part-${partOf(piece, this.data.parts)}.js`))[piece] || [0];
        const weight = Math.log(1 + this.data.total / (owners || 1));
        for (const place of places) scores.set(place, (scores.get(place) || 0) + weight);
      }));
      return [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, MOST_FETCHED).map(([place]) => place).sort((a, b) => a - b);
    }
  }

  /* Which part holds a piece: FNV-1a, as generator/search/parts.py has it. */
  function partOf(piece, count) {
    let value = 0x811c9dc5;
    for (let i = 0; i < piece.length; i += 1) value = Math.imul(value ^ piece.charCodeAt(i), 0x01000193) >>> 0;
    return value % count;
  }

  /* How close two strings are when one is, begins or lies in the other. */
  function closeness(typed, text, onlyWithin = false) {
    if (typed === text) return EQUAL;
    const share = Math.min(typed.length, text.length) / Math.max(typed.length, text.length);
    if (text.startsWith(typed)) return PREFIX + 0.08 * share;
    if (text.includes(typed)) return INSIDE + 0.07 * share;
    if (!onlyWithin && text.length > 1 && typed.includes(text)) return AROUND * (0.35 + 0.65 * share);
    return 0;
  }

  /* What two texts have in common, rare pieces counting more; in order counts more than not. */
  function pieces(typed, owner, which, weights) {
    const text = owner[which];
    const known = (owner.known ??= {})[which] ??= { singles: new Set(text), pairs: new Set(pairs(text)) };
    const covered = shareWithin(typed, known.singles, weights);
    if (covered < LEAST_COVERED) return 0;
    const typedPairs = pairs(typed);
    const adjacent = typedPairs.length ? shareWithin(typedPairs, known.pairs, weights) : covered;
    const precise = shareWithin(text, new Set(typed), weights);
    const ordered = longestCommon(typed, text, weights) / total(typed, weights);
    const dropped = ordered > 0.999 && text.length - typed.length === 1 && text[0] === typed[0];
    const score = 0.28 * covered + 0.22 * adjacent + 0.2 * precise + 0.3 * ordered;
    return dropped ? Math.max(PIECES * score, INSIDE * 0.97) : score * PIECES * 1.12;
  }

  /* Which share of the parts, by weight, is among the others. */
  function shareWithin(parts, others, weights) {
    let common = 0;
    let all = 0;
    for (const part of parts) {
      const weight = weights.get(part) ?? weights.unknown;
      all += weight;
      if (others.has(part)) common += weight;
    }
    return all ? common / all : 0;
  }

  function total(tokens, weights) {
    return tokens.reduce((sum, token) => sum + (weights.get(token) ?? weights.unknown), 0) || 1;
  }

  /* The weight of the heaviest common subsequence. */
  function longestCommon(a, b, weights) {
    let row = new Array(b.length + 1).fill(0);
    let next = new Array(b.length + 1).fill(0);
    for (const token of a) {
      const weight = weights.get(token) ?? weights.unknown;
      for (let j = 1; j <= b.length; j += 1) {
        next[j] = token === b[j - 1] ? row[j - 1] + weight : Math.max(row[j], next[j - 1]);
      }
      [row, next] = [next, row];
    }
    return row[b.length];
  }

  function pairs(tokens) {
    const found = [];
    for (let i = 1; i < tokens.length; i += 1) found.push(`${tokens[i - 1]} ${tokens[i]}`);
    return found;
  }

  /* For each token and pair of neighbours, the texts that hold it. */
  function postings(texts, partsOf) {
    const lists = new Map();
    texts.forEach((text, index) => {
      const parts = partsOf(text);
      for (const part of new Set([...parts, ...pairs(parts)])) {
        const list = lists.get(part);
        if (list) list.push(index);
        else lists.set(part, [index]);
      }
    });
    return lists;
  }

  /* Inverse document frequency, counted in entries, so that 证明 weighs little and 犬 much. */
  function rarity(lists, texts, entries) {
    const weights = new Map();
    for (const [part, list] of lists) {
      const owners = new Set(list.map((index) => texts[index].owner)).size;
      weights.set(part, Math.log(1 + entries / owners));
    }
    weights.unknown = Math.log(1 + entries);
    return weights;
  }

  globalThis.catalogueSearch = { Index, PartedIndex };
})();
