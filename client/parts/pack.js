/** Texts packed for the end of an address, which browsers send to nobody. */

/** @param {Blob} blob @param {any} through */
const pipeBlob = (blob, through) => new Response(blob.stream().pipeThrough(through)).arrayBuffer();

/** @param {string} text */
export async function pack(text) {
  const bytes = new Uint8Array(await pipeBlob(new Blob([text]), new CompressionStream("deflate-raw")));
  const code = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return code.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The text again; throws where it is none. @param {string} code @param {number} most bytes of the text */
export async function unpack(code, most) {
  const bytes = Uint8Array.from(atob(code.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  return unpackText(bytes, most);
}

/**
 * Unpack what was packed, but never more than is bearable: a few bytes can stand for gigabytes.
 * @param {Uint8Array<ArrayBuffer>} bytes @param {number} most bytes of the text; more throws RangeError
 */
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
