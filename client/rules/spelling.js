/** The nearest right spelling of a word. The twin of catalogue/model/spelling.py. */

/**
 * The first known word at the fewest changed letters, or nothing where half of it would change.
 * @param {string} word
 * @param {string[]} known
 */
export function findClosest(word, known) {
  let best = "";
  let fewest = Math.floor(Array.from(word).length / 2) + 1;
  for (const other of known) {
    const found = countChanges(Array.from(word), Array.from(other));
    if (found < fewest) [best, fewest] = [other, found];
  }
  return best;
}

/** How many letters must be put in, taken out or replaced. @param {string[]} one @param {string[]} other */
function countChanges(one, other) {
  const row = Array.from({ length: other.length + 1 }, (_, i) => i);
  one.forEach((letter, i) => {
    let before = row[0];
    row[0] = i + 1;
    other.forEach((letter2, j) => {
      const next = Math.min(row[j + 1] + 1, row[j] + 1, before + (letter === letter2 ? 0 : 1));
      before = row[j + 1];
      row[j + 1] = next;
    });
  });
  return row[other.length];
}
