/* Which index answers: questions in Chinese go to what was learned of them; letters, numbers and
   what was perhaps misspelt to the whole index, which is fetched only then. */
(() => {
  "use strict";

  const CHINESE = /[\u3400-\u9fff]/;
  const CITES = /[0-9０-９].*号|第.{1,7}[条项]|[条项]第|法|条例|规定|办法|通知|意见|清单|版/;
  const DIALLED = /^[0-9０-９]{3,}$/;
  const SPELLED = /^[a-zａ-ｚ '’]{3,}$/i; // nothing but letters
  const LETTERS = /[a-zａ-ｚ]{2,}/gi;
  const NAMING = 0.9; // the least weight of a text that may be what was meant by a misspelling
  const LEAST_SOUNDS = 3; // shorter words sound like too many others
  const LEAST_HELD = 4; // of a name that stands in a longer question
  const MOST_NEAR = 4; // places that an entry whose name stands in the question may have
  const KNOWN = 0.45; // the least score of what is told without all that was learned
  const BESIDE = 0.7; // of the best score; with more the second is asked for with all that was learned
  const LEAST_WRITTEN = 4; // of a name that may have one character wrong
  const LEAST_BEGUN = 3; // of a name whose last character was left out
  const MOST_NAMED = 8; // characters of a question that may be a name with one character wrong

  class Finder {
    /* sense: null where nothing was learned, of large catalogues that of pages alone; whole, lookups, rest:
       fetch the whole index, what is looked up by rule, and all that was learned. */
    constructor(sense, { whole, lookups, rest }) {
      this.sense = sense;
      this.whole = whole;
      this.lookups = lookups;
      this.rest = rest;
    }

    /* Return {found, saysNothing, body}: results, best first, whether what was typed fits everything, and where
       nothing answers the body whose field it is. settled: awaited before more is fetched; throws where nobody
       asks any more. */
    async search(typed, settled = async () => {}) {
      if (this.sense && DIALLED.test(typed)) {
        const dialled = (await this.lookups(settled)).search(typed);
        if (dialled.length) return { found: dialled, saysNothing: false };
      }
      if (this.sense && SPELLED.test(typed)) {
        const body = (await this.lookups(settled)).spelled(typed);
        if (body.length) return { found: body, saysNothing: false };
      }
      if (!this.sense || !CHINESE.test(typed)) return this.among(typed, settled);
      const letters = typed.match(LETTERS);
      if (letters && !this.sense.knows(letters, await this.rest(settled)))
        return this.among(typed, settled);
      const saysNothing = this.sense.saysNothing(typed);
      let learned = this.sense.search(typed);
      const ofEntries = this.sense.entries.length > 0;
      if (ofEntries && (!isClear(learned) || this.mayBeMisspelt(typed, this.sense.first))) {
        this.all = await this.rest(settled);
        learned = this.sense.searchAll(typed, this.all);
      }
      const isOpen = ofEntries && !(saysNothing || learned.some((one) => one.sure));
      if (isOpen || CITES.test(typed)) {
        const cited = (await this.lookups(settled)).search(typed);
        if (cited.length) return { found: cited, saysNothing: false };
      }
      if (!ofEntries) return this.amongPages(typed, learned, settled);
      // Words that fit every question may still ask about the catalogue itself.
      const found = saysNothing ? learned.filter(({ page }) => page && page.answer) : learned;
      const isSure = found.some((one) => one.sure);
      if (isSure && !this.mayBeMisspelt(typed)) return { found, saysNothing: false };
      const whole = await this.whole(settled);
      if (isSure) return { found: this.meant(typed, found, whole) || found, saysNothing: false };
      if (saysNothing) return { found: await whole.search(typed), saysNothing };
      const meant = this.meant(typed, found, whole) || this.sounding(typed, whole);
      if (meant) return { found: meant, saysNothing };
      return { found, saysNothing, body: (await this.lookups(settled)).body(typed) };
    }

    /* Whether a short question has two characters together that no text has: one may be a slip, and what
       it shares with a name it does not mean is no answer. */
    mayBeMisspelt(typed, features) {
      const characters = [...typed.replace(this.sense.genericPattern, " ")];
      return (
        characters.length <= MOST_NAMED &&
        characters.some((one, i) => {
          const pair = i > 0 ? characters[i - 1] + one : " ";
          return !pair.includes(" ") && !this.sense.knowsPair(pair, features);
        })
      );
    }

    /* The same where only pages were learned: danger, and what is well known, stands before entries. */
    async amongPages(typed, learned, settled) {
      const { found, saysNothing } = await this.among(typed, settled);
      const pages = saysNothing
        ? learned.filter(({ sure, page }) => sure && page.answer)
        : learned.filter(({ sure }) => sure);
      const isBefore = ({ page, score }) => page.urgent || score > KNOWN;
      const before = pages.filter(isBefore);
      const sure = found.filter((one) => one.sure);
      const after = [...pages.filter((one) => !isBefore(one)), ...found.filter((one) => !one.sure)];
      return { found: [...before, ...sure, ...after], saysNothing: saysNothing && !pages.length };
    }

    /* What the whole index finds. */
    async among(typed, settled) {
      const whole = await this.whole(settled);
      const found = await whole.search(typed, settled);
      return { found, saysNothing: whole.language.saysNothing(typed) };
    }

    /* The results for a name that was typed, or perhaps meant; null if there is none. */
    meant(typed, near, whole) {
      const folded = whole.language.fold(typed);
      const query = whole.language.query(folded);
      const bare = this.bare(folded);
      const { lists } = whole.characters;
      const isMisspelt = query.characters.pairs.some(
        (pair) => !lists.has(pair) && !this.sense.knowsPair(pair),
      );
      const likely = [];
      const short = new Map();
      for (const text of whole.texts || []) {
        if (text.weight < NAMING) continue;
        if (text.folded === folded || isBegun(folded, text.folded)) return named(text, near);
        if (holds(folded, text.folded) && this.isMeant(typed, near, text.entry))
          return named(text, near);
        const [written, sounds] = this.corrected(query, bare, text, isMisspelt);
        if (written) likely.push({ written, sounds, text });
        else if (isMisspelt && lacksOne(folded, text.folded)) short.set(text.entry.id, text);
      }
      if (!likely.length && short.size === 1)
        for (const text of short.values()) likely.push({ written: text.folded, sounds: 0, text });
      likely.sort((a, b) => b.sounds - a.sounds || b.text.folded.length - a.text.folded.length);
      for (const { written, text } of likely) {
        const all = this.sense.search(written);
        const found = written === text.folded ? named(text, all) : all;
        const [first] = found;
        if (!first || !first.sure || this.sense.isAnothers(typed, first.place)) continue;
        if (first.entry && first.entry.id === text.entry.id)
          return found.map((one) => ({ ...one, meant: text.shown }));
      }
      return null;
    }

    /* Whether an entry whose name stands in a question is among the first that it may mean, and owns what it names. */
    isMeant(typed, near, entry) {
      const own = near.slice(0, MOST_NEAR).find((one) => one.entry && one.entry.id === entry.id);
      return Boolean(own) && this.sense.owns(typed, own);
    }

    /* The results for the same sounds in the characters that names write them with; null if there are none. */
    sounding(typed, whole) {
      const { language, texts = [], characters } = whole;
      const { tokens, sounds, characters: typedIn } = language.query(language.fold(typed));
      if (sounds.length !== tokens.length) return null;
      if (!this.spelled) {
        const names = texts.filter(({ weight }) => weight >= NAMING).map(({ folded }) => folded);
        this.spelled = pairsBySound(names.map((name) => language.query(name)));
      }
      const written = [...tokens];
      const meant = [];
      for (let i = 1; i < tokens.length; i += 1) {
        const known = this.spelled.get(`${sounds[i - 1]} ${sounds[i]}`);
        if (!known || characters.lists.has(typedIn.pairs[i - 1])) continue;
        if (known[0] !== tokens[i - 1] && known[1] !== tokens[i]) continue; // one slip, not two
        if (this.isGeneric(tokens, i)) continue;
        if (this.isInWord(tokens, known[0] === tokens[i - 1] ? i + 1 : i - 1)) continue;
        [written[i - 1], written[i]] = known;
        meant.push(known);
      }
      if (!meant.length) return null;
      const found = this.sense.searchAll(written.join(""), this.all);
      const name = texts.find(
        ({ weight, folded }) => weight >= NAMING && folded === written.join(""),
      );
      if (name) return named(name, found);
      const [first] = found;
      const speaks = first && meant.some((pair) => this.sense.speaksFor(pair, first.place));
      return speaks && first.sure && !this.sense.isAnothers(typed, first.place)
        ? found.map((one) => ({ ...one, meant: meant.join("、") }))
        : null;
    }

    /* Whether one of two neighbours is part of a word that every question has: 计证明 is no 疾证. */
    isGeneric(tokens, at) {
      const left = tokens
        .join("")
        .replace(this.sense.genericPattern, (word) => " ".repeat(word.length));
      return left[at] === " " || left[at - 1] === " ";
    }

    /* Whether a character and the one before it are known together: neither is a slip. */
    isInWord(tokens, at) {
      return at > 0 && at < tokens.length && this.sense.knowsPair(tokens[at - 1] + tokens[at]);
    }

    /* The question with a name in place of what sounds or is written nearly like it, and how nearly it sounds:
       the same, the same in the mouth of many, or otherwise. */
    corrected({ tokens, sounds }, bare, text, isMisspelt) {
      const size = text.characters.singles.length;
      if (size >= LEAST_SOUNDS && sounds.length === tokens.length) {
        const spoken = ` ${sounds.join(" ")} `;
        const ways = [[spoken, ` ${text.sounded} `]];
        if (isMisspelt) ways.push(ways[0].map(asManySpeak));
        for (const [i, [typed, name]] of ways.entries()) {
          const at = typed.indexOf(name);
          if (at < 0) continue;
          const start = typed.slice(0, at).split(" ").length - 1;
          const whole = [...tokens.slice(0, start), text.folded, ...tokens.slice(start + size)];
          return [whole.join(""), ways.length - i];
        }
      }
      if (!isMisspelt) return ["", 0]; // all are words, of something else
      const name = this.bare(text.folded);
      const apart =
        (name.length >= LEAST_WRITTEN && oneApart(bare, name)) ||
        (text.folded.length >= LEAST_WRITTEN && exchanged(tokens.join(""), text.folded));
      return [apart ? text.folded : "", 0];
    }

    /* A folded text without its frames. */
    bare(folded) {
      return folded.replace(this.sense.framePattern, "");
    }
  }

  /* Whether one answer is so well known, and so clear of the others, that all that was learned tells the same. */
  function isClear([first, second]) {
    const isKnown = Boolean(first && first.sure) && first.score > KNOWN;
    return isKnown && !(second && second.score > first.score * BESIDE);
  }

  /* Whether a question holds a whole name, one that few words hold by chance. */
  function holds(folded, name) {
    return name.length >= LEAST_HELD && folded.includes(name);
  }

  /* Sounds without what many do not tell apart: zh from z, ng from n. */
  function asManySpeak(sounds) {
    return sounds.replace(/ ([zcs])h/g, " $1").replace(/ng(?= )/g, "n");
  }

  /* Whether a name was typed but for its last character. */
  function isBegun(folded, name) {
    return isOneShorter(folded, name) && name.startsWith(folded);
  }

  /* Whether one character of a name was left out. */
  function lacksOne(folded, name) {
    return isOneShorter(folded, name) && oneApart(folded, name);
  }

  function isOneShorter(folded, name) {
    return folded.length >= LEAST_BEGUN && name.length === folded.length + 1;
  }

  /* The entry that has a name, before all that is only near. */
  function named(text, near) {
    const others = near.filter(({ entry }) => !entry || entry.id !== text.entry.id);
    return [{ entry: text.entry, text, score: 1, sure: true }, ...others];
  }

  /* For each two sounds, the two characters that names write them with most often. */
  function pairsBySound(names) {
    const counted = new Map();
    for (const { tokens, sounds } of names)
      for (let i = 1; i < tokens.length && tokens.length === sounds.length; i += 1) {
        const sound = `${sounds[i - 1]} ${sounds[i]}`;
        if (!counted.has(sound)) counted.set(sound, new Map());
        const written = tokens[i - 1] + tokens[i];
        counted.get(sound).set(written, (counted.get(sound).get(written) || 0) + 1);
      }
    const most = (written) => [...written].sort((a, b) => b[1] - a[1])[0][0];
    return new Map([...counted].map(([sound, written]) => [sound, most(written)]));
  }

  /* Whether two texts differ by two neighbours only, which stand the other way round. */
  function exchanged(a, b) {
    return (
      a.length === b.length && [...a].sort().join("") === [...b].sort().join("") && oneApart(a, b)
    );
  }

  /* Whether two texts differ by one character: another, one more, one less, or two exchanged. */
  function oneApart(a, b) {
    if (a === b || Math.abs(a.length - b.length) > 1) return false;
    let start = 0;
    while (start < a.length && a[start] === b[start]) start += 1;
    const [restA, restB] = [a.slice(start), b.slice(start)];
    return (
      restA.slice(1) === restB.slice(1) ||
      restA.slice(1) === restB ||
      restA === restB.slice(1) ||
      (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
    );
  }

  globalThis.catalogueSearch = { ...globalThis.catalogueSearch, Finder };
})();
