/* Finding entries by what people type, and telling what is sure from what is only near.
   No page, no network: data in, ranked entries out. The index is made by generator/search. */
(() => {
  "use strict";

  const MOST_CANDIDATES = 150;
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
  // When a result is sure: a score, plus the share and the number of what the question is about that is
  // accounted for, since the score is a share of the whole question and long ones never score high.
  const SURE = 0.48;
  const SHARE_ACCOUNTED = 0.1;
  const EACH_ACCOUNTED = 0.05;
  const MOST_ACCOUNTED = 12;
  const ALONE = 0.5; // what a character without its neighbours counts
  const NAMING = 0.6; // the least weight of a text that says what an entry is about

  /* An index ready to be asked. Weights may come from a larger catalogue than its entries. */
  class Index {
    constructor(
      data,
      language = new globalThis.catalogueSearch.Language(data),
      total = data.entries.length,
    ) {
      this.language = language;
      this.entries = data.entries.map((entry, place) =>
        Array.isArray(entry) ? language.entry(entry, place) : entry,
      );
      this.texts = this.entries.flatMap((entry) => entry.texts);
      this.characters = new Postings(this.texts, "characters", total);
      this.syllables = new Postings(this.texts, "syllables", total);
    }

    /* Return [{entry, score, text, sure}] for what was typed, best first. What is not sure comes last:
       it may be near, but must not be told as the answer. */
    search(typed) {
      const folded = this.language.fold(typed);
      if (!folded) return [];
      const number = this.language.numberIn(folded);
      if (number) {
        const entry = this.entries.find((candidate) => candidate.id === number);
        if (entry) return [{ entry, score: 2, text: null, sure: true }];
      }
      const best = new Map();
      let least = LEAST_SCORE;
      for (const [query, share] of this.language.readingsOf(folded)) {
        const asked = this.weighed(query);
        const together = new Map();
        for (const text of this.candidates(query)) {
          const { entry, weight } = text;
          if (!together.has(entry)) together.set(entry, TOGETHER * agreementOfAll(asked, entry));
          const beside = together.get(entry);
          const before = best.get(entry);
          const needed = (Math.max(least, before ? before.score : 0) / share - beside) / weight;
          const score = (agreement(asked, text, needed) * weight + beside) * share;
          if (!before || score > before.score) {
            best.set(entry, { entry, score, text });
            least = Math.max(least, LEAST_SHARE * score);
          }
        }
      }
      const query = this.language.query(folded);
      const content = this.language.content(query);
      return [...best.values()]
        .filter((found) => found.score >= least)
        .map((found) => ({ ...found, sure: isSure(found, query, content) }))
        .sort(
          (a, b) =>
            b.sure - a.sure ||
            Math.round(b.score * SAME) - Math.round(a.score * SAME) ||
            a.entry.place - b.entry.place,
        );
    }

    /* What was typed, with the weight of all its parts. */
    weighed(query) {
      return {
        ...query,
        sounded: query.sounds.join(" "),
        characters: this.characters.weigh(query.characters),
        syllables: this.syllables.weigh(query.syllables),
      };
    }

    /* The texts worth looking at closely. */
    candidates(query) {
      const hits = new Map();
      if (!query.latin) this.characters.count(query.characters, hits);
      this.syllables.count(query.syllables, hits);
      const found = this.best([...hits]).map(([index]) => this.texts[index]);
      if (!query.latin) return found;
      const spelled = this.texts.filter(
        (text) =>
          text.spelled.includes(query.folded) ||
          (query.folded.length > 1 && text.initials.includes(query.folded)),
      );
      return [...new Set([...spelled, ...found])];
    }

    /* The most promising texts; of those that are just as good, one of each entry before a second of any. */
    best(hits) {
      hits.sort((a, b) => b[1] - a[1]);
      if (hits.length <= MOST_CANDIDATES) return hits;
      const least = hits[MOST_CANDIDATES - 1][1];
      const turns = new Map();
      const tied = hits
        .filter((hit) => hit[1] === least)
        .map(([index]) => {
          const { entry } = this.texts[index];
          turns.set(entry, (turns.get(entry) || 0) + 1);
          return [index, turns.get(entry)];
        });
      tied.sort((a, b) => a[1] - b[1]);
      return [...hits.filter((hit) => hit[1] > least), ...tied].slice(0, MOST_CANDIDATES);
    }
  }

  /* For each token and pair of neighbours, the texts that hold it, and how much it weighs. */
  class Postings {
    constructor(texts, which, total) {
      this.lists = new Map();
      texts.forEach((text, index) => {
        for (const part of text[which].singles) this.add(part, index);
        for (const part of text[which].pairs) this.add(part, index);
      });
      // Inverse document frequency, counted in entries, so that 证明 weighs little and 犬 much.
      this.weights = new Map();
      for (const [part, list] of this.lists) {
        let owners = 1;
        for (let i = 1; i < list.length; i += 1)
          owners += texts[list[i]].entry !== texts[list[i - 1]].entry;
        this.weights.set(part, Math.log(1 + total / owners));
      }
      this.unknown = Math.log(1 + total);
    }

    add(part, index) {
      const list = this.lists.get(part);
      if (!list) this.lists.set(part, [index]);
      else if (list[list.length - 1] !== index) list.push(index);
    }

    /* Add to the texts' hits what they share with the parts. */
    count({ singles, pairs }, hits) {
      for (const part of new Set([...singles, ...pairs])) {
        const weight = this.weights.get(part);
        for (const index of this.lists.get(part) || [])
          hits.set(index, (hits.get(index) || 0) + weight);
      }
    }

    weigh({ singles, pairs }) {
      const weightOf = (part) => (this.weights.has(part) ? this.weights.get(part) : this.unknown);
      return {
        singles,
        pairs,
        weightOf,
        known: new Set(singles),
        weights: singles.map(weightOf),
        pairWeights: pairs.map(weightOf),
      };
    }
  }

  /* How well a text fits what was typed; what would be less than needed may come out as less still. */
  function agreement(asked, text, needed) {
    if (asked.latin) {
      const direct = Math.max(
        0.98 * closeness(asked.folded, text.spelled),
        asked.folded.length > 1 ? 0.92 * closeness(asked.folded, text.initials, true) : 0,
      );
      return Math.max(
        direct,
        BY_SOUND * inPieces(asked.syllables, text.syllables, Math.max(direct, needed) / BY_SOUND),
      );
    }
    const direct = closeness(asked.folded, text.folded);
    if (direct >= INSIDE) return direct;
    let best = Math.max(direct, BY_SOUND * closeness(asked.sounded, text.sounded));
    best = Math.max(best, inPieces(asked.characters, text.characters, Math.max(best, needed)));
    return Math.max(
      best,
      BY_SOUND * inPieces(asked.syllables, text.syllables, Math.max(best, needed) / BY_SOUND),
    );
  }

  /* How much of what was typed stands somewhere in an entry, in whichever of its texts. */
  function agreementOfAll(asked, entry) {
    const which = asked.latin ? "syllables" : "characters";
    entry.together = entry.together || {};
    entry.together[which] = entry.together[which] || {
      singles: new Set(entry.texts.flatMap((text) => text[which].singles)),
      pairs: new Set(entry.texts.flatMap((text) => text[which].pairs)),
    };
    const { singles, pairs: neighbours } = entry.together[which];
    const typed = asked[which];
    const alone = shareWithin(typed.singles, typed.weights, singles);
    return typed.pairs.length
      ? 0.3 * alone + 0.7 * shareWithin(typed.pairs, typed.pairWeights, neighbours)
      : alone;
  }

  /* Whether what a question is about is accounted for by an entry. Words that fit every question,
     numbers and lengths of time never decide, unless they are a whole name. */
  function isSure({ entry, score }, query, content) {
    const naming = entry.texts.filter((text) => text.weight >= NAMING);
    if (!content.length)
      return naming.some((text) => text.folded === query.folded || text.spelled === query.folded);
    if (naming.some((text) => stands(query, text))) return true;
    entry.naming = entry.naming || {
      characters: new Set(
        naming.flatMap(({ characters: { singles, pairs } }) => [...singles, ...pairs]),
      ),
      syllables: new Set(
        naming.flatMap(({ syllables: { singles, pairs } }) => [...singles, ...pairs]),
      ),
    };
    let all = 0;
    let accounted = 0;
    for (const run of content) {
      all += run.sounds.length;
      accounted += accountedIn(run, entry.naming);
    }
    if (!accounted) return false;
    return (
      Math.min(score, 1) +
        SHARE_ACCOUNTED * (accounted / all) +
        EACH_ACCOUNTED * Math.min(accounted, MOST_ACCOUNTED) >=
      SURE
    );
  }

  /* Whether what was typed stands in a text as it is. */
  function stands({ folded, latin }, text) {
    return latin
      ? folded.length > 1 && (text.spelled.includes(folded) || text.initials.includes(folded))
      : text.folded.includes(folded);
  }

  /* How many characters of a run an entry accounts for. */
  function accountedIn({ latin, characters, syllables }, naming) {
    const bySound = latin || syllables.singles.length !== characters.singles.length; // letters among characters
    const { singles, pairs } = bySound ? syllables : characters;
    const known = bySound ? naming.syllables : naming.characters;
    const beside = (parts, i, some) => some.has(parts[i - 1]) || some.has(parts[i]);
    let count = 0;
    singles.forEach((single, i) => {
      if (beside(pairs, i, known) || (singles.length === 1 && known.has(single))) count += 1;
      else if (beside(syllables.pairs, i, naming.syllables)) count += BY_SOUND;
      else if (known.has(single)) count += ALONE;
    });
    return count;
  }

  /* How close two strings are when one is, begins or lies in the other. */
  function closeness(typed, text, onlyWithin = false) {
    if (typed === text) return EQUAL;
    const share = Math.min(typed.length, text.length) / Math.max(typed.length, text.length);
    if (text.startsWith(typed)) return PREFIX + 0.08 * share;
    if (text.includes(typed)) return INSIDE + 0.07 * share;
    if (!onlyWithin && text.length > 1 && typed.includes(text))
      return AROUND * (0.35 + 0.65 * share);
    return 0;
  }

  /* What two texts have in common, rare pieces counting more; in order counts more than not.
     The costly part is left out where the result would not be more than needed. */
  function inPieces(typed, text, needed) {
    text.known = text.known || { singles: new Set(text.singles), pairs: new Set(text.pairs) };
    const covered = shareWithin(typed.singles, typed.weights, text.known.singles);
    if (covered < LEAST_COVERED) return 0;
    const adjacent = typed.pairs.length
      ? shareWithin(typed.pairs, typed.pairWeights, text.known.pairs)
      : covered;
    const precise = shareWithin(text.singles, text.singles.map(typed.weightOf), typed.known);
    const rest = 0.28 * covered + 0.22 * adjacent + 0.2 * precise;
    const mayBeDropped = covered > 0.999 && text.singles.length - typed.singles.length === 1;
    if (!mayBeDropped && (rest + 0.3 * covered) * PIECES * 1.12 < needed) return 0;
    const ordered = shareInOrder(typed, text.singles);
    const dropped = mayBeDropped && ordered > 0.999 && text.singles[0] === typed.singles[0];
    const score = rest + 0.3 * ordered;
    return dropped ? Math.max(PIECES * score, INSIDE * 0.97) : score * PIECES * 1.12;
  }

  /* Which share of the parts, by weight, is among the others. */
  function shareWithin(parts, weights, others) {
    let common = 0;
    let all = 0;
    for (let i = 0; i < parts.length; i += 1) {
      all += weights[i];
      if (others.has(parts[i])) common += weights[i];
    }
    return all ? common / all : 0;
  }

  /* Which share of what was typed, by weight, is the heaviest common subsequence. */
  function shareInOrder({ singles, weights }, text) {
    const row = new Float64Array(text.length + 1);
    let all = 0;
    for (let i = 0; i < singles.length; i += 1) {
      let diagonal = 0;
      for (let j = 1; j <= text.length; j += 1) {
        const above = row[j];
        if (singles[i] === text[j - 1]) row[j] = diagonal + weights[i];
        else if (row[j - 1] > above) row[j] = row[j - 1];
        diagonal = above;
      }
      all += weights[i];
    }
    return row[text.length] / (all || 1);
  }

  globalThis.catalogueSearch = { ...globalThis.catalogueSearch, Index };
})();
