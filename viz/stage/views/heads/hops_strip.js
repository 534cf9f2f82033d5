// Symbols on a strip: even places, in one row or stepped over several, and what each is at the clock.

import { clamp, set, svg, textWidth } from "../../kit/dom.js";

const SIZES = [17, 15, 14, 13, 12]; // px, best first
const MOST_ROWS = 4;
const ROW = 19; // px

/** Places for words on a strip; `free` if none touches another. */
function steppedWords(words, width, family) {
  const pitch = width / words.length;
  const x = words.map((_, t) => (t + 0.5) * pitch);
  let last;
  for (let rows = 1; rows <= MOST_ROWS; rows += 1) {
    for (const size of rows === 1 ? SIZES : SIZES.slice(1)) {
      const half = words.map((word) => Math.max(8, textWidth(word, `600 ${size}px ${family}`) / 2 + 4));
      const labels = x.map((at, t) => clamp(at, half[t], Math.max(half[t], width - half[t])));
      const free = labels.every((at, t) => t + rows >= words.length || labels[t + rows] - at >= half[t] + half[t + rows]);
      last = { x, labels, half, rows, size, free };
      if (free) return last;
    }
  }
  return last;
}

/** The strip's geometry between `above` and `below` px; more rows leave the arcs less. */
export function geometry(words, width, family, { above, below }) {
  const places = steppedWords(words, width, family);
  const top = above - (places.rows - 1) * ROW;
  const bottom = top + places.rows * ROW + 9;
  return { ...places, width, family, top, bottom, height: bottom + below };
}

export class HopsStrip {
  constructor(words, g) {
    this.g = g;
    this.symbols = words.map((word, t) => this.symbol(word, t));
  }

  symbol(word, t) {
    const { g } = this;
    const [middle, half, y] = [g.labels[t], g.half[t] + 1, g.top + 4 + (t % g.rows) * ROW];
    const plate = svg("rect", { class: "plate", x: middle - half, y, width: 2 * half, height: ROW + 1, rx: 5 });
    const label = svg("text", { class: "token middle", x: middle, y: y + 14.5, style: `font-size:${g.size}px` }, word);
    return svg("g", { class: "symbol", "data-t": t }, plate, label);
  }

  /** Marks what each symbol is; where not all words fit, only those with a part are shown. */
  mark({ t, source, note }) {
    this.symbols.forEach((symbol, place) => {
      const parts = [["now", t], ["next", t + 1], ["source", source], ["note", note]];
      const role = parts.find(([, at]) => at === place)?.[0];
      set(symbol, "data-role", role ?? (place > t ? "ahead" : "read"));
      symbol.style.display = this.g.free || role ? "" : "none";
    });
  }
}
