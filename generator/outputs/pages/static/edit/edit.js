/* The form for one entry, made from the schemas; gives the file in the form `catalogue fmt` has.
   Nothing filled in leaves the device. */
(() => {
  "use strict";
  const {
    src,
    dataset: { repository },
  } = document.currentScript;
  const { href: assets, search: version } = new URL(src);
  const WORDS = {
    error_notset: "这一项要填",
    error_notempty: "这一项要填",
    error_enum: "从选项里选",
    error_const: "要写成规定的内容",
    error_type: "写法不对",
    error_minLength: "至少{{0}}个字",
    error_maxLength: "最多{{0}}个字",
    error_pattern: "写法不对，看说明里的例子",
    error_minItems: "至少{{0}}项",
    error_maxItems: "最多{{0}}项",
    error_uniqueItems: "有重复的",
    error_additional_properties: "没有“{{0}}”这一项",
    error_required: "还要填“{{0}}”",
    error_not: "不能这样写",
    error_date: "写成2026-11-23这样",
    button_add: "加一项",
    button_add_row_title: "加一项：{{0}}",
    button_delete_all: "全部删掉",
    button_delete_all_title: "全部删掉",
    button_delete_last: "删掉最后一项",
    button_delete_last_title: "删掉最后一项",
    button_delete_row_title: "删掉这一项",
    button_delete_row_title_short: "删掉",
    button_move_down_title: "下移",
    button_move_up_title: "上移",
    button_collapse: "收起",
    button_expand: "展开",
    button_properties: "选要填的",
    button_object_properties: "选要填的",
    default_array_item_title: "一项",
    button_delete_node_warning: "确定删掉这一项？",
    button_copy_row_title: "再来一份",
    button_copy_row_title_short: "再来一份",
    button_cancel: "取消",
    button_save: "存",
    button_copy: "复制",
  };

  /* --- the one form, as generator/editing/writing.py writes it; a test holds the two together --- */

  const START = /^(?:[^\s\-?:,[\]{}#&*!|>'"%@`=]|[-?:](?=[^\s,[\]{}]))/u;
  const GUESSED = /^(?:[-+]?[0-9][0-9_.:eExXoO+-]*|[-+]?\.(?:inf|nan|[0-9]+)|0[xo][0-9a-fA-F]+)$/i;
  const LIKE_A_SLIP = /^(?:[A-Za-z_][A-Za-z0-9_]*(?::(?!\/)|：)|[“”‘’＂][^“”‘’＂"']*[“”‘’＂]$)/;
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

  /* Without what was left empty: an empty text says nothing. */
  function filled(value) {
    if (Array.isArray(value)) return value.map(filled).filter((one) => one !== undefined);
    if (value && typeof value === "object") {
      const kept = Object.entries(value)
        .map(([key, one]) => [key, filled(one)])
        .filter(([, one]) => one !== undefined);
      return kept.length ? Object.fromEntries(kept) : undefined;
    }
    return value === "" || value === null ? undefined : value;
  }

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
  const find = (name) => document.querySelector(`[data-edit-${name}]`);
  let editor;

  function run(name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL(name + version, assets);
      script.onload = resolve;
      script.onerror = () => reject(new Error(name));
      document.head.append(script);
    });
  }

  async function open(kind, number) {
    find("said").textContent = "正在打开……";
    if (!globalThis.JSONEditor) await run("jsoneditor.js");
    const form = await new Promise((resolve, reject) => {
      globalThis.catalogueEdit.load = resolve;
      run(`form-${kind}.js`).catch(reject);
    });
    const before = number ? await published(number) : null;
    if (number && !before) {
      find("said").textContent = `目录里没有${number}。`;
      return;
    }
    const where = before ? form.entries[number] : {};
    if (where.level) before.adoption = where.adoption;
    editor?.destroy();
    JSONEditor.defaults.languages.zh = { ...JSONEditor.defaults.languages.en, ...WORDS };
    JSONEditor.defaults.language = "zh";
    editor = new JSONEditor(find("form"), {
      schema: { ...form.schema, title: before ? `${number}` : `新建：${form.label}` },
      startval: before || form.draft,
      theme: "barebones",
      show_opt_in: true,
      show_errors: "always",
      disable_edit_json: true,
      disable_properties: true,
      disable_array_delete_last_row: true,
      disable_array_delete_all_rows: true,
      prompt_before_delete: false,
      remove_empty_properties: true,
    });
    await new Promise((resolve) => {
      editor.on("ready", resolve);
    });
    for (const label of find("form").querySelectorAll('label[for$="-opt-in"]')) {
      label.textContent = "要填"; // the library writes the field's path here, for screen readers
    }
    editor.on("change", () => show(form, before, where));
    show(form, before, where);
    find("said").textContent = where.level
      ? `这一条照${where.level}。在这里改的只在本地算数；上级写错了，改上级的文件：${where.above.join("，")}。`
      : before
        ? "网上没有编辑备注和文件里的注释，提交以前对照原来的文件，把它们留着。"
        : "带方框的项目，要填就先打勾。";
  }

  async function published(number) {
    const answer = await fetch(
      new URL(`../../../api/v1/entries/${number.toLowerCase()}.json`, assets),
    );
    return answer.ok ? (await answer.json()).fields : null;
  }

  function show(form, before, where) {
    const value = filled(editor.getValue()) || {};
    const text = written(where.level ? own(before, value, where) : value, form.order);
    const name = `catalogue/${where.file || `${form.folder}/${String(value.id || "").toLowerCase()}.yml`}`;
    find("result").hidden = false;
    find("file").textContent = before
      ? `整个文件${name}换成这样。`
      : `存成${name}，编号后面可以加拼音。`;
    document.getElementById("yaml").value = text;
    const problems = editor.validate().map(({ path, message }) => {
      const [, key] = path.split(".");
      return `${form.schema.properties[key]?.title || ""}：${message}`;
    });
    find("problems").replaceChildren(
      ...[...new Set(problems.length ? problems : ["都对，可以交了。"])].map((one) =>
        Object.assign(document.createElement("li"), { textContent: one }),
      ),
    );
    find("changes").textContent = before ? changed(form, before, value) : "";
    forge(name, text, before);
  }

  /* What changed, field by field, to go with an e-mail. */
  function changed(form, before, after) {
    const parts = [...new Set([...Object.keys(before), ...Object.keys(after)])]
      .filter((key) => JSON.stringify(filled(before[key])) !== JSON.stringify(after[key]))
      .map((key) => form.schema.properties[key]?.title || key);
    return parts.length ? `${after.id}${after.name}：改了${parts.join("、")}。` : "还没有改动。";
  }

  function forge(name, text, before) {
    const link = find("forge");
    link.hidden = !repository || Boolean(before);
    if (link.hidden) return;
    const address = new URL(`${repository.replace(/\/$/, "")}/${name}`);
    address.searchParams.set("filename", name.split("/").at(-1));
    address.searchParams.set("value", text);
    link.href = address.href;
  }

  function ask() {
    const number = choice.elements.entry.value.trim().toUpperCase();
    open(choice.elements.kind.value, number).catch(() => {
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
    if (navigator.clipboard) await navigator.clipboard.writeText(box.value);
    else box.select();
    find("copy").textContent = navigator.clipboard ? "已复制" : "已选中，按复制键";
  });
  if (asked.get("entry")) {
    choice.elements.kind.value = asked.get("kind");
    choice.elements.entry.value = asked.get("entry");
    ask();
  }
})();
