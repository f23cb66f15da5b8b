/* A form made of a schema: a row for each text, a part to unfold for each list, and what is not
   there yet on request. What is wrong with what is filled in is said beside it. */
(() => {
  "use strict";
  const LONG = 60;

  /* --- what the schema says --- */

  const isThere = (value) => value !== undefined && value !== null && value !== "";
  const kindOf = (value) =>
    Array.isArray(value) ? "array" : Number.isInteger(value) ? "integer" : typeof value;
  const length = (text) => [...text].length;
  const ASKED = [
    ["minLength", (value, least) => length(value) >= least, (least) => `至少${least}个字`],
    ["maxLength", (value, most) => length(value) <= most, (most) => `最多${most}个字`],
    ["minItems", (value, least) => value.length >= least, (least) => `至少${least}项`],
    ["maxItems", (value, most) => value.length <= most, (most) => `最多${most}项`],
    [
      "uniqueItems",
      (value) => new Set(value.map((one) => JSON.stringify(one))).size === value.length,
      () => "有重复的",
    ],
    ["minimum", (value, least) => value >= least, (least) => `不能小于${least}`],
    ["maximum", (value, most) => value <= most, (most) => `不能大于${most}`],
    ["enum", (value, all) => all.includes(value), () => "从选项里选"],
    ["const", (value, one) => value === one, () => "要写成规定的内容"],
    [
      "pattern",
      (value, form) => new RegExp(form, "u").test(value),
      () => "写法不对，看说明里的例子",
    ],
  ];

  /* Without what was left empty: an empty text says nothing. */
  function filled(value) {
    if (Array.isArray(value)) {
      const kept = value.map(filled).filter((one) => one !== undefined);
      return kept.length ? kept : undefined;
    }
    if (value && typeof value === "object") {
      const kept = Object.entries(value)
        .map(([key, one]) => [key, filled(one)])
        .filter(([, one]) => one !== undefined);
      return kept.length ? Object.fromEntries(kept) : undefined;
    }
    return value === "" || value === null ? undefined : value;
  }

  /* Put the names of what a reference may lead to into a schema: each list comes only once. */
  function linked(schema, names) {
    const known = names[schema.ref];
    if (known)
      Object.assign(schema, {
        enum: Object.keys(known),
        options: { enum_titles: Object.values(known) },
      });
    for (const part of [schema.items || {}, ...Object.values(schema.properties || {})])
      if (part !== schema && Object.keys(part).length) linked(part, names);
  }

  /* Every problem of a value, with the path to it as it is given: what was left empty has its place
     there, and says nothing. `about` knows the titles. */
  function wrong(schema, given, path = [], about = schema) {
    const value = filled(given) ?? (path.length ? undefined : {});
    if (value === undefined) return [];
    if (schema.type && kindOf(value) !== schema.type) return [{ path, message: "写法不对" }];
    const said = ASKED.filter(([name, holds]) => name in schema && !holds(value, schema[name]));
    const found = said.map(([name, , words]) => ({ path, message: words(schema[name]) }));
    if (kindOf(value) === "array" && schema.items)
      return [...found, ...given.flatMap((one, at) => wrong(schema.items, one, [...path, at]))];
    if (kindOf(value) !== "object") return found;
    const titles = about.properties || {};
    const along = Object.entries(schema.dependentRequired || {}).filter(([key]) => key in value);
    for (const key of [...(schema.required || []), ...along.flatMap(([, needed]) => needed)])
      if (!(key in value))
        found.push({ path: [...path, key], message: `还要填“${titles[key]?.title || key}”` });
    for (const [key, part] of Object.entries(schema.properties || {}))
      if (key in value) found.push(...wrong(part, given[key], [...path, key]));
    for (const rule of [schema, ...(schema.allOf || [])])
      if (rule.if && !wrong(rule.if, given, path).length)
        found.push(...wrong(rule.then || {}, given, path, about));
    return found;
  }

  /* --- the form --- */

  function make(tag, settings = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(settings))
      if (name in node) node[name] = value;
      else node.setAttribute(name, value);
    node.append(...children);
    return node;
  }

  const named = (path) => `root${path.map((step) => `[${step}]`).join("")}`;
  const empty = ({ type }) => (type === "array" ? [] : type === "object" ? {} : "");
  const isDeep = ({ type }) => type === "array" || type === "object";

  function started(schema) {
    const value = empty(schema);
    if (schema.type === "object")
      for (const key of schema.required || []) value[key] = started(schema.properties[key]);
    return value;
  }

  /* Draw the form of `value`, which is changed as it is filled in. `before` is what stood there. */
  function draw(place, schema, value, { before, first = [], changed }) {
    const unfolded = new Set(first.map((key) => named([key])));

    function again(focus) {
      place.replaceChildren(...inside(schema, value, []));
      changed();
      if (focus) document.getElementById(focus)?.focus();
    }

    function inside(node, holder, path) {
      const later = (key) => (path.length || !first.includes(key) ? 1 : 0);
      const all = Object.entries(node.properties || {}).sort(([a], [b]) => later(a) - later(b));
      const isShown = (key) => key in holder || (node.required || []).includes(key);
      const rows = all
        .filter(([key]) => isShown(key))
        .map(([key, part]) => {
          if (!(key in holder) && isDeep(part)) holder[key] = started(part);
          return row(part, holder, [...path, key]);
        });
      const more = all.filter(([key]) => !isShown(key));
      return more.length ? [...rows, adder(more, holder, path)] : rows;
    }

    function adder(more, holder, path) {
      const id = `${named(path)}+`;
      const choice = make(
        "select",
        { id },
        new Option("选一项", ""),
        ...more.map(([key, part]) => new Option(part.title || key, key)),
      );
      choice.addEventListener("change", () => {
        const [key, part] = more.find(([one]) => one === choice.value);
        holder[key] = started(part);
        if (part.type === "array") holder[key] = [started(part.items || {})];
        const there = named([...path, key]);
        unfolded.add(there);
        again(part.type === "array" ? `${there}[0]` : there);
      });
      return make(
        "p",
        { className: "c-edit__more" },
        make("label", { htmlFor: id, textContent: "还可以填" }),
        choice,
      );
    }

    function row(node, holder, path) {
      if (node.type === "array") return list(node, holder, path);
      return node.type === "object" ? group(node, holder, path) : text(node, holder, path);
    }

    function folded(node, path, note, fill) {
      const id = named(path);
      const part = make(
        "details",
        { id },
        make("summary", {}, make("span", { textContent: title(node, path) }), ` ${note}`),
      );
      let isFilled = false;
      const unfold = () => {
        if (!part.open || isFilled) return;
        isFilled = true;
        if (node.description) part.append(make("p", { textContent: node.description }));
        part.append(...fill());
        marked();
      };
      part.addEventListener("toggle", () => {
        unfolded[part.open ? "add" : "delete"](id);
        unfold();
      });
      part.open = unfolded.has(id);
      unfold();
      return part;
    }

    const title = (node, path) => {
      const last = path[path.length - 1];
      return typeof last === "number" ? `${node.title || "第"}${last + 1}` : node.title || last;
    };

    /* What a folded part says of itself: the first words in it, by their labels. */
    const short = (node, value) =>
      Object.entries(node.properties || {})
        .filter(([key]) => typeof value[key] === "string" && value[key])
        .map(([key, { enum: all, options }]) => {
          const at = options ? all.indexOf(value[key]) : -1;
          return at < 0 ? value[key] : options.enum_titles[at];
        })
        .join(" ")
        .slice(0, LONG / 3);

    function group(node, holder, path) {
      const key = path[path.length - 1];
      return folded(node, path, short(node, holder[key]), () => [
        ...inside(node, holder[key], path),
        ...(typeof key === "number" ? [without(node, holder, path)] : []),
      ]);
    }

    function list(node, holder, path) {
      const items = holder[path[path.length - 1]];
      const add = button(`加一项：${node.title || ""}`, () => {
        items.push(started(node.items));
        const there = named([...path, items.length - 1]);
        unfolded.add(named(path)).add(there);
        again(there);
      });
      const part = folded(node, path, `${items.length}项`, () =>
        items.map((_, at) =>
          isDeep(node.items)
            ? row(node.items, items, [...path, at])
            : make(
                "div",
                { className: "c-edit__one" },
                text(node.items, items, [...path, at]),
                without(node.items, items, [...path, at]),
              ),
        ),
      );
      return make("div", { className: "c-edit__list" }, part, add);
    }

    function without(node, items, path) {
      const at = path[path.length - 1];
      return button(`删掉：${title(node, path)}`, () => {
        items.splice(at, 1);
        again(named(path.slice(0, -1)));
      });
    }

    function button(words, act) {
      const made = make("button", { type: "button", textContent: words });
      made.addEventListener("click", act);
      return made;
    }

    function text(node, holder, path) {
      const [id, key] = [named(path), path[path.length - 1]];
      const control = box(node, holder[key]);
      control.id = id;
      control.name = id;
      control.setAttribute("aria-describedby", `${id}?`);
      const said = () => {
        const given = read(node, control.value);
        if (isThere(given) || Array.isArray(holder)) holder[key] = given ?? "";
        else delete holder[key];
        changed();
        marked();
      };
      control.addEventListener(control.matches("select") ? "change" : "input", said);
      const was = at(before, path);
      const note = isThere(was) && String(was) !== String(holder[key]) ? `原来：${was}` : "";
      return make(
        "div",
        { className: "c-edit__row" },
        make("label", { htmlFor: id, textContent: title(node, path) }),
        control,
        make("p", {
          id: `${id}?`,
          textContent: [node.description, note].filter(Boolean).join(" "),
        }),
        make("p", { className: "c-edit__wrong", "data-of": id }),
      );
    }

    const at = (value, path) => path.reduce((one, step) => one?.[step], value);

    function box(node, value) {
      const shown = isThere(value) ? String(value) : "";
      const titles = node.options?.enum_titles || node.enum;
      const choices =
        node.type === "boolean"
          ? [
              ["true", "是"],
              ["false", "否"],
            ]
          : node.enum?.map((one, i) => [one, titles[i]]);
      if (choices) {
        const known = choices.some(([one]) => one === shown) || !shown ? [] : [[shown, shown]];
        const options = [["", "选一个"], ...choices, ...known].map(
          ([one, words]) => new Option(words, one),
        );
        const made = make("select", {}, ...options);
        made.value = shown;
        return made;
      }
      if ((node.maxLength || 0) > LONG || shown.includes("\n"))
        return make("textarea", { rows: shown.length > 2 * LONG ? 6 : 2, value: shown });
      return make("input", { value: shown, autocomplete: "off" });
    }

    function read(node, given) {
      if (!given) return undefined;
      if (node.type === "boolean") return given === "true";
      return node.type === "integer" && /^\d{1,15}$/.test(given) ? Number(given) : given;
    }

    /* Say beside each row that is shown what is wrong with it. */
    function marked() {
      for (const line of place.querySelectorAll("[data-of]")) {
        const of = line.dataset.of;
        const found = problems().filter(({ path }) => named(path) === of);
        line.textContent = found.map(({ message }) => message).join("；");
        document.getElementById(of)?.setAttribute("aria-invalid", String(found.length > 0));
      }
    }

    let known = [];
    const problems = () => known;
    return {
      start: () => again(),
      tell(found) {
        known = found;
        marked();
      },
    };
  }

  globalThis.catalogueFields = { draw, filled, linked, wrong };
})();
