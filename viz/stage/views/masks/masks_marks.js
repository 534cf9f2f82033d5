// What was guessed of the derivatives and what is so, outlined on their square, with a key.

import { fontOf, svg, textWidth } from "../../kit/dom.js";

const INSET = { you: -1.5, answer: 0.6 }; // px that an outline stays inside its cells: the guess goes round them, off their numbers
const SAMPLE = 26; // px of a line in the key

/** The border of all cells that are in a region, as a path. */
function border(grid, T, inside, inset) {
  const has = (i, j) => i >= 0 && j >= 0 && i < T && j < T && inside[i * T + j] === 1;
  const parts = [];
  for (let i = 0; i < T; i += 1) {
    for (let j = 0; j < T; j += 1) {
      if (!has(i, j)) continue;
      const [left, top] = [grid.left + j * grid.wide, grid.top + i * grid.tall];
      const [right, bottom] = [left + grid.wide, top + grid.tall];
      // where a neighbour goes on, the line reaches it; where the region turns there, the line that turns
      const end = (edge, way, beside, turning) => edge + way * (!beside ? -inset : turning ? inset : 0);
      const across = (step) => [end(left, -1, has(i, j - 1), has(i + step, j - 1)), end(right, 1, has(i, j + 1), has(i + step, j + 1))];
      const along = (step) => [end(top, -1, has(i - 1, j), has(i - 1, j + step)), end(bottom, 1, has(i + 1, j), has(i + 1, j + step))];
      const flat = (y, [from, to]) => `M${from},${y}H${to}`, steep = (x, [from, to]) => `M${x},${from}V${to}`;
      if (!has(i - 1, j)) parts.push(flat(top + inset, across(-1)));
      if (!has(i + 1, j)) parts.push(flat(bottom - inset, across(1)));
      if (!has(i, j - 1)) parts.push(steep(left + inset, along(-1)));
      if (!has(i, j + 1)) parts.push(steep(right - inset, along(1)));
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
