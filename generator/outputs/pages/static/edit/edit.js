/* The form for one entry, made from the schemas; gives the file in the form `catalogue fmt` has.
   Nothing filled in leaves the device. */
(() => {
  "use strict";
  const {
    src,
    dataset: { repository, files },
  } = document.currentScript;
  /* --- the one form, as generator/editing/writing.py writes it; a test holds the two together --- */

  const START = /^(?:[^\s\-?:,[\]{}#&*!|>'"%@`=]|[-?:](?=[^\s,[\]{}]))/u;
  const GUESSED = /^(?:[-+]?[0-9][0-9_.:eExXoO+-]*|[-+]?\.(?:inf|nan|[0-9]+)|0[xo][0-9a-fA-F]+)$/i;
  const LIKE_A_SLIP =
    /^(?:[A-Za-z_][A-Za-z0-9_]*(?::(?!\/)|：)|[“”‘’＂][^“”‘’＂"']*[“”‘’＂]$|[^"']*["']$)/;
  const RESERVED = new Set("y n yes no on off true false null ~ <<".split(" "));
  const printable = (text) => !/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u.test(text);

  function isBare(text) {
    if (/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return true;
    if (
      !START.test(text) ||
      GUESSED.test(text) ||
      RESERVED.has(text.toLowerCase()) ||
      LIKE_A_SLIP.test(text)
    )
      return false;
    return !text.includes(": ") && !text.includes(" #") && !/[: ]$/.test(text) && printable(text);
  }

  function scalar(text, order) {
    if (text.includes("\n")) return block(text);
    if (order.bare || isBare(text)) return text;
    return printable(text) ? `'${text.replaceAll("'", "''")}'` : JSON.stringify(text);
  }

  function block(text) {
    const body = text.replace(/\n$/, "");
    const lines = body.split("\n");
    const plain = lines.every((line) => line === line.trimEnd() && printable(line));
    const blanks = text.includes("\n\n\n") || body.endsWith("\n");
    if (!plain || blanks || !lines[0] || lines[0] !== lines[0].trimStart())
      return JSON.stringify(text);
    return `|${body === text ? "-" : ""}\n${lines.map((line) => line && `  ${line}`).join("\n")}`;
  }

  const indented = (lines) => lines.map((line) => line && `  ${line}`);
  const isEmpty = (value) => typeof value === "object" && !Object.keys(value).length;

  function mapping(value, order) {
    const fields = Object.keys(order.fields || {});
    const place = (key) => (fields.includes(key) ? fields.indexOf(key) : fields.length);
    return Object.keys(value)
      .sort((a, b) => place(a) - place(b))
      .flatMap((key) => field(`${scalar(key, {})}:`, value[key], order.fields?.[key] || {}));
  }

  function field(head, value, order) {
    if (typeof value !== "object")
      return `${head} ${scalar(String(value), order)}`.trimEnd().split("\n");
    if (isEmpty(value)) return [`${head} ${Array.isArray(value) ? "[]" : "{}"}`];
    if (Array.isArray(value))
      return [head, ...indented(value.flatMap((one) => item(one, order.items || {})))];
    return [head, ...indented(mapping(value, order))];
  }

  function item(value, order) {
    if (typeof value !== "object" || isEmpty(value)) return field("-", value, order);
    const [first, ...rest] = Array.isArray(value)
      ? value.flatMap((one) => item(one, order.items || {}))
      : mapping(value, order);
    return [`- ${first}`, ...indented(rest)];
  }

  const written = (value, order) => `${mapping(value, order).join("\n")}\n`;

  /* What the local file says of an entry from above: only what it adds, or changes. */
  function own(before, after, { changed, continued, adoption }) {
    const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
    const added = {};
    let changes = adoption.action !== "supplemented";
    for (const key of Object.keys(after).filter((name) => !["id", "adoption"].includes(name))) {
      const [was, is] = [before[key], after[key]];
      if (same(was, is) && !changed.includes(key)) continue;
      const above = continued[key] ?? (changed.includes(key) ? 0 : was?.length || 0);
      const goesOn = Array.isArray(is) && same(is.slice(0, above), (was || []).slice(0, above));
      changes ||= !goesOn && was !== undefined && (!changed.includes(key) || key in continued);
      if (!goesOn || is.length > above) added[key] = goesOn ? is.slice(above) : is;
    }
    const whole = Object.fromEntries(Object.keys(added).map((key) => [key, after[key]]));
    const action =
      changes && after.adoption?.action === "supplemented" ? "narrowed" : after.adoption?.action;
    return { id: after.id, ...(changes ? whole : added), adoption: { ...after.adoption, action } };
  }

  globalThis.catalogueEdit = { written, own };
  const choice = document.querySelector("[data-edit]");
  if (!choice) return;
  const { draw, filled, linked, wrong } = globalThis.catalogueFields;
  const find = (name) => document.querySelector(`[data-edit-${name}]`);

  /* What was begun stays on this device until it is thrown away, or what it began from is changed. */
  const drafts = {
    kept(name, from) {
      try {
        const kept = JSON.parse(globalThis.localStorage.getItem(name));
        return kept && JSON.stringify(kept.from) === JSON.stringify(from) ? kept.value : null;
      } catch {
        return null;
      }
    },
    keep(name, from, value) {
      try {
        if (JSON.stringify(from) === JSON.stringify(value))
          globalThis.localStorage.removeItem(name);
        else globalThis.localStorage.setItem(name, JSON.stringify({ from, value }));
      } catch {
        /* a device that keeps nothing */
      }
    },
  };

  async function open(kind, asked) {
    find("said").textContent = "正在打开……";
    const form = await new Promise((resolve, reject) => {
      globalThis.catalogueEdit.load = resolve;
      globalThis.catalogueDevice.load(`edit/form-${kind}.js`).catch(reject);
    });
    linked(form.schema, form.names);
    const [number, near] = numberOf(form, asked);
    const where = form.entries[number] || {};
    const before = number ? where.fields || (await published(number)) : null;
    if (asked && !before) {
      const others = near.length ? `相近的：${near.join("、")}。` : "";
      find("said").textContent = `目录里没有${asked}。${others}`;
      return;
    }
    if (where.adoption) before.adoption = where.adoption;
    const [from, draft] = [before || form.draft, `catalogue-edit/${kind}/${number || ""}`];
    const kept = drafts.kept(draft, from);
    const value = JSON.parse(JSON.stringify(kept || from));
    const heading = Object.assign(document.createElement("h2"), {
      textContent: before ? [number, where.names?.[0]].join(" ") : `新建：${form.label}`,
    });
    const place = document.createElement("div");
    find("form").replaceChildren(heading, place);
    const fields = draw(place, form.schema, value, {
      before: before || {},
      first: form.first,
      changed() {
        drafts.keep(draft, from, value);
        fields.tell(show(form, before, where, value));
      },
    });
    fields.start();
    find("drop").hidden = !kept;
    find("drop").onclick = () => {
      drafts.keep(draft, from, from);
      ask();
    };
    const begun = kept ? "上次没有交完的还在，只在这台设备上。" : "";
    find("said").textContent = `${begun}${about(before, where)}`;
  }

  /* The number of what was asked for by its number or name, or else the names that are like it. */
  function numberOf({ entries }, asked) {
    const sought = asked.toLowerCase();
    const all = Object.entries(entries).map(([number, { names }]) => [number, ...names]);
    const named = all.filter(
      ([number, ...names]) =>
        number.toLowerCase() === sought || names.some((name) => name.toLowerCase() === sought),
    );
    const [number] = (named.length === 1 && named[0]) || [];
    const near = all.filter((one) => one.some((name) => name.includes(asked)));
    return [number, near.slice(0, 5).map((one) => one.slice(0, 2).join(" "))];
  }

  function about(before, where) {
    if (where.level && !where.adoption)
      return `这里填的照${where.level}。改好的存成本地的文件，整个换掉上级那一份；上级写错了，改上级的文件：${where.above.join("，")}。`;
    if (where.level)
      return `这一条照${where.level}。在这里改的只在本地算数；上级写错了，改上级的文件：${where.above.join("，")}。`;
    return before
      ? "网上没有编辑备注和文件里的注释，提交以前对照原来的文件，把它们留着。"
      : "没有列出来的，在“还可以填”里选。";
  }

  async function published(number) {
    const answer = await fetch(
      new URL(`../../../api/v1/entries/${number.toLowerCase()}.json`, src),
    );
    return answer.ok ? (await answer.json()).fields : null;
  }

  function show(form, before, where, given) {
    const value = filled(given) || {};
    const local = where.adoption ? own(before, value, where) : value;
    const text = written(local, form.order);
    const name = `catalogue/${where.file || `${form.folder}/${String(value.id || "").toLowerCase()}.yml`}`;
    find("result").hidden = false;
    find("file").textContent = before
      ? `整个文件${name}换成这样。`
      : `存成${name}${form.draft.id ? "，编号后面可以加拼音" : ""}。`;
    document.getElementById("yaml").value = text;
    const found = [...wrong(form.schema, given), ...unfounded(where, local)];
    const problems = found.map(
      ({ path: [key], message }) => `${form.schema.properties[key]?.title || ""}：${message}`,
    );
    const sound = "写法都对，可以交了。依据、编号和别的事项对不对得上，交了以后检查。";
    find("problems").replaceChildren(
      ...[...new Set(problems.length ? problems : [sound])].map((one) =>
        Object.assign(document.createElement("li"), { textContent: one }),
      ),
    );
    find("changes").textContent = before ? changed(form, before, value) : "";
    forge(name, text, where.level ? "" : where.file);
    find("save").onclick = () => save(name, text);
    return found;
  }

  /* What changes an entry from above says by what right; the check asks for that as well. */
  function unfounded(where, { adoption }) {
    const isFree = !where.adoption || adoption.action === "supplemented" || adoption.legal_basis;
    const message = "改了上级的，还要写凭什么：在里面的“还可以填”选“依据”";
    return isFree ? [] : [{ path: ["adoption", "legal_basis"], message }];
  }

  /* What changed, field by field, to go with an e-mail. */
  function changed(form, before, after) {
    const parts = [...new Set([...Object.keys(before), ...Object.keys(after)])]
      .filter((key) => JSON.stringify(filled(before[key])) !== JSON.stringify(after[key]))
      .map((key) => form.schema.properties[key]?.title || key);
    return parts.length
      ? `${after.id}${after.name || after.title}：改了${parts.join("、")}。`
      : "还没有改动。";
  }

  /* Lead to where the file is begun, or, of one that lies there, to where it is edited. */
  function forge(name, text, file) {
    const link = find("forge");
    const begun = file ? files : repository;
    link.hidden = !begun;
    if (link.hidden) return;
    link.textContent = file ? "到仓库里打开这个文件" : "到仓库里提交";
    const address = new URL(file ? files + file : `${repository.replace(/\/$/, "")}/${name}`);
    if (!file) {
      address.searchParams.set("filename", name.split("/").at(-1));
      address.searchParams.set("value", text);
    }
    link.href = address.href;
  }

  function save(name, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/yaml" }));
    link.download = name.split("/").at(-1);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  function ask() {
    open(choice.elements.kind.value, choice.elements.entry.value.trim()).catch(() => {
      find("said").textContent = "现在打不开，请稍后再试。";
    });
  }

  const asked = new URLSearchParams(globalThis.location.search);
  choice.hidden = false;
  choice.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  find("copy").addEventListener("click", async () => {
    const box = document.getElementById("yaml");
    const button = find("copy");
    button.textContent = await globalThis.catalogueDevice.copied(box.value, button.parentElement);
  });
  if (asked.get("entry")) {
    choice.elements.kind.value = asked.get("kind");
    choice.elements.entry.value = asked.get("entry");
    ask();
  }
})();
