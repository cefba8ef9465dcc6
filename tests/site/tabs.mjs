// Two tabs of one calculator, whose browser tells each late what the other wrote: a storage for each tab, and messages
// between them that arrive at random moments. In every second round something else writes over the list now and then.
// Prints, for each round, what was lost of what the tabs added and edited, and how much stands there twice.
import { Store } from "../../client/calculator/store.js";

// A few steps come at once, before either tab is told of the other's; then both are told, and a second passes.
const [STEPS, BURST] = [200, 8];
let now = 0;
Date.now = () => now;
const entry = (id, note) => ({ id, date: "2026-01-01", activity: "article", quantity: null, choice: null, points: null, topics: [], confirmed: null, note });
const tell = (list) => list.map(({ id, note }) => `${id} ${note}`).sort().join();

/** Two storages: what one writes waits until the other receives it. */
function openTabs() {
  const tabs = [0, 1].map(() => ({ held: new Map(), turns: new Map(), waiting: [], listeners: [] }));
  let turn = 0;
  tabs.forEach((tab, i) => {
    const write = (key, value) => {
      turn += 1;
      tab.held.set(key, value);
      tab.turns.set(key, turn);
      tabs[1 - i].waiting.push({ key, value, turn });
    };
    tab.storage = { getItem: (key) => tab.held.get(key) ?? null, setItem: (key, value) => write(key, String(value)), removeItem: (key) => write(key, null) };
    tab.store = within(tab, () => new Store("a:b", () => {}));
  });
  return tabs;
}

/** Do something in a tab. */
function within(tab, does) {
  globalThis.localStorage = tab.storage;
  globalThis.addEventListener = (kind, listener) => kind === "storage" && tab.listeners.push(listener);
  return does();
}

/** One message of the other tab arrives: the later write stays, the event comes in any case. */
function receive(tab) {
  const { key, value, turn } = tab.waiting.shift();
  if ((tab.turns.get(key) ?? 0) < turn) tab.held.set(key, value), tab.turns.set(key, turn);
  within(tab, () => tab.listeners.forEach((listener) => listener({ key })));
}

function receiveAll(tabs) {
  while (tabs.some(({ waiting }) => waiting.length)) for (const tab of tabs) if (tab.waiting.length) receive(tab);
}

function play(seed) {
  const isDamaged = seed % 2 === 0;
  const draw = (n) => ((seed = (seed * 1103515245 + 12345) % 2147483648), Math.floor((seed / 2147483648) * n));
  const tabs = openTabs();
  const wanted = new Set();
  let n = 0;
  const edit = (tab, was) => {
    const note = `edit ${(n += 1)}`;
    within(tab, () => tab.store.change({ put: [{ entry: { ...was, note } }] }, was));
    wanted.delete(was.note);
    wanted.add(note);
  };
  const add = (tab, many) => {
    const next = tab.store.state.entries.reduce((most, { id }) => Math.max(most, +id), 0) + 1;
    const put = Array.from({ length: many }, (_, i) => ({ entry: entry(String(next + i), `new ${(n += 1)}`) }));
    within(tab, () => tab.store.change({ put }));
    for (const one of put) wanted.add(one.entry.note);
  };
  for (let step = 0; step < STEPS; step += 1) {
    if (step % BURST === 0) receiveAll(tabs), (now += 1000);
    const tab = tabs[draw(2)];
    const known = tab.store.state.entries;
    const kind = draw(4);
    if (isDamaged && !draw(12)) tab.storage.setItem(tab.store.key, "{");
    if (kind === 0 && tab.waiting.length) receive(tab);
    else if (kind === 1 && known.length) edit(tab, known[draw(known.length)]);
    else add(tab, draw(8) ? 1 : 5); // five are an import
  }
  receiveAll(tabs);
  const [one, other] = tabs.map(({ store }) => store.state.entries);
  const found = new Set(one.map(({ note }) => note));
  return { twice: one.length - found.size, lost: [...wanted].filter((note) => !found.has(note)), same: tell(one) === tell(other), alike: one.length - new Set(one.map(({ id }) => id)).size };
}

console.log(JSON.stringify(Array.from({ length: Number(process.argv[2]) }, (_, i) => play(i + 1))));
