/* What the build learned of how people ask, as generator/search/sense.py packs it: for each feature of
   a text, the classes it speaks for and how much. */
(() => {
  "use strict";

  const PAIR = 1; // what two neighbouring characters count
  const UNKNOWN = 0.25; // how much what no text holds makes every score smaller
  const NOTHING = { owned: [] };
  const LEVELS = 48;
  const RARITY_LEVELS = 40;
  const HIGHEST = 31;
  const LEVEL = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  const FIRST = 0x5d;
  const KEYS = 2 ** 20;

  /* How much a feature speaks for a class. */
  function levelOf(owned, place) {
    for (let i = 0; i < owned.length; i += 2) if (owned[i] === place) return owned[i + 1];
    return 0;
  }

  /* The streams of generator/search/sense.py, put together again. */
  function unpacked({ high, low, rarity, owners, steps, levels }) {
    const features = new Map();
    let key = 0;
    let at = 0;
    for (let number = 0; number < low.length; number += 1) {
      key += (high.charCodeAt(number) - FIRST) * LEVEL.length + LEVEL.indexOf(low[number]);
      const owned = [];
      let place = 0;
      for (let left = owners.charCodeAt(number) - FIRST; left > 0; left -= 1) {
        place += steps.charCodeAt(at) - FIRST;
        owned.push(place, LEVEL.indexOf(levels[at]) - HIGHEST);
        at += 1;
      }
      features.set(key, { rarity: LEVEL.indexOf(rarity[number]) / RARITY_LEVELS, owned });
    }
    return features;
  }

  /* The number by which a feature is known: twenty bits of FNV-1a. */
  function keyOf(feature) {
    let value = 0x811c9dc5;
    for (let i = 0; i < feature.length; i += 1)
      value = Math.imul(value ^ feature.charCodeAt(i), 0x01000193) >>> 0;
    return value % KEYS;
  }

  const weights = { LEVELS, NOTHING, PAIR, UNKNOWN, keyOf, levelOf, unpacked };
  globalThis.catalogueSearch = { ...globalThis.catalogueSearch, weights };
})();
