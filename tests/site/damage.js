/**
 * Damage what is stored under a key in many ways, each time as if another tab had done it. Tells which record is neither
 * where it was nor beside it afterwards, and what errors the page came to.
 */
async ([key, aside, most]) => {
  const odd = [null, 0, -1, 1e21, true, "", "x", "\u0000", "9999-99-99", "2025-02-30", "constructor", "__proto__", [], [[]], [null], {}, { a: {} }];
  const later = Date.now() + 60_000; // what this tab wrote a moment ago would be written again
  Date.now = () => later;
  const good = localStorage.getItem(key);
  const errors = [];
  const lost = [];
  const hear = ({ message, reason }) => errors.push(message ?? String(reason));
  for (const kind of ["error", "unhandledrejection"]) addEventListener(kind, hear);

  /** The ways to every part of a value. */
  const listWays = (value, way = []) => (value && typeof value === "object" ? Object.keys(value).flatMap((name) => [[...way, name], ...listWays(value[name], [...way, name])]) : []);
  const put = (way, one) => {
    const whole = JSON.parse(good);
    const last = way.slice(0, -1).reduce((found, name) => found[name], whole);
    if (one === undefined) delete last[way.at(-1)];
    else last[way.at(-1)] = one;
    return JSON.stringify(whole);
  };
  const ways = listWays(JSON.parse(good));
  const texts = ["", "null", "{}", "[null]", '{"format":99}', ...[...good].map((_, n) => good.slice(0, n)), ...ways.flatMap((way) => [undefined, ...odd].map((one) => put(way, one)))];
  const step = Math.max(1, Math.floor(texts.length / most));
  const tried = texts.filter((_, n) => n < 5 || n % step === 0);
  const readAside = () => Object.keys(localStorage).filter((name) => name.startsWith(aside)).map((name) => localStorage.getItem(name)).join("\n");
  for (const text of tried) {
    localStorage.setItem(key, text);
    dispatchEvent(new StorageEvent("storage", { key }));
    const kept = [localStorage.getItem(key) ?? "", readAside()];
    const same = (one) => one === text || one.split(',"changes"')[0] === text.split(',"changes"')[0];
    if (!same(kept[0]) && !kept[1].includes(text)) lost.push([text, ...kept]);
    for (const name of Object.keys(localStorage)) if (name.startsWith(aside)) localStorage.removeItem(name);
    localStorage.setItem(key, good);
    dispatchEvent(new StorageEvent("storage", { key }));
  }
  await new Promise((done) => setTimeout(done));
  return { tried: tried.length, lost: lost.slice(0, 5), errors: [...new Set(errors)].slice(0, 5) };
};
