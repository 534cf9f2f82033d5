// What was guessed of the derivatives and what is so, outlined on their square, with a key.

import { fontOf, svg, textWidth } from "../../kit/dom.js";

const INSET = { you: 3.4, answer: 1 }; // px that an outline stays inside its cells
const SAMPLE = 26; // px of a line in the key

/** The border of all cells that are in a region, as a path. */
function border(grid, T, inside, inset) {
  const has = (i, j) => i >= 0 && j >= 0 && i < T && j < T && inside[i * T + j] === 1;
  const parts = [];
  for (let i = 0; i < T; i += 1) {
    for (let j = 0; j < T; j += 1) {
      if (!has(i, j)) continue;
      const [left, top] = [grid.left + j * grid.wide + inset, grid.top + i * grid.tall + inset];
      const [right, bottom] = [left + grid.wide - 2 * inset, top + grid.tall - 2 * inset];
      // where a neighbour goes on, the line reaches it
      const [l, r] = [has(i, j - 1) ? left - 2 * inset : left, has(i, j + 1) ? right + 2 * inset : right];
      const [t, b] = [has(i - 1, j) ? top - 2 * inset : top, has(i + 1, j) ? bottom + 2 * inset : bottom];
      if (!has(i - 1, j)) parts.push(`M${l},${top}H${r}`);
      if (!has(i + 1, j)) parts.push(`M${l},${bottom}H${r}`);
      if (!has(i, j - 1)) parts.push(`M${left},${t}V${b}`);
      if (!has(i, j + 1)) parts.push(`M${right},${t}V${b}`);
    }
  }
  return parts.join("");
}

export class MaskMarks {
  constructor(model) {
    this.model = model;
  }

  /** The regions by name: the guess, where one was made, above the answer. */
  get regions() {
    return Object.entries(this.model.marks ?? {}).filter(([, inside]) => inside).reverse();
  }

  outlines(grid) {
    return this.regions.flatMap(([name, inside]) => {
      const d = border(grid, this.model.T, inside, INSET[name]);
      return ["under", name].map((look) => svg("path", { class: `outline ${look}`, d }));
    });
  }

  /** Which outline is which, on a line of its own. */
  key(node, x, y) {
    const family = fontOf(node);
    let at = x;
    return this.regions.reverse().map(([name]) => {
      const word = this.model.data.words[`mark.${name}`];
      const part = svg("g", { transform: `translate(${at},${y})` }, svg("path", { class: `outline ${name}`, d: `M0,-4H${SAMPLE}` }),
        svg("text", { class: "mark-word", x: SAMPLE + 6 }, word));
      at += SAMPLE + 6 + textWidth(word, `600 13px ${family}`) + 18;
      return part;
    });
  }
}
