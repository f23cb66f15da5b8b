/* May they send us this? Narrows the lists below to what was typed; nothing typed leaves the page.
   Of a list nobody asked for, the first rows are shown until somebody asks for all. */
(() => {
  "use strict";
  const SHOWN = 12;
  const NEAR = 3; // what it may be, where nothing is sure
  const form = document.querySelector("[data-task]");
  const input = document.getElementById("task");
  const said = form.querySelector("[data-task-said]");
  const near = form.querySelector("[data-task-near]");
  const { href: script } = new URL(document.currentScript.src);
  const none = document.querySelector("[data-task-none]");
  const letter = none.querySelector("[data-letter]");
  const groups = [...document.querySelectorAll("[data-task-group]")];
  const whole = new Set();

  async function ask() {
    const typed = input.value.trim();
    const asked = typed ? await globalThis.catalogueAsk(typed) : [];
    const found = asked.filter(({ sure }) => sure);
    if (typed !== input.value.trim()) return;
    const order = new Map(found.map(({ entry }, place) => [entry.id, place]));
    let count = 0;
    for (const group of groups) {
      const rows = [...group.querySelectorAll("[data-number]")];
      for (const row of rows) row.hidden = Boolean(typed) && !order.has(row.dataset.number);
      const shown = rows.filter((row) => !row.hidden);
      group.hidden = !shown.length;
      count += shown.length;
      group.querySelector("[data-task-count]").textContent = shown.length;
      const place = (row) => (typed ? order.get(row.dataset.number) : 0);
      const sorted = typed
        ? shown.sort((a, b) => place(a) - place(b))
        : shown.sort((a, b) => a.dataset.number.localeCompare(b.dataset.number));
      group.querySelector("tbody").append(...sorted);
      const folded = typed || whole.has(group) ? [] : sorted.slice(SHOWN);
      for (const row of folded) row.hidden = true;
      group.querySelector("[data-task-more]").hidden = !folded.length;
    }
    const address = new URL(location.href);
    if (typed) address.searchParams.set("f", typed);
    else address.searchParams.delete("f");
    history.replaceState(null, "", address);
    none.hidden = !typed;
    suggest(typed && !count ? asked : []);
    if (letter && typed) letter.value = letter.dataset.letter.replace("[[事项]]", typed);
    if (!typed) said.textContent = "";
    else said.textContent = count ? `查到${count}件，看看是不是一件事。` : `目录里没有“${typed}”。`;
  }

  /* Names, as links, what a task may be that no list is sure of: a letter must not say too much. */
  function suggest(asked) {
    const tasks = ({ entry }) => document.querySelector(`[data-number="${entry.id}"]`);
    const links = asked
      .filter((one) => one.sure || tasks(one))
      .slice(0, NEAR)
      .map(({ entry }) => {
        const link = document.createElement("a");
        link.href = new URL(`../../../${entry.slug}/`, script).href;
        link.textContent = entry.title;
        return link;
      });
    near.hidden = !links.length;
    near.textContent = "";
    near.append(
      "可能是：",
      ...links.flatMap((link, place) => (place ? ["、", link] : [link])),
      "。先看是不是，不是的再退。",
    );
  }

  for (const group of groups) {
    group.querySelector("[data-task-more]").addEventListener("click", () => {
      whole.add(group);
      ask();
    });
  }
  addEventListener("beforeprint", () => {
    for (const group of groups) whole.add(group);
    ask();
  });
  input.value = new URL(location.href).searchParams.get("f") || "";
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("input", (event) => {
    if (!event.isComposing) ask();
  });
  input.addEventListener("compositionend", ask);
  ask();
  const copy = none.querySelector("[data-task-copy]");
  if (!copy) return;
  copy.addEventListener("click", async () => {
    copy.textContent = await globalThis.catalogueDevice.copied(letter.value, copy.parentElement);
  });
})();
