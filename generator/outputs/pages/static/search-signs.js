/* Whether a question has an answer: ten signs together say so. */
(() => {
  "use strict";

  const { LEVELS, PAIR, UNKNOWN, keyOf, levelOf } = globalThis.catalogueSearch.weights;
  /* How much each sign says for an answer being there, and from which sum it is told: fitted by
     benchmarks/confidence.py on questions that were kept from the learning. */
  const SIGNS = {
    best: 2.35,
    beside: 0.31,
    none: -3.16,
    size: 1.8,
    unknown: -2.35,
    pairs: -1.2,
    explained: 3.48,
    characters: 3.65,
    opposed: -1.24,
    frames: 5.16,
  };
  const SURE = 7.4;
  const SURE_OF_NAME = 2.2; // the same for what is only a name: the signs were weighed on sentences
  const SURE_OF_DANGER = 1.5; // so much less will do for what is urgent: it has no verdict, and silence costs more

  /* What tells whether an answer is one. Scores are shares: of a long question each part counts less. */
  function signsOf(cut, { found, none }, features, at) {
    const { place, score } = found[at];
    const explained = new Set();
    const sums = {
      square: 0,
      unknown: 0,
      characters: 0,
      frames: 0,
      pairs: 0,
      opposed: 0,
      all: 0,
    };
    for (const [feature, counts] of cut) {
      const known = features.get(keyOf(feature));
      const value = known ? counts * known.rarity : counts;
      const share = (known ? 1 : UNKNOWN) * value * value;
      const [own, against] = known
        ? [levelOf(known.owned, place), levelOf(known.owned, 0)]
        : [0, 0];
      const isFrame = feature.startsWith("#");
      const isPair = !isFrame && counts === PAIR;
      sums.square += share;
      if (!known) sums.unknown += share;
      if (!isPair) sums[isFrame ? "frames" : "characters"] += (value * own) / LEVELS;
      if (isPair) {
        sums.all += 1;
        if (own > 0) sums.pairs += 1;
        if (against > own) sums.opposed += 1;
      }
      if (own > 0 && !isFrame) for (const character of feature) explained.add(character);
    }
    const said = new Set(
      cut.filter(([feature]) => !feature.startsWith("#")).flatMap(([feature]) => [...feature]),
    );
    const length = Math.sqrt(sums.square) || 1;
    const breadth = Math.sqrt(cut.length);
    const [best, second = 0] = found.map((one) => one.score).sort((a, b) => b - a);
    return {
      best: score * breadth,
      beside: (score < best ? best : second) * breadth,
      none: none * breadth,
      size: Math.log(cut.length || 1),
      unknown: sums.unknown / (sums.square || 1),
      pairs: sums.pairs / (sums.all || 1),
      explained: explained.size / (said.size || 1),
      characters: sums.characters / length,
      opposed: sums.opposed / (sums.all || 1),
      frames: sums.frames / length,
    };
  }

  /* Whether the signs together tell that a question has an answer. */
  function isAnswer(signs, isUrgent, isName) {
    const sum = Object.keys(SIGNS).reduce((all, sign) => all + SIGNS[sign] * signs[sign], 0);
    const less = isUrgent ? SURE_OF_DANGER : isName ? SURE_OF_NAME : 0;
    return sum > SURE - less;
  }

  globalThis.catalogueSearch = { ...globalThis.catalogueSearch, signs: { signsOf, isAnswer } };
})();
