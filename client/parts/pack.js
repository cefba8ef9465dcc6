/** Texts packed for the end of an address, which browsers send to nobody. */

/** @param {Blob} blob @param {any} through */
const pipeBlob = (blob, through) => new Response(blob.stream().pipeThrough(through)).blob();

/** @param {string} text */
export async function pack(text) {
  const blob = await pipeBlob(new Blob([text]), new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const code = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return code.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The text again; throws where it is none. @param {string} code */
export async function unpack(code) {
  const bytes = Uint8Array.from(atob(code.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  const blob = await pipeBlob(new Blob([bytes]), new DecompressionStream("deflate-raw"));
  return blob.text();
}
