/* How people write: characters, pinyin, Traditional forms, and the words that do not say what a question is about. */
(() => {
  "use strict";

  const CODE = /^([a-z]{2})0*(\d+)$/; // two letters, as every kind of entries has them
  const TOKEN = /[a-z0-9]+|./gsu;
  const NO_LETTER = /[^\p{L}\p{N}]+/gu;
  const MOST_TOKENS = 2 ** 15;

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
      this.generic = this.pattern(data, (word) => word);
      this.genericInitials = new Set(
        [...data.question_words, ...data.generic_words].map((word) => this.initials(word)),
      );
      this.genericSpelled = this.pattern(data, (word) =>
        [...word].length > 1 ? this.spell(word) : "",
      );
      this.numbers = new Map();
    }

    entry([id, slug, title, decision, word, summary, goTo, texts], place) {
      const entry = { id, slug, title, decision, word, summary, goTo, place };
      entry.texts = texts.map(([weight, text, unusual]) =>
        this.text(
          entry,
          weight / 100,
          typeof text === "number" ? [summary, title][text] : text,
          unusual,
        ),
      );
      return entry;
    }

    text(entry, weight, shown, unusual) {
      const folded = this.fold(shown);
      const tokens = folded.match(TOKEN) || [];
      const sounds = tokens.map((token) => this.readings.get(token) || token);
      if (unusual)
        for (const [, place, syllable] of unusual.matchAll(/(\d+)([a-z]+)/g))
          sounds[place] = syllable;
      return {
        entry,
        weight,
        shown,
        folded,
        sounded: sounds.join(" "),
        spelled: sounds.join(""),
        initials: sounds.map((sound) => sound[0]).join(""),
        characters: this.parts(tokens),
        syllables: this.parts(sounds),
      };
    }

    /* Tokens and pairs of neighbours as numbers, which compare faster than texts. */
    parts(tokens) {
      const singles = tokens.map((token) => this.number(token));
      const pairs = [];
      for (let i = 1; i < singles.length; i += 1)
        pairs.push(singles[i - 1] * MOST_TOKENS + singles[i]);
      return { singles, pairs };
    }

    number(token) {
      let number = this.numbers.get(token);
      if (!number) {
        number = 1 + (this.numbers.size % (MOST_TOKENS - 1));
        this.numbers.set(token, number);
      }
      return number;
    }

    /* One form for all the ways a word can be typed. */
    fold(text) {
      let folded = "";
      for (const character of text.normalize("NFKC").toLowerCase().replace(NO_LETTER, "")) {
        folded += this.variants.get(character) || character;
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

    /* Finds the words that do not say what a question is about, the longest first. */
    pattern({ question_words: asking, generic_words: generic, amounts }, written) {
      const words = [...asking, ...generic]
        .map(written)
        .filter(Boolean)
        .sort((a, b) => b.length - a.length);
      return new RegExp([amounts, ...words].join("|"), "g");
    }

    /* What a question is about: the runs of it that are left without those words. */
    content({ folded, latin }) {
      if (latin && this.genericInitials.has(folded)) return [];
      return folded
        .split(latin ? this.genericSpelled : this.generic)
        .filter(Boolean)
        .map((run) => this.query(run));
    }

    /* Whether nothing in what was typed says what the question is about. */
    saysNothing(typed) {
      return !this.content(this.query(this.fold(typed))).length;
    }

    initials(word) {
      return [...word].map((character) => this.spell(character)[0]).join("");
    }

    spell(word) {
      return [...word].map((character) => this.readings.get(character) || character).join("");
    }

    /* The number of an entry, as it is written, if one was typed. */
    numberIn(folded) {
      const code = CODE.exec(folded);
      return code && `${code[1].toUpperCase()}-${code[2].padStart(3, "0")}`;
    }

    query(folded) {
      const latin = /^[a-z]+$/.test(folded);
      const tokens = folded.match(TOKEN) || [];
      const sounds = tokens.flatMap((token) =>
        /^[a-z]+$/.test(token)
          ? this.syllablesOf(token) || [token]
          : [this.readings.get(token) || token],
      );
      return {
        folded,
        latin,
        tokens,
        sounds,
        characters: this.parts(tokens),
        syllables: this.parts(sounds),
      };
    }

    /* Cut letters into syllables, the last one perhaps unfinished or initials only; null if they are none. */
    syllablesOf(letters) {
      const ways = [[]];
      for (let end = 1; end <= letters.length; end += 1) {
        ways[end] = null;
        for (let size = Math.min(6, end); size > 0; size -= 1) {
          const part = letters.slice(end - size, end);
          const before = ways[end - size];
          if (
            before &&
            this.syllables.has(part) &&
            (!ways[end] || before.length + 1 < ways[end].length)
          ) {
            ways[end] = [...before, part];
          }
        }
      }
      if (ways[letters.length]) return ways[letters.length];
      for (let end = letters.length - 1; end > letters.length - 6 && end > 0; end -= 1) {
        const rest = letters.slice(end);
        if (!ways[end]) continue;
        if (
          ways[end].length > 1 ||
          [...this.syllables].some((syllable) => syllable.startsWith(rest))
        )
          return ways[end];
      }
      return null;
    }
  }

  globalThis.catalogueSearch = { ...globalThis.catalogueSearch, Language };
})();
