/* Whether a citation holds, said on the reader's own device: nothing typed leaves it.
   Judges the same data as generator/editions/verification.py in the same way;
   tests/vectors/verification.json holds both to the same answers. */
(() => {
  "use strict";
  const { src } = document.currentScript;
  const MARK = "\u6307\u7eb9"; // 指纹 as a citation has it, in Traditional pages too
  const WORKING_CODE = "这是工作稿，还没有发布成版，不作依据。";
  const NO_PRINT = "没有发布过这样一份打印件。";
  const NOTHING = "e3b0c442"; // what forms of the first editions print: the fingerprint of no entries
  const [SHOWN, HELD, FIRST] = [16, 32, 8]; // hex digits in a line, in a QR code, and in the first form
  const CODE = /^\s*https?:\/\/\S*[?&]c=([0-9A-Za-z.-]+)/u; // the address in a QR code
  const last = (list) => list[list.length - 1];
  const has = (object, key) => Object.prototype.hasOwnProperty.call(object, key);
  const grouped = (held) => `2-${held.match(/.{4}/g).join("-")}`;

  class Archive {
    constructor(data, today) {
      Object.assign(this, data);
      this.today = today;
      this.pattern = new RegExp(data.cited, "u");
      this.order = new Map(data.editions.map((edition, place) => [edition.id, place]));
      this.current = last(data.editions.filter((edition) => edition.in_force_on <= today));
    }

    /* A citation without what copying and typing change: blanks, narrow and wide forms, a full stop. */
    fold(text) {
      const bare = text.replace(/[\s\u001c-\u001f\u0085\u200b\ufeff]+/gu, "");
      const folded = Array.from(bare, (one) =>
        has(this.folded, one) ? this.folded[one] : one,
      ).join("");
      return folded.replace(/[。.；，、]+$/u, "");
    }

    edition(id) {
      return this.editions[this.order.get(id)];
    }

    /* An entry as it stands in an edition; none where it has no such entry. */
    version(number, edition) {
      const { versions } = this.entries[number] || { versions: [] };
      const made = last(
        versions.filter((one) => this.order.get(one.edition) <= this.order.get(edition.id)),
      );
      return made && made.mark ? made : undefined;
    }

    /* All of the fingerprint of an entry in an edition; empty for the first form. */
    held(number, edition) {
      return (this.marks[edition.id] || {})[number] || "";
    }

    /* The citation of an entry in an edition, for each address its site may have had. */
    entryLines(number, made, edition, digits) {
      const held = this.held(number, edition);
      const mark = held ? grouped(held.slice(0, digits)) : made.mark;
      const page = this.page(number);
      return edition.addresses.map((address) =>
        [edition.head, number + made.name, edition.tail, address && address + page, MARK + mark]
          .filter(Boolean)
          .join("，"),
      );
    }

    printLine(print, digits) {
      return print.held
        ? `${print.line}，${MARK}${grouped(print.held.slice(0, digits))}`
        : print.line;
    }

    page(number) {
      return number && has(this.entries, number) ? `${this.entries[number].slug}/` : "";
    }

    printsOf(id, mark) {
      const key = `${id}.${mark.slice(0, SHOWN)}`;
      return has(this.prints, key) ? this.prints[key] : [];
    }

    printIn(id, edition) {
      const keys = Object.keys(this.prints).filter((key) => key.startsWith(`${edition.id}.`));
      return keys.flatMap((key) => this.prints[key]).find((print) => print.id === id);
    }

    /* Return [state, sentences, page, digits]: page undefined or empty for none. */
    verify(text) {
      const asked = CODE.exec(text);
      if (asked) return this.code(asked[1]);
      const given = this.fold(text);
      const [, id, number, first, second] = this.pattern.exec(given) || [];
      if (!first && !second)
        return ["mismatch", ["认不出这句引文。要整句：从《目录名称》到最后的指纹。"]];
      if (!id) return this.draft(given, this.page(number));
      const edition = this.edition(id);
      if (!edition) return ["mismatch", [this.unknown(id)]];
      const mark = first || second.replace(/-/g, "");
      const digits = first ? FIRST : Math.min(mark.length, HELD);
      const lines = [];
      const made = number && this.version(number, edition);
      if (made)
        lines.push(
          ...this.entryLines(number, made, edition, digits).map((line) => ({ line, number })),
        );
      lines.push(
        ...this.printsOf(id, mark).map((print) => ({ line: this.printLine(print, digits), print })),
      );
      if (!lines.length) return ["mismatch", [number ? `${id}版里没有${number}。` : NO_PRINT]];
      const found = lines.find(({ line }) => this.fold(line) === given);
      if (!found)
        return [
          "mismatch",
          [this.difference(this.fold(lines[0].line), given), `应当是：${lines[0].line}`],
        ];
      return [...this.holds(edition, found), digits];
    }

    draft(given, page) {
      if (this.drafts.some((line) => this.fold(line) === given))
        return ["future", ["引的是工作稿，还没有发布成版，不作依据。"], page];
      return ["mismatch", ["引的是工作稿，和现在的工作稿不一样；工作稿不作依据。"], page];
    }

    unknown(id) {
      return `没有${id}版。发布过的有：${this.editions.map((one) => one.id).join("、") || "一版也没有"}。`;
    }

    /* What a QR code holds: number, edition and fingerprint; the number is missing for a print.
       From the second form on 2 stands first. */
    code(asked) {
      const parts = asked.split(".");
      const second = parts.length === 4 && parts[0] === "2";
      const [number, id = "", mark = ""] = second ? parts.slice(1) : parts;
      const edition = this.edition(id);
      if (!edition) return ["mismatch", [id ? this.unknown(id) : WORKING_CODE], this.page(number)];
      if (second !== edition.format > 1) return ["mismatch", [NO_PRINT], this.page(number)];
      const found = number ? this.entryCoded(number, edition, mark) : this.printsCoded(id, mark);
      if (!found.length) return ["mismatch", [NO_PRINT], this.page(number)];
      return [...this.together(found.map((one) => [one, this.holds(edition, one)])), mark.length];
    }

    entryCoded(number, edition, mark) {
      const made = this.version(number, edition);
      const known = this.held(number, edition) || (made && made.mark);
      return made && known === mark ? [{ number }] : [];
    }

    printsCoded(id, mark) {
      return this.printsOf(id, mark)
        .filter((print) => !print.held || print.held === mark)
        .map((print) => ({ print }));
    }

    /* One verdict for all prints that share a fingerprint, told apart where they differ. */
    together(verdicts) {
      const [, first] = verdicts[0];
      const said = ([state, sentences]) => JSON.stringify([state, sentences]);
      if (verdicts.every(([, one]) => said(one) === said(first))) return first;
      const told = verdicts.map(
        ([{ print }, [state, sentences]]) =>
          `如果是“${print.title}”，${this.words[state]}：${sentences.join("")}`,
      );
      const state = verdicts.map(([, [one]]) => one).find((one) => one !== "current") || "current";
      return [state, told, first[2]];
    }

    /* Whether what an edition says of an entry, or in a print, is in force today. */
    holds(edition, { number, print }) {
      const page = print ? print.page : this.page(number);
      const there = print ? print.ids : [number];
      const since = `${edition.id}版${edition.in_force_on}起施行`;
      if (edition.in_force_on > this.today) return ["future", [`${since}，还没有到。`], page];
      const states = there.map((one) => this.state(one));
      const sentences = (wanted) =>
        states.filter(([state]) => state === wanted).map(([, sentence]) => sentence);
      if (states.length && states.every(([state]) => state === "ended"))
        return ["ended", sentences("ended"), page];
      const more = this.more(edition, print);
      const told = this.told(edition, there, print);
      if (told.length)
        return ["changed", [`现在施行的是${this.current.id}版。`, ...told, ...more], page];
      const coming = sentences("future");
      if (coming.length) return ["future", [...coming, ...more], page];
      const later = this.current.id === edition.id ? "" : `，到现在的${this.current.id}版没有改过`;
      return ["current", [`${since}${later}。`, ...more], page];
    }

    /* What is otherwise now: what came into a list and left it, what its entries say. */
    told(edition, there, print) {
      let here = there;
      const told = [];
      if (print && print.id) {
        const now = this.printIn(print.id, this.current);
        if (!now) return [`${this.current.id}版没有“${print.title}”了。`];
        here = now.ids;
        if (now.says !== print.says) told.push("这份表单的字改了，请用新的。");
      }
      const added = here.filter((one) => !there.includes(one));
      told.push(...added.map((one) => `新增：${this.called(one, this.current)}。`));
      told.push(
        ...there
          .filter((one) => !here.includes(one))
          .map((one) => `移出：${this.called(one, edition)}。`),
      );
      for (const number of [...there, ...added]) {
        const [was, is] = [this.version(number, edition), this.version(number, this.current)];
        if (was && this.said(was) !== this.said(is)) told.push(...this.changes(number, edition));
      }
      return told;
    }

    /* What is to be known beside it, though it makes nothing of it wrong. */
    more(edition, print) {
      const told = [];
      if (edition.standing !== this.current.standing)
        told.push(`目录的性质由“${edition.standing}”改为“${this.current.standing}”。`);
      const now = print && print.id && this.printIn(print.id, this.current);
      if (now && now.title !== print.title) told.push(`“${print.title}”现在叫“${now.title}”。`);
      if (print && !print.ids.length && !print.held && print.line.endsWith(NOTHING))
        told.push(
          `早先印的表单，指纹都是${NOTHING}，从指纹看不出表上的字改没改过；要核对字，请核验文件。`,
        );
      return told;
    }

    called(number, edition) {
      return `${number}${(this.version(number, edition) || { name: "" }).name}`;
    }

    said(made) {
      return made ? made.sense || made.mark : "";
    }

    /* What an entry is today, and the sentence that says so: Python wrote down from which day it is what. */
    state(number) {
      const made = this.version(number, this.current);
      if (!made) return ["ended", `${number}在${this.current.id}版里没有了。`];
      return last(made.states.filter(([day]) => day <= this.today)).slice(1);
    }

    changes(number, edition) {
      const [after, until] = [this.order.get(edition.id), this.order.get(this.current.id)];
      return this.entries[number].versions
        .filter(
          (one) => this.order.get(one.edition) > after && this.order.get(one.edition) <= until,
        )
        .map((one) => one.change)
        .filter(Boolean);
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

  function show(archive, [state, sentences, page, digits]) {
    const heading = line(line(archive.words[state], "b"));
    heading.className = "c-verdict";
    place.dataset.state = state;
    const compared = digits ? [`核对了指纹的${digits}位。`] : [];
    place.textContent = "";
    place.append(heading, ...[...sentences, ...compared].map((sentence) => line(sentence)));
    if (page === undefined || page === "") return;
    const link = line("看网站上现在怎么写", "a");
    link.href = new URL(`../../../${page.replace(/\/?$/, "/")}`, src);
    place.append(line(link));
  }

  const ready = new Promise((resolve, reject) => {
    globalThis.catalogueVerify.load = (data) => {
      const day = new Intl.DateTimeFormat("sv-SE", { timeZone: data.time_zone }).format(new Date());
      resolve(new Archive(data, day));
    };
    globalThis.catalogueDevice.load("verify/data.js").catch(reject);
  });
  globalThis.catalogueVerify.ready = ready;
  const failed = () => {
    place.textContent = "";
    place.append(line("现在核验不了，请稍后再试。"));
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ready.then((archive) => show(archive, archive.verify(box.value))).catch(failed);
  });
  const asked = new URLSearchParams(location.search).get("c");
  if (asked) ready.then((archive) => show(archive, archive.code(asked))).catch(failed);
})();
