/* What the funding standards yield, reckoned exactly as generator/derive/money.py does it: whole
   numbers only, each line rounded to a fen. Nothing filled in leaves the page. */
(() => {
  "use strict";
  const MICRO = 1_000_000n;
  const FEN_AT = 10_000n * MICRO; // a fen, where two numbers in millionths were multiplied
  const POSTS = ["chief", "deputy", "other_staff"];

  /* A decimal number as whole millionths; null for what is none. */
  function micro(text) {
    const found = /^(\d+)(?:\.(\d{0,6}))?$/.exec(String(text).trim());
    return found && BigInt(found[1]) * MICRO + BigInt((found[2] || "").padEnd(6, "0"));
  }

  const rounded = (value, unit) => (2n * value + unit) / (2n * unit);

  function applies(entry, place) {
    return !entry.types.length || !place.type || entry.types.includes(place.type);
  }

  function amount(standard, place, ratios) {
    const value = micro(standard.amount);
    const by = standard.counted_by;
    const from = standard.households_from || 0;
    const to = standard.households_to || Infinity;
    if (by === "community")
      return from <= place.households && place.households <= to ? rounded(value, 10_000n) : null;
    if (by === "party_member") return rounded(value * BigInt(place.members), 10_000n);
    const base = micro(place.pay);
    if (base === null) return null;
    if (POSTS.includes(by)) return rounded(base * value * BigInt(place.posts[by]), FEN_AT);
    const pays = Object.entries(ratios).reduce(
      (sum, [post, ratio]) => sum + base * ratio * BigInt(place.posts[post]),
      0n,
    );
    return rounded(pays * value, FEN_AT * MICRO * 100n);
  }

  /* Return [{entry, least, most, texts}] in fen for the entries of one standing. */
  function lines(entries, standing, place) {
    const some = entries.filter((entry) => entry.standing === standing);
    const ratios = {};
    for (const entry of some) {
      for (const one of entry.standards)
        if (POSTS.includes(one.counted_by)) ratios[one.counted_by] = micro(one.amount);
    }
    return some
      .filter((entry) => applies(entry, place))
      .flatMap((entry) => {
        const reckoned = entry.standards
          .map((one) => [one, amount(one, place, ratios)])
          .filter(([, value]) => value !== null);
        if (!reckoned.length) return [];
        const byPost = reckoned.every(([one]) => POSTS.includes(one.counted_by));
        const amounts = reckoned.map(([, value]) => value);
        const whole = byPost ? [amounts.reduce((a, b) => a + b)] : amounts;
        const sorted = [...whole].sort((a, b) => (a < b ? -1 : Number(a > b)));
        const texts = [...new Set(reckoned.map(([one]) => one.text))];
        const bounds = reckoned.map(([one]) => one.bound);
        const atLeast = bounds.includes("at_least") && !bounds.includes("at_most");
        return [{ entry, least: sorted[0], most: sorted[sorted.length - 1], texts, atLeast }];
      });
  }

  function yuan(fen) {
    const rest = fen % 100n;
    const whole = (fen / 100n).toLocaleString("en-US");
    return `${whole}${rest ? `.${String(rest).padStart(2, "0")}` : ""}元`;
  }

  globalThis.catalogueMoney = { lines };
  const form = document.querySelector("[data-money]");
  if (!form) return;
  const entries = JSON.parse(document.getElementById("money-data").textContent);

  function whole(name) {
    const value = Number(form.elements[name].value || 0);
    return Number.isInteger(value) && value >= 0 && value <= 1_000_000 ? value : null;
  }

  /* What the wording only says may not be less is not written as if it were all. */
  function range({ least, most, atLeast }) {
    const amount = least === most ? yuan(least) : `${yuan(least)}至${yuan(most)}`;
    return atLeast ? `不低于${amount}` : amount;
  }

  function element(name, text, ...children) {
    const made = document.createElement(name);
    made.append(text, ...children);
    return made;
  }

  function row(line) {
    const link = element("a", line.entry.title);
    link.href = `../${line.entry.address}`;
    const open = line.entry.open || (line.least === line.most ? "" : "原文没有说算哪一档。");
    const doubt = Object.assign(element("span", open), { className: "c-small" });
    const name = element("th", link);
    name.scope = "row";
    return element(
      "tr",
      name,
      element("td", range(line)),
      element("td", line.texts.join("")),
      element("td", doubt),
    );
  }

  function show() {
    const numbers = Object.fromEntries(
      ["households", "members", "deputies", "others"].map((name) => [name, whole(name)]),
    );
    const said = form.querySelector("[data-money-said]");
    const pay = form.elements.pay.value;
    const wrong = Object.values(numbers).includes(null) || (pay && micro(pay) === null);
    const empty = !form.elements.households.value && !form.elements.households.validity.badInput;
    said.textContent = wrong ? "填数字：人数、户数是不带小数的数，报酬最多两位小数。" : "";
    if (empty && !wrong) said.textContent = "先填户数，下面才算。没有人的，空着。";
    const place = {
      ...numbers,
      type: form.elements.type ? form.elements.type.value : "",
      pay,
      posts: { chief: 1, deputy: numbers.deputies, other_staff: numbers.others },
    };
    for (const section of document.querySelectorAll("[data-money-standing]")) {
      const found = wrong || empty ? [] : lines(entries, section.dataset.moneyStanding, place);
      const target = section.querySelector("[data-money-lines]");
      if (!found.length) {
        target.textContent = "";
        continue;
      }
      const head = element(
        "tr",
        "",
        ...["哪一项", "一年", "怎么来的", "说不清的"].map((word) =>
          Object.assign(element("th", word), { scope: "col" }),
        ),
      );
      const sum = found.reduce(
        (all, { least, most, atLeast }) => ({
          least: all.least + least,
          most: all.most + most,
          atLeast: all.atLeast || atLeast,
        }),
        { least: 0n, most: 0n, atLeast: false },
      );
      const total = element(
        "tr",
        Object.assign(element("th", "合计"), { scope: "row" }),
        element("td", range(sum)),
        element("td", ""),
        element("td", ""),
      );
      const table = element(
        "table",
        element("thead", head),
        element("tbody", "", ...found.map(row), total),
      );
      table.className = "c-table c-sums";
      target.textContent = "";
      target.append(table);
    }
  }

  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  const paper = form.querySelector("[data-money-print]");
  paper.addEventListener("click", () => globalThis.catalogueDevice.onPaper(paper));
  show();
})();
