/* Ticks for the steps of a journey and for the papers a reader has. Both stay on this device. */
(() => {
  "use strict";
  const journey = document.querySelector("[data-journey]");
  const key = `catalogue.journey.${journey.dataset.journey}`;
  const ticks = new Set(read());

  function read() {
    try {
      const kept = JSON.parse(localStorage.getItem(key) || "[]");
      return Array.isArray(kept) ? kept : [];
    } catch {
      return []; // storage may be forbidden; the ticks then last for one page
    }
  }

  function keep() {
    try {
      localStorage.setItem(key, JSON.stringify([...ticks]));
    } catch {
      /* as above */
    }
  }

  function box(name, text) {
    const label = document.createElement("label");
    const input = document.createElement("input");
    label.className = "c-tick";
    input.type = "checkbox";
    input.checked = ticks.has(name);
    input.addEventListener("change", () => {
      if (input.checked) ticks.add(name);
      else ticks.delete(name);
      keep();
      show();
    });
    label.append(input, text);
    return label;
  }

  function show() {
    for (const step of journey.querySelectorAll("[data-step]")) {
      step.toggleAttribute("data-done", ticks.has(`step:${step.dataset.step}`));
    }
    for (const need of journey.querySelectorAll("[data-need]")) {
      need.toggleAttribute("data-done", ticks.has(`have:${need.dataset.need}`));
    }
  }

  for (const step of journey.querySelectorAll("[data-step]")) {
    step.append(box(`step:${step.dataset.step}`, "这一步办好了"));
  }
  for (const paper of journey.querySelectorAll("[data-have]")) {
    paper.append(box(`have:${paper.dataset.have}`, "有了"));
  }
  const said = journey.querySelector("[data-have-said]");
  if (said) said.hidden = false;
  show();
})();
