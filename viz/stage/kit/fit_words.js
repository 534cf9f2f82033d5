// Places for a line of words so that none touches its neighbours: in one row, or stepped over several.

import { clamp, textWidth } from "./dom.js";

const GAP = 8; // px between two words of one row
const MOST_ROWS = 7; // rows

/** Whether no word stands in the way from a slot to a word of a row farther away. */
function apart(centres, labels, needed, rows) {
  return labels.every((x, k) => {
    const near = centres.slice(Math.max(0, k - rows), k + rows + 1);
    return near.every((centre) => {
      const other = centres.indexOf(centre);
      return other === k || other % rows === k % rows || Math.abs(centre - x) >= (needed[k] - GAP) / 2 + 2;
    });
  });
}

function placedWords(words, below, width, font, rows, even, least) {
  const needed = words.map((word, k) => Math.max(textWidth(word, font), below[k] ?? 0) + GAP);
  const wished = even ? needed.map(() => 1) : needed.map((need) => Math.max(least, need));
  const total = wished.reduce((sum, value) => sum + value, 0);
  let left = 0;
  const centres = wished.map((value) => {
    const slot = (value * width) / total;
    left += slot;
    return left - slot / 2;
  });
  const labels = centres.map((x, k) => clamp(x, needed[k] / 2, Math.max(needed[k] / 2, width - needed[k] / 2)));
  const slots = wished.map((value) => (value * width) / total);
  const free = labels.every((x, k) => k + rows >= words.length || labels[k + rows] - x >= (needed[k] + needed[k + rows]) / 2);
  return { free: free && apart(centres, labels, needed, rows), centres, labels, rows, smallest: Math.min(...slots) };
}

/**
 * Centres of slots for `words` over `width` px, where the word of each may stand, its row and the
 * font size; `even` makes all slots equal, else long words get more. `sizes`: px, best first;
 * `below`: px that what stands below each word takes.
 */
export function fitWords(words, width, sizes, family, { even = false, least = 26, most = MOST_ROWS, below = [] } = {}) {
  let last;
  for (let rows = 1; rows <= most; rows += 1) {
    for (const size of rows === 1 ? sizes : sizes.slice(1)) {
      last = { ...placedWords(words, below, width, `600 ${size}px ${family}`, rows, even, least), size };
      if (last.free) return last;
    }
  }
  return last;
}
