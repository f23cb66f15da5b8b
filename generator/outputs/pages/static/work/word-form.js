/* A Word form of this site, filled on the device: its named blanks get what was typed, all else stays. */
(() => {
  "use strict";
  const BODY = "word/document.xml";
  const WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  const [LOCAL, CENTRAL, END] = [0x04034b50, 0x02014b50, 0x06054b50];
  const [LOCAL_SIZE, CENTRAL_SIZE, END_SIZE] = [30, 46, 22];

  /* The parts of a zip file as they lie there: name, head, and packed bytes. */
  function parts(content) {
    const view = new DataView(content);
    const end = content.byteLength - END_SIZE;
    const found = [];
    let place = view.getUint32(end + 16, true);
    for (let left = view.getUint16(end + 10, true); left; left--) {
      const [packed, named] = [view.getUint32(place + 20, true), view.getUint16(place + 28, true)];
      const head = new Uint8Array(content.slice(place, place + CENTRAL_SIZE));
      const name = new Uint8Array(content, place + CENTRAL_SIZE, named);
      const at = view.getUint32(place + 42, true);
      const from = at + LOCAL_SIZE + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
      found.push({ head, name, bytes: new Uint8Array(content, from, packed) });
      place +=
        CENTRAL_SIZE + named + view.getUint16(place + 30, true) + view.getUint16(place + 32, true);
    }
    return found;
  }

  const text = (bytes) => new TextDecoder().decode(bytes);

  async function unpacked(bytes) {
    const stream = new Blob([bytes])
      .stream()
      .pipeThrough(new globalThis.DecompressionStream("deflate-raw"));
    return text(await new Response(stream).arrayBuffer());
  }

  function filled(xml, values) {
    const page = new DOMParser().parseFromString(xml, "application/xml");
    for (const control of page.getElementsByTagNameNS(WORD, "sdt")) {
      const named = control.getElementsByTagNameNS(WORD, "tag")[0];
      const value = named && values.get(named.getAttributeNS(WORD, "val"));
      if (!value) continue;
      const empty = control.getElementsByTagNameNS(WORD, "showingPlcHdr")[0];
      if (empty) empty.remove();
      const [first, ...others] = control.getElementsByTagNameNS(WORD, "t");
      first.textContent = value;
      for (const other of others) other.textContent = "";
    }
    return new TextEncoder().encode(new XMLSerializer().serializeToString(page));
  }

  function checksum(bytes) {
    let sum = -1;
    for (const byte of bytes) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return ~sum >>> 0;
  }

  /* Put a part in place of another, unpacked. */
  function stored(part, bytes) {
    const head = part.head.slice();
    const view = new DataView(head.buffer);
    view.setUint16(10, 0, true);
    view.setUint32(16, checksum(bytes), true);
    view.setUint32(20, bytes.length, true);
    view.setUint32(24, bytes.length, true);
    return { head, name: part.name, bytes };
  }

  function zipped(all) {
    const [out, list] = [[], []];
    let [place, listed] = [0, 0];
    for (const { head, name, bytes } of all) {
      const local = new Uint8Array(LOCAL_SIZE);
      new DataView(local.buffer).setUint32(0, LOCAL, true);
      local.set(head.subarray(6, 30), 4);
      new DataView(local.buffer).setUint16(28, 0, true);
      const entry = head.slice();
      const view = new DataView(entry.buffer);
      view.setUint32(0, CENTRAL, true);
      view.setUint32(30, 0);
      view.setUint32(42, place, true);
      out.push(local, name, bytes);
      list.push(entry, name);
      place += LOCAL_SIZE + name.length + bytes.length;
      listed += CENTRAL_SIZE + name.length;
    }
    const end = new DataView(new ArrayBuffer(END_SIZE));
    end.setUint32(0, END, true);
    for (const at of [8, 10]) end.setUint16(at, all.length, true);
    end.setUint32(12, listed, true);
    end.setUint32(16, place, true);
    return new Blob([...out, ...list, end.buffer]);
  }

  /* The form at an address of this site with its blanks filled, as a file to save. */
  globalThis.catalogueWordForm = async (address, values) => {
    const all = parts(await (await fetch(address)).arrayBuffer());
    const place = all.findIndex(({ name }) => text(name) === BODY);
    all[place] = stored(all[place], filled(await unpacked(all[place].bytes), values));
    return zipped(all);
  };
})();
