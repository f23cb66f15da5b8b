/* Telling which answer a question means, and whether there is one, from what the build learned
   of how people ask. generator/search/sense.py gives the same scores. */
(() => {
  "use strict";

  const { LEVELS, NOTHING, UNKNOWN, PAIR, keyOf, levelOf, unpacked } =
    globalThis.catalogueSearch.weights;
  const { signsOf, isAnswer } = globalThis.catalogueSearch.signs;
  const CHARACTER = 0.7;
  const FRAME = 0.5;
  const NO_LETTER = /[^\p{L}\p{N}]+/gu;
  const BESIDE = 0.65; // of the best score; what has less is no answer beside it
  const DANGER = 0.25; // by how much what speaks of danger stands before the rest
  const ABREAST = 0.9; // of the best score of the rest: half of what reaches it is danger
  const UNASKED = 0.9; // what a paper counts of its score there, if none is asked for
  const NAMED = 1; // the score of what was called by its name
  const FEW = 3;
  const BEHIND = 0.75; // the same for what comes after the first few
  const ABOUT = 0.35; // of the best, in what a question is about besides the words that all have in common
  const NEAR = 0.12; // the least score of what may be told as near
  const PAPER = /证|开|章|盖|签/; // what is asked for when a certificate is
  const CARRIED = /身份证|证件/g; // papers that one has, and asks nobody for
  const NAME = 5; // characters up to which a question is only a name
  const PROOF = /证明|盖章/; // nothing but a paper or a seal
  const CERTIFICATE = /证明/;
  const COMMUNITY = /社区|居委会|村委会|村里/;
  const NO_PAPER_OF_COMMUNITY = 0.3; // the same where a paper of the community is asked for
  const CLEARLY = 1.15; // times the best paper: what speaks so much more is what was asked, and a seal only for it
  const NO_PAPER = 0.04; // by how much papers stand back where none is asked for, and the rest where one is

  const WORD = 3; // characters up to which it is one word
  const NAME_OF_PROOF = 10; // the same with 证明 at its end
  const STORY = 20; // characters up to which a question names its owner; a longer one tells a story
  const LINKED = /[ 和要给在不是去把被让叫跟]/; // what holds a sentence together, no name
  const PROOF_AT_END = /证明$/;
  const FOREIGN = /^\S{2,} *$|^ *\S{2,}$/; // two characters at one end
  const FOREIGN_IN_WORD = /^\S+ *$|^ *\S+$/;
  const ITS_PAPER = /证$/; // 离婚证 is asked of 离婚
  const LED_BY_PAPER = /^[盖证签]([章明字]\S)/; // 盖章保险: nobody asks so, unless the two belong together
  const ALONE = 14; // the least level at which one character speaks for an answer
  const NAMING = 7; // the least level at which two characters name what an answer is about

  class Sense {
    constructor(data) {
      this.entries = data.entries.map(([id, title, decision, word, paper], place) => ({
        id,
        slug: id.toLowerCase(),
        title,
        decision,
        word,
        paper,
        place,
      }));
      this.pages = data.pages.map(([address, title, word, urgent, answer]) => ({
        id: answer,
        address,
        title,
        word,
        urgent,
        answer,
        isBody: word === data.body,
      }));
      this.variants = new Map();
      const pairs = [...data.variants];
      for (let i = 0; i < pairs.length; i += 2) this.variants.set(pairs[i], pairs[i + 1]);
      this.words = spoken(data.words);
      this.wordPattern = anyOf(this.words.keys());
      this.framePattern = anyOf(data.frames);
      this.amounts = new RegExp(data.amounts, "g");
      this.genericPattern = anyOf(data.generic);
      this.ownerPattern = new RegExp(data.owners);
      this.known = data.known; // which answers are about what has such an owner
      this.names = new Map(Object.entries(data.names)); // those that the weights misread
      this.first = unpacked(data.sense);
      this.all = null; // once the rest has come
    }

    /* The same with all that was learned; what the first weights do not answer is asked again. */
    searchAll(typed, streams) {
      this.all = this.all || unpacked(streams);
      return this.search(typed, this.all);
    }

    /* What is said below each answer, once it is there. */
    say({ entries, pages }) {
      entries.forEach(([summary, goTo, called], place) => {
        Object.assign(this.entries[place], { summary, goTo, called });
      });
      pages.forEach((summary, place) => {
        this.pages[place].summary = summary;
      });
      this.said = true;
    }

    /* The everyday name of an entry that has most in common with what was typed, if it tells more than the title. */
    nearest({ called = [], title }, typed) {
      const asked = this.folded(typed);
      const common = (name) => {
        const folded = this.folded(name);
        let count = 0;
        for (let i = 2; i <= folded.length; i += 1) count += asked.includes(folded.slice(i - 2, i));
        return count;
      };
      let best = "";
      let most = common(title);
      for (const name of called) {
        const count = common(name);
        if (count > most) [best, most] = [name, count];
      }
      return best;
    }

    /* A text folded, its runs apart, in the catalogue's own words. */
    understood(text) {
      return this.folded(text).replace(this.wordPattern, (said) => this.words.get(said));
    }

    /* A text in one form, with one blank for what is neither letter nor digit. */
    folded(text) {
      let folded = "";
      for (const character of text.normalize("NFKC").toLowerCase().replace(NO_LETTER, " ").trim())
        folded += this.variants.get(character) || character;
      return folded;
    }

    /* Each feature of a text with what it counts. */
    cut(text) {
      const found = new Map();
      const plain = this.understood(text)
        .replace(this.framePattern, (frame) => {
          found.set(`#${frame}`, FRAME);
          return " ";
        })
        .replace(this.amounts, " ");
      for (const run of plain.split(/\s+/)) {
        const characters = [...run];
        characters.forEach((character, i) => {
          found.set(character, CHARACTER);
          if (i) found.set(characters[i - 1] + character, PAIR);
        });
      }
      return found;
    }

    /* Whether most of the words in letters stands in what was learned, of which not all was kept: then they are
       no sounds. */
    knows(words, streams) {
      this.all = this.all || unpacked(streams);
      const pairs = words.flatMap((word) => [...this.cut(word).keys()].filter((part) => part[1]));
      const known = pairs.filter((pair) => this.all.has(keyOf(pair)));
      return known.length > pairs.length / 2;
    }

    /* Whether two neighbouring characters stand in what was learned. */
    knowsPair(pair, features = this.all || this.first) {
      return features.has(keyOf(pair));
    }

    /* Whether two neighbouring characters speak for an answer. */
    speaksFor(pair, place) {
      const known = (this.all || this.first).get(keyOf(pair));
      return Boolean(known) && levelOf(known.owned, place) > 0;
    }

    /* How much a text speaks for each class, by its place; the first is “none of these”. */
    scores(text, features = this.first) {
      const parts = [];
      let square = 0;
      for (const [feature, counts] of this.cut(text)) {
        const known = features.get(keyOf(feature));
        const value = known ? counts * known.rarity : counts;
        square += (known ? 1 : UNKNOWN) * value * value;
        if (known) parts.push([value, known.owned]);
      }
      const scores = new Map([[0, 0]]);
      const length = Math.sqrt(square) || 1;
      for (const [value, owned] of parts)
        for (let i = 0; i < owned.length; i += 2)
          scores.set(
            owned[i],
            (scores.get(owned[i]) || 0) + (value * owned[i + 1]) / LEVELS / length,
          );
      return scores;
    }

    /* Return [{entry or page, score, sure}] for a question in Chinese, best first. */
    search(typed, features = this.first) {
      const weighed = this.weighed(typed, features);
      const { found, asked } = weighed;
      const named = Boolean(weighed.named);
      const best = Math.max(0, ...found.map(({ score }) => score));
      const isName = [...typed].length <= NAME;
      const isTold = (at) =>
        named ||
        (isAnswer(
          this.signs(typed, weighed, features, at),
          isUrgent(found[at]),
          isName && !isGuide(found[at]),
        ) &&
          this.owns(typed, found[at], features));
      const answers = found.length > 0 && isTold(0);
      const speaks = this.speaking(typed, found, features);
      const isSure = (one, at) => {
        const doubt = one.aside && one.entry.decision === "forbidden";
        const ahead = one.score > best * (at < FEW && !doubt ? BESIDE : BEHIND);
        const inDanger = at > 0 && one.aside && isUrgent(found[0]); // is told of no paper
        const beside = !at || isUrgent(one) || speaks(one) >= (at < FEW ? ABOUT : BEHIND);
        return Boolean(answers && ahead && !inDanger && beside && isTold(at));
      };
      const all = found
        .map((one, at) => ({
          ...one,
          sure: isSure(one, at),
          own: named || (at < FEW && this.owns(typed, one, features)),
          verdict: asked.told || !one.entry || one.entry.decision !== "forbidden",
        }))
        .filter((one) => one.sure || one.score > NEAR);
      return this.guidesBehind(typed, all, features).sort(
        (a, b) => b.sure - a.sure || b.own - a.own || a.behind - b.behind || b.rank - a.rank,
      );
    }

    /* How much an answer speaks for what a question is about, as a share of the first few. */
    speaking(typed, found, features) {
      const bare = this.understood(typed).replace(this.genericPattern, " ");
      const about = this.scores(bare, features);
      const of = ({ place }) => about.get(place) || 0;
      const most = Math.max(0, ...found.slice(0, FEW).map(of));
      return (one) => (most ? of(one) / most : 1);
    }

    /* The same, where a guide answer knows it if an entry or a journey tells of the matter itself. */
    guidesBehind(typed, found, features) {
      const told = found.filter((one) => one.sure && !isGuide(one) && !isBody(one));
      return found.map((one) => {
        const behind = isGuide(one) && told.some((o) => this.tellsMore(typed, o, one, features));
        return { ...one, behind };
      });
    }

    /* Return {found, none, asked, named}: all that has a score, best first, and the score of “none of these”. */
    weighed(typed, features) {
      const scores = this.scores(typed, features);
      const asked = this.askedFor(typed);
      const name = this.folded(typed).replace(/ /g, "");
      const named = this.names.has(name) ? 1 + this.names.get(name) : 0;
      if (named && (scores.get(named) || 0) < NAMED) scores.set(named, NAMED);
      return { found: this.ranked(scores, asked, named), none: scores.get(0), asked, named };
    }

    /* Whether a question is about what a company, a dog or a car has, and an answer is about no such thing. */
    isAnothers(typed, place) {
      const [, owner] = this.ownerPattern.exec(this.understood(typed)) || [];
      return (
        Boolean(owner) && [...typed].length <= STORY && !(this.known[owner] || []).includes(place)
      );
    }

    /* Whether all that a short question names is this answer's: what only shares characters with a name
       is another thing. */
    owns(typed, { place, page }, features = this.all || this.first) {
      if (this.isAnothers(typed, place)) return false;
      if (page && page.answer) return true;
      if (page && page.urgent) return true; // has no verdict, and silence costs more
      const understood = this.understood(typed);
      const { length } = [...typed];
      const bare = understood.replace(this.framePattern, " ").replace(this.amounts, " ").trim();
      if (length > (PROOF_AT_END.test(understood) ? NAME_OF_PROOF : NAME)) return true;
      if (LINKED.test(bare)) return true;
      const characters = [...bare];
      const level = (feature) => levelOf((features.get(keyOf(feature)) || NOTHING).owned, place);
      const [, joint] = LED_BY_PAPER.exec(understood) || [];
      if (joint && length <= NAME && level(joint) <= 0) return false;
      const owned = characters.map((character) => level(character) > ALONE);
      for (let i = 1; i < characters.length; i += 1)
        if (level(characters[i - 1] + characters[i]) > 0) owned[i - 1] = owned[i] = true;
      const foreign = characters.map((character, i) => (owned[i] ? " " : character)).join("");
      const least =
        !this.isWord(characters, length) || isBody({ page }) ? FOREIGN : FOREIGN_IN_WORD;
      const left = page ? foreign.replace(ITS_PAPER, "") : foreign;
      return !least.test(left.replace(this.genericPattern, ""));
    }

    /* Whether what a question names is one word: short, or of known pairs where 证明 makes it longer. */
    isWord(characters, length) {
      if (length <= WORD) return true;
      return (
        characters.length <= WORD &&
        characters.every((one, i) => !i || this.knowsPair(characters[i - 1] + one))
      );
    }

    /* Whether an answer knows of something in a question that another knows nothing of. */
    tellsMore(typed, { place }, other, features) {
      return [...this.cut(typed)].some(([feature, counts]) => {
        const { owned } = features.get(keyOf(feature)) || NOTHING;
        return (
          counts === PAIR && levelOf(owned, place) >= NAMING && levelOf(owned, other.place) <= 0
        );
      });
    }

    /* What tells whether an answer is one. */
    signs(typed, weighed, features, at = 0) {
      return signsOf([...this.cut(typed)], weighed, features, at);
    }

    /* What has a score, best first, papers behind where none is asked for. */
    ranked(scores, { paper, proof, certificate, ofCommunity }, named) {
      const isPaper = (place) => place <= this.entries.length && this.entries[place - 1].paper;
      const answers = [...scores].filter(([place]) => place);
      const best = (some) => Math.max(0, ...some.map(([, score]) => score));
      const asides = ([place]) => !paper && isPaper(place);
      const ofDanger = ([place]) => isUrgent({ page: this.pages[place - 1 - this.entries.length] });
      const counts = (one) => (ofDanger(one) ? 0 : asides(one) ? UNASKED : 1);
      const calm = Math.max(0, ...answers.map((one) => one[1] * counts(one)));
      const clear = best(answers.filter(([place]) => isPaper(place))) * CLEARLY;
      const found = [];
      for (const [place, score] of answers) {
        const entry = this.entries[place - 1];
        const page = this.pages[place - 1 - this.entries.length];
        const aside = asides([place]);
        let back = aside ? NO_PAPER : 0;
        if (proof && !(entry && entry.paper))
          back =
            ofCommunity && (certificate || score < clear) && !isGuide({ page })
              ? NO_PAPER_OF_COMMUNITY
              : NO_PAPER;
        const urgent = ofDanger([place]) && score > calm * ABREAST;
        const rank = score + (urgent ? DANGER : 0) + (place === named ? NAMED : 0) - back;
        found.push({ entry, page, score, rank, aside, text: null, place });
      }
      return eachPageOnce(found.sort((a, b) => b.rank - a.rank || a.place - b.place));
    }

    /* What a question asks for: a paper, nothing but a proof, one of the community; and whether it may be told a ✕,
       which else would answer another question. */
    askedFor(typed) {
      const paper = this.asksForPaper(typed);
      const understood = this.understood(typed);
      return {
        paper,
        proof: PROOF.test(understood),
        certificate: CERTIFICATE.test(understood),
        ofCommunity: paper && COMMUNITY.test(understood),
        told: paper || [...typed].length <= NAME,
      };
    }

    /* Whether nothing in what was typed says what the question is about. */
    saysNothing(typed) {
      const rest = this.understood(typed)
        .replace(this.amounts, "")
        .replace(this.genericPattern, "");
      return !rest.trim();
    }

    /* Whether a certificate, or a seal, is what is asked for. */
    asksForPaper(typed) {
      return PAPER.test(this.understood(typed).replace(CARRIED, ""));
    }
  }

  const isUrgent = ({ page }) => Boolean(page && page.urgent);
  const isGuide = ({ page }) => Boolean(page && page.answer);
  const isBody = ({ page }) => Boolean(page && page.isBody);

  /* The same without what leads to a page that stands before it: a body answers for many things. */
  function eachPageOnce(found) {
    const known = new Set();
    return found.filter(({ page }) => {
      const isNew = !page || !known.has(page.address);
      if (page) known.add(page.address);
      return isNew;
    });
  }

  /* Everyday words, each with the catalogue's own. */
  function spoken(words) {
    const found = new Map();
    for (const [means, every] of Object.entries(words))
      for (const said of every.split("|")) found.set(said, means);
    return found;
  }

  function anyOf(words) {
    const every = [...words].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
    return new RegExp(every.join("|") || "(?!)", "g");
  }

  globalThis.catalogueSearch = { ...globalThis.catalogueSearch, Sense, anyOf, spoken };
})();
