/* Fetching engine and index when the box is first used, and later what else a question needs. */
(() => {
  "use strict";

  const { load } = globalThis.catalogueDevice;
  const ENGINE = "search-engine.js";
  const PARTED = "search-parted.js";
  const HANDED = { load: "index", first: "first", rest: "rest", look: "cited", say: "said" };
  const awaited = new Map(); // what is to be done with what a script hands over, by its name
  let asked; // the promise of a finder, once anyone has asked for it
  const kept = new Map(); // promises of what was fetched, by name

  function finder() {
    if (asked) return asked;
    asked = load(ENGINE).then(() => {
      const search = globalThis.catalogueSearch;
      search.deliver = (name, data) => awaited.get(name)(data);
      for (const [call, name] of Object.entries(HANDED))
        search[call] = (data) => awaited.get(`search-${name}.js`)(data);
      return handed("search-first.js").then((data) => {
        const sense = data.sense ? new search.Sense(data) : null;
        return new search.Finder(sense, {
          whole: index,
          lookups: (settled) => lookups(sense, settled),
          rest: (settled) => once("search-rest.js", settled),
        });
      });
    });
    asked.catch(() => {
      asked = undefined;
    }); // the next key tries again
    return asked;
  }

  /* What a script hands over. */
  function handed(name) {
    return new Promise((arrived, lost) => {
      awaited.set(name, arrived);
      load(name).catch(lost);
    });
  }

  /* What a script hands over and what is made of it, fetched once; after a failure again.
     settled: waits until typing has stopped, and throws if it has not. */
  async function once(name, settled, made = (data) => data) {
    if (!kept.has(name)) await settled();
    if (!kept.has(name)) {
      const coming = handed(name).then(made);
      coming.catch(() => kept.delete(name));
      kept.set(name, coming);
    }
    return kept.get(name);
  }

  function index(settled) {
    return once("search-index.js", settled, async (data) => {
      if (!data.parts) return new globalThis.catalogueSearch.Index(data);
      await load(PARTED);
      return new globalThis.catalogueSearch.PartedIndex(data, handed);
    });
  }

  function lookups(sense, settled) {
    const made = (data) => new globalThis.catalogueSearch.Lookups(data, sense);
    return once("search-cited.js", settled, made);
  }

  /* What is said below each answer; the answers are shown before it is there. */
  function said(sense) {
    if (!sense || sense.said) return null;
    return handed("search-said.js").then((data) => sense.say(data));
  }

  globalThis.catalogueSearch = { ...globalThis.catalogueSearch, finder, said };
})();
