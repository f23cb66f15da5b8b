/* Whether a citation holds, said on the reader's own device: nothing typed leaves it.
   Judges as generator/editions/verification.py does. */
(() => {
  "use strict";
  const { href: assets, search: version } = new URL(document.currentScript.src);
  const ENDED = ["suspended", "abolished", "replaced"];
  const MARK = "\u6307\u7eb9"; // 指纹 as a citation has it, in Traditional pages too
  const CITED = new RegExp(`《[^《》]+》(?:([0-9a-z-]+)版|工作稿)，([A-Z]{2}-\\d{3,6})?.*?${MARK}([0-9a-f]{8})`, "u");
  const bare = (text) => text.replace(/\s+/gu, "");

  function run(name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL(name + version, assets);
      script.onload = resolve;
      script.onerror = () => reject(new Error(name));
      document.head.append(script);
    });
  }

  class Archive {
    constructor(data, today) {
      Object.assign(this, data);
      this.today = today;
      this.order = new Map(data.editions.map((edition, place) => [edition.id, place]));
      this.current = data.editions.filter((edition) => edition.in_force_on <= today).at(-1);
    }

    /* The version of an entry in an edition: the last one made up to it. */
    version(number, edition) {
      const versions = this.entries[number]?.versions || [];
      return versions.filter((one) => this.order.get(one.edition) <= this.order.get(edition.id)).at(-1);
    }

    line(number, edition) {
      const one = this.version(number, edition);
      const parts = [edition.head, number + one.name, edition.tail];
      if (this.address) parts.push(`${this.address}${this.entries[number].slug}/`);
      return [...parts, MARK + one.mark].join("，");
    }

    standing(one) {
      if (ENDED.includes(one.status)) return one.status;
      if (one.until && one.until <= this.today) return "abolished";
      return one.from && one.from > this.today ? "adopted" : one.status;
    }

    /* Return [state, sentences, page]. */
    verify(text) {
      const given = bare(text);
      const [, id, number, mark] = CITED.exec(given) || [];
      if (!mark) return ["mismatch", ["认不出这句引文。要整句：从《目录名称》到指纹后面八位。"]];
      if (!id) return ["mismatch", ["引的是工作稿，不作依据。"], number && this.entries[number]?.slug];
      const edition = this.editions[this.order.get(id)];
      if (!edition) return ["mismatch", [`没有${id}版。`]];
      const print = this.prints[`${id}.${mark}`];
      const isEntry = number && this.version(number, edition);
      if (!isEntry && !print) return ["mismatch", [number ? `${id}版里没有${number}。` : "没有发布过这样一份打印件。"]];
      const lines = [isEntry && this.line(number, edition), print?.line].filter(Boolean);
      if (!lines.some((line) => bare(line) === given)) return ["mismatch", [this.difference(bare(lines[0]), given), `应当是：${lines[0]}`]];
      return this.holds(edition, isEntry ? [number] : print.ids, isEntry ? `${this.entries[number].slug}/` : print.page);
    }

    /* What a QR code holds: number.edition.fingerprint; the number may be missing. */
    code(asked) {
      const [number, id, mark] = asked.split(".");
      const edition = this.editions[this.order.get(id)];
      const slug = number && this.entries[number] && `${this.entries[number].slug}/`;
      if (!edition) return ["mismatch", [id ? `没有${id}版。` : "这是工作稿，还没有发布成版，不作依据。"], slug];
      const one = number && this.version(number, edition);
      const print = this.prints[`${id}.${mark}`];
      if (number ? one?.mark !== mark : !print) return ["mismatch", ["没有发布过这样一份打印件。"], slug];
      return this.holds(edition, number ? [number] : print.ids, number ? slug : print.page);
    }

    holds(edition, numbers, page) {
      const since = `${edition.id}版${edition.in_force_on}起施行`;
      if (edition.in_force_on > this.today) return ["future", [`${since}，还没有到。`], page];
      const now = (number) => this.version(number, this.current);
      const gone = numbers.filter((number) => ENDED.includes(this.standing(now(number))));
      if (gone.length && gone.length === numbers.length) {
        return ["ended", gone.map((number) => `${number}${now(number).name}${now(number).until ? `，${now(number).until}起停止` : ""}。`), page];
      }
      const changed = numbers.filter((number) => now(number).mark !== this.version(number, edition).mark);
      if (changed.length) return ["changed", [`现在施行的是${this.current.id}版。`, ...changed.flatMap((number) => this.changes(number, edition))], page];
      const coming = numbers.filter((number) => this.standing(now(number)) === "adopted");
      if (coming.length) return ["future", coming.map((number) => `${number}${now(number).name}还没有施行。`), page];
      const later = this.current.id === edition.id ? "" : `，到现在的${this.current.id}版没有改过`;
      return ["current", [`${since}${later}。`], page];
    }

    changes(number, edition) {
      const [after, until] = [this.order.get(edition.id), this.order.get(this.current.id)];
      return this.entries[number].versions
        .filter((one) => this.order.get(one.edition) > after && this.order.get(one.edition) <= until)
        .map((one) => one.change);
    }

    difference(expected, given) {
      let place = 0;
      while (place < expected.length && expected[place] === given[place]) place += 1;
      const shown = (text) => text.slice(place, place + 8) || "（没有了）";
      return `第${place + 1}个字起不一样：应当是“${shown(expected)}”，写的是“${shown(given)}”。`;
    }
  }

  globalThis.catalogueVerify = { Archive };
  const form = document.querySelector("[data-verify]");
  if (!form) return;
  const place = form.querySelector("[data-verdict]");
  const box = form.querySelector("textarea");

  function line(words, tag = "p") {
    const made = document.createElement(tag);
    made.append(words);
    return made;
  }

  function show(archive, [state, sentences, page]) {
    const heading = line(line(archive.words[state], "b"));
    heading.className = "c-verdict";
    place.dataset.state = state;
    place.replaceChildren(heading, ...sentences.map((sentence) => line(sentence)));
    if (page === undefined || page === "") return;
    const link = line("看网站上现在怎么写", "a");
    link.href = new URL(`../../../${page.replace(/\/?$/, "/")}`, assets);
    place.append(line(link));
  }

  const ready = new Promise((resolve, reject) => {
    globalThis.catalogueVerify.load = (data) => {
      const day = new Intl.DateTimeFormat("sv-SE", { timeZone: data.time_zone }).format(new Date());
      resolve(new Archive(data, day));
    };
    run("data.js").catch(reject);
  });
  const failed = () => place.replaceChildren(line("现在核验不了，请稍后再试。"));
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ready.then((archive) => show(archive, archive.verify(box.value))).catch(failed);
  });
  const asked = new URLSearchParams(location.search).get("c");
  if (asked) ready.then((archive) => show(archive, archive.code(asked))).catch(failed);
})();
