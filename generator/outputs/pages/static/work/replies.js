/* Letters filled in on the device: what is typed stands in the letters above the buttons, and nowhere else. */
(() => {
  "use strict";
  const device = globalThis.catalogueDevice;
  const day = (typed) => typed.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, "$1年$2月$3日");

  const filled = new Map();
  const blanks = [...document.querySelectorAll("[data-blank]")];
  const prompts = new Map(blanks.map((blank) => [blank, blank.textContent]));

  function fill(name, typed) {
    filled.set(name, day(typed));
    for (const blank of blanks)
      if (blank.dataset.blank === name) {
        blank.textContent = day(typed) || prompts.get(blank);
        blank.toggleAttribute("data-filled", Boolean(typed));
      }
    for (const input of document.querySelectorAll("[data-name]"))
      if (input.dataset.name === name && input.value !== typed) input.value = typed;
  }

  /* As it is pasted into a message: a line each, two blanks before a paragraph. */
  function words(letter) {
    const lines = [...letter.querySelectorAll("p")];
    return lines
      .map((line) => (line.className.endsWith("body") ? "　　" : "") + line.textContent.trim())
      .join("\n");
  }

  for (const part of document.querySelectorAll("[data-reply]")) {
    const form = part.querySelector("[data-reply-form]");
    const letter = part.querySelector("[data-reply-text]");
    const print = part.querySelector("[data-reply-print]");
    const copy = part.querySelector("[data-reply-copy]");
    for (const one of [form, print, copy]) one.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", ({ target }) => {
      if (target.dataset.name) fill(target.dataset.name, target.value);
    });
    const chosen = form.querySelector("[data-choose]");
    const choose = ({ target }) => {
      for (const pair of Object.values(target.selectedOptions[0].dataset)) {
        const cut = pair.indexOf("=");
        fill(pair.slice(0, cut), pair.slice(cut + 1));
      }
    };
    if (chosen) chosen.addEventListener("change", choose);
    print.addEventListener("click", () => {
      letter.toggleAttribute("data-printed", true);
      device.onPaper(print);
    });
    const word = part.querySelector("[data-reply-word]");
    if (
      word &&
      !device.inside &&
      globalThis.DecompressionStream &&
      location.protocol.startsWith("http")
    ) {
      word.hidden = false;
      word.addEventListener("click", async () => {
        const link = document.createElement("a");
        const form = word.nextElementSibling;
        link.href = URL.createObjectURL(await globalThis.catalogueWordForm(form.href, filled));
        link.download = `${part.querySelector("h2").textContent}.docx`;
        link.click();
        URL.revokeObjectURL(link.href);
      });
    }
    globalThis.addEventListener("afterprint", () => letter.removeAttribute("data-printed"));
    copy.addEventListener("click", async () => {
      copy.textContent = await device.copied(words(letter), copy.parentElement);
    });
  }
})();
