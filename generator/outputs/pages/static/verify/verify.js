/* Whether a citation holds, said on the reader's own device: nothing typed leaves it.
   Judges the same data as generator/editions/verification.py in the same way;
   tests/vectors/verification.json holds both to the same answers. */
(() => {
  "use strict";
  const { href: assets, search: version } = new URL(document.currentScript.src);
  const MARK = "\u6307\u7eb9"; // 指纹 as a citation has it, in Traditional pages too
  const bare = (text) => text.replace(/[\s\u001c-\u001f\u0085]+/gu, "");

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
      this.pattern = new RegExp(data.cited, "u");
      this.order = new Map(data.editions.map((edition, place) => [edition.id, place]));
      this.current = data.editions.filter((edition) => edition.in_force_on <= today).at(-1);
    }

    /* An entry as it stands in an edition; none where it has no such entry. */
    version(number, edition) {
      const versions = this.entries[number]?.versions || [];
      const made = versions
        .filter((one) => this.order.get(one.edition) <= this.order.get(edition.id))
        .at(-1);
      return made?.mark ? made : undefined;
    }

    line(number, made, edition) {
      const address = this.address && `${this.address}${this.entries[number].slug}/`;
      return [edition.head, number + made.name, edition.tail, address, MARK + made.mark]
        .filter(Boolean)
        .join("，");
    }

    /* Return [state, sentences, page]. */
    verify(text) {
      const given = bare(text);
      const [, id, number, mark] = this.pattern.exec(given) || [];
      if (!mark) return ["mismatch", ["认不出这句引文。要整句：从《目录名称》到指纹后面八位。"]];
      if (!id)
        return this.draft(given, number && this.entries[number] && `${this.entries[number].slug}/`);
      const edition = this.editions[this.order.get(id)];
      if (!edition) return ["mismatch", [this.unknown(id)]];
      const made = number && this.version(number, edition);
      const lines = made
        ? [
            {
              line: this.line(number, made, edition),
              ids: [number],
              page: `${this.entries[number].slug}/`,
            },
          ]
        : [];
      lines.push(...(this.prints[`${id}.${mark}`] || []));
      if (!lines.length)
        return ["mismatch", [number ? `${id}版里没有${number}。` : "没有发布过这样一份打印件。"]];
      const found = lines.find(({ line }) => bare(line) === given);
      if (!found)
        return [
          "mismatch",
          [this.difference(bare(lines[0].line), given), `应当是：${lines[0].line}`],
        ];
      return this.holds(edition, found.ids, found.page);
    }

    draft(given, page) {
      if (this.drafts.some((line) => bare(line) === given))
        return ["future", ["引的是工作稿，还没有发布成版，不作依据。"], page];
      return ["mismatch", ["引的是工作稿，和现在的工作稿不一样；工作稿不作依据。"], page];
    }

    unknown(id) {
      return `没有${id}版。发布过的有：${this.editions.map((one) => one.id).join("、") || "一版也没有"}。`;
    }

    /* What a QR code holds: number.edition.fingerprint; the number may be missing. */
    code(asked) {
      const [number, id, mark] = asked.split(".");
      const edition = this.editions[this.order.get(id)];
      const slug = number && this.entries[number] && `${this.entries[number].slug}/`;
      if (!edition)
        return [
          "mismatch",
          [id ? this.unknown(id) : "这是工作稿，还没有发布成版，不作依据。"],
          slug,
        ];
      const [print] = this.prints[`${id}.${mark}`] || [];
      if (number ? this.version(number, edition)?.mark !== mark : !print)
        return ["mismatch", ["没有发布过这样一份打印件。"], slug];
      return this.holds(edition, number ? [number] : print.ids, number ? slug : print.page);
    }

    /* Whether what an edition says of some entries is in force today. */
    holds(edition, numbers, page) {
      const since = `${edition.id}版${edition.in_force_on}起施行`;
      if (edition.in_force_on > this.today) return ["future", [`${since}，还没有到。`], page];
      const states = numbers.map((number) => this.state(number));
      const sentences = (wanted) =>
        states.filter(([state]) => state === wanted).map(([, sentence]) => sentence);
      if (states.length && states.every(([state]) => state === "ended"))
        return ["ended", sentences("ended"), page];
      const markIn = (number, which) => this.version(number, which)?.mark;
      const changed = numbers.filter(
        (number) => markIn(number, this.current) !== markIn(number, edition),
      );
      if (changed.length)
        return [
          "changed",
          [
            `现在施行的是${this.current.id}版。`,
            ...changed.flatMap((number) => this.changes(number, edition)),
          ],
          page,
        ];
      const coming = sentences("future");
      if (coming.length) return ["future", coming, page];
      const later = this.current.id === edition.id ? "" : `，到现在的${this.current.id}版没有改过`;
      return ["current", [`${since}${later}。`], page];
    }

    /* What an entry is today, and the sentence that says so: Python wrote down from which day it is what. */
    state(number) {
      const made = this.version(number, this.current);
      if (!made) return ["ended", `${number}在${this.current.id}版里没有了。`];
      return made.states
        .filter(([day]) => day <= this.today)
        .at(-1)
        .slice(1);
    }

    changes(number, edition) {
      const [after, until] = [this.order.get(edition.id), this.order.get(this.current.id)];
      return this.entries[number].versions
        .filter(
          (one) => this.order.get(one.edition) > after && this.order.get(one.edition) <= until,
        )
        .map((one) => one.change);
    }

    /* Counts characters, not UTF-16 units: rare characters of names take two of those. */
    difference(expected, given) {
      const [was, is] = [[...expected], [...given]];
      let place = 0;
      while (place < was.length && was[place] === is[place]) place += 1;
      const shown = (text) => text.slice(place, place + 8).join("") || "（没有了）";
      return `第${place + 1}个字起不一样：应当是“${shown(was)}”，写的是“${shown(is)}”。`;
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
