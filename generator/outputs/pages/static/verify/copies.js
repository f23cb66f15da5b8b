/* From which edition on two copies differ, said on the reader's own device: no file leaves it.
   Says what generator/editions/copies.py says; tests/vectors/copies.json holds both to the same answers. */
(() => {
  "use strict";
  const SHOWN = 16; // hex digits of a digest that are said
  const LARGEST = 64; // MB of a file
  const SEAL = "sha256";

  class CopyError extends Error {}

  /* The first 32 bits of the fractions of roots of primes: what SHA-256 begins and stirs with. */
  const primes = [];
  for (let number = 2; primes.length < 64; number += 1)
    if (primes.every((prime) => number % prime)) primes.push(number);
  const fractions = (roots) => Int32Array.from(roots, (root) => (root % 1) * 2 ** 32);
  const BEGIN = fractions(primes.slice(0, 8).map(Math.sqrt));
  const STIR = fractions(primes.map(Math.cbrt));
  const turned = (word, by) => (word >>> by) | (word << (32 - by));

  /* The SHA-256 of bytes in hexadecimal. The browser's own is only there under https. */
  function sha256(bytes) {
    const blocks = new Uint8Array((((bytes.length + 8) >> 6) + 1) << 6);
    blocks.set(bytes);
    blocks[bytes.length] = 0x80;
    const view = new DataView(blocks.buffer);
    view.setUint32(blocks.length - 8, bytes.length / 2 ** 29);
    view.setUint32(blocks.length - 4, bytes.length << 3);
    const state = BEGIN.slice();
    const words = new Int32Array(64);
    for (let start = 0; start < blocks.length; start += 64) {
      for (let place = 0; place < 16; place += 1) words[place] = view.getInt32(start + 4 * place);
      stir(state, words);
    }
    return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }

  /* Stir sixteen words into the state, FIPS 180-4, 6.2.2. */
  function stir(state, words) {
    for (let place = 16; place < 64; place += 1) {
      const [early, late] = [words[place - 15], words[place - 2]];
      words[place] =
        words[place - 16] +
        (turned(early, 7) ^ turned(early, 18) ^ (early >>> 3)) +
        words[place - 7] +
        (turned(late, 17) ^ turned(late, 19) ^ (late >>> 10));
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let place = 0; place < 64; place += 1) {
      const first =
        h +
        (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) +
        ((e & f) ^ (~e & g)) +
        STIR[place] +
        words[place];
      const second = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, place) => {
      state[place] += word;
    });
  }

  /* Order by code point, as Python has it: by UTF-16 units rare characters would come earlier. */
  function byPoint(one, other) {
    const [some, more] = [one, other].map((text) => Array.from(text, (it) => it.codePointAt(0)));
    const place = some.findIndex((point, at) => point !== more[at]);
    if (place < 0) return some.length - more.length;
    return place < more.length ? some[place] - more[place] : 1;
  }

  /* JSON in the one form that is digested: sorted keys, no blanks. */
  function canonical(value) {
    if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
    if (!isRecord(value)) return JSON.stringify(value);
    const keys = Object.keys(value).sort(byPoint);
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
  }

  const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  const digest = (value) => sha256(new TextEncoder().encode(canonical(value)));

  function read(content) {
    try {
      return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content));
    } catch {
      throw new CopyError("副本的文件打不开，或者被改坏了");
    }
  }

  function sum(told) {
    if (!isRecord(told) || typeof told.id !== "string" || typeof told[SEAL] !== "string")
      throw new CopyError("副本里的版次没有写编号和校验值");
    return [told.id, told[SEAL]];
  }

  /* The SHA-256 of each edition that a file tells of: of an edition, or api/v1/editions.json. */
  function sumsIn(content) {
    const data = read(content);
    if (!isRecord(data)) throw new CopyError("副本里没有版次");
    if (Array.isArray(data.editions)) return data.editions.map(sum);
    const [id, sealed] = sum(data);
    const sealedOver = Object.assign({}, data);
    delete sealedOver[SEAL];
    if (digest(sealedOver) !== sealed)
      throw new CopyError(`副本里的${id}版和封存时的校验值对不上，被人改过`);
    return [...(data.supersedes ? [sum(data.supersedes)] : []), [id, sealed]];
  }

  /* What all files of a copy tell. */
  function together(files) {
    const sums = new Map();
    for (const [id, told] of [].concat(...files)) {
      if (!sums.has(id)) sums.set(id, told);
      if (sums.get(id) !== told) throw new CopyError(`副本自己接不上：${id}版有两个校验值。`);
    }
    return sums;
  }

  /* Return whether all agrees, and the sentences that say so; our own editions, the oldest first. */
  function compare(own, theirs) {
    const known = own.map(({ id }) => id);
    const missing = Array.from(theirs.keys()).filter((id) => !known.includes(id));
    const gone = `副本里有、这里没有：${missing.join("、")}版。这里旧了，或者被人删过。`;
    const shared = own.filter(({ id }) => theirs.has(id));
    if (!shared.length) return [false, [missing.length ? gone : "副本里一版也没有。"]];
    const other = shared.find((one) => theirs.get(one.id) !== one[SEAL]);
    if (other) {
      const [here, there] = [other[SEAL], theirs.get(other.id)].map((one) => one.slice(0, SHOWN));
      const said = `从${other.id}版起不一样：这里的校验值是${here}，副本的是${there}。`;
      return [false, [said, "有一份的过去被人改过。"]];
    }
    const ids = shared.map(({ id }) => id).join("、");
    const same = `和副本一样：${ids}版，一共${shared.length}版。`;
    return [!missing.length, missing.length ? [same, gone] : [same]];
  }

  globalThis.catalogueCopies = { CopyError, sumsIn, together, compare };
  const form = document.querySelector("[data-copies]");
  if (!form) return;
  const [box, place] = [form.querySelector("input"), form.querySelector("[data-compared]")];

  /* Not file.arrayBuffer(): browsers of 2019 have none. */
  function contentOf(file) {
    return new Promise((resolve, reject) => {
      if (file.size > LARGEST * 2 ** 20)
        throw new CopyError(`${file.name}太大，超过${LARGEST}MB，没有打开`);
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.onerror = () => reject(new CopyError(`读不了${file.name}`));
      reader.readAsArrayBuffer(file);
    });
  }

  function show(heading, sentences) {
    const said = [heading, ...sentences].map((sentence) => {
      const line = document.createElement("p");
      line.textContent = sentence;
      return line;
    });
    said[0].className = "c-verdict";
    place.textContent = "";
    place.append(...said);
  }

  async function answer() {
    const archive = await catalogueVerify.ready;
    const contents = await Promise.all(Array.from(box.files, contentOf));
    const [agrees, sentences] = compare(archive.editions, together(contents.map(sumsIn)));
    show(agrees ? "一样" : "不一样", sentences);
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answer().catch((error) => {
      const said = error instanceof CopyError ? error.message : "现在比不了，请稍后再试";
      show("比不了", [`${said.replace(/。$/, "")}。`]);
    });
  });
})();
