/** Unpacks what was packed, but never more than is bearable: a few bytes can stand for gigabytes. */

/** @param {Uint8Array<ArrayBuffer>} bytes @param {number} most bytes of the text; more throws RangeError */
export async function unpackText(bytes, most) {
  const parts = [];
  let size = 0;
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > most) throw await reader.cancel(), new RangeError("too large");
    parts.push(part.value);
  }
  return new Blob(parts).text();
}
