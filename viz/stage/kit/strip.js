// Tokens in a row, stepped over several rows where they would touch, with arcs above and below them.

import { clamp, set, svg, textWidth } from "./dom.js";
import { fitWords } from "./fit_words.js";
import { Grid } from "./grid.js";

const SIZES = [17, 15, 14, 13, 12]; // px, best first
const MOST_ROWS = 4;
const ROW = 19; // px
const HEAD = 14; // px that an arc leaves to its number
const LOOP = { rise: 19, foot: 5, wide: 16 }; // px

function tokenAt(word, t, x, y, size, family) {
  const half = Math.max(9, textWidth(word, `600 ${size}px ${family}`) / 2 + 5);
  return svg("g", { class: "token", "data-t": t },
    svg("rect", { class: "plate", x: x - half, y, width: 2 * half, height: ROW + 1, rx: 5 }),
    svg("text", { class: "middle", x, y: y + 14.5, style: `font-size:${size}px` }, word));
}

/** A grid of one row, read as such; each token is the middle of its cell, up to what its neighbours leave it. */
export class Strip extends Grid {
  /** `above` and `below`: px for arcs; more rows leave those above less. */
  constructor(words, width, family, { above, below }) {
    const { free, labels, rows, size } = fitWords(words, width, SIZES, family, { even: true, most: MOST_ROWS });
    const top = above - (rows - 1) * ROW;
    const bottom = top + rows * ROW + 9;
    super({ left: 0, top: 0, wide: width / words.length, tall: bottom + below, rows: 1, columns: words.length });
    this.free = free;
    this.sides = { above: { y: top, room: top, way: -1 }, below: { y: bottom, room: below, way: 1 } };
    this.tokens = words.map((word, t) => tokenAt(word, t, labels[t], top + 4 + (t % rows) * ROW, size, family));
  }

  /** Up and down go to the neighbours: left and right move the clock. */
  step([row, t], [turn]) {
    return turn ? this.nearest(row, t + turn) : undefined;
  }

  /** Gives tokens their `roles`, the others that of being read or ahead of `now`; where not all fit, only the first are shown. */
  show(roles, now) {
    this.tokens.forEach((token, t) => {
      set(token, "data-role", roles.get(t) ?? (t > now ? "ahead" : "read"));
      token.style.display = this.free || roles.has(t) ? "" : "none";
    });
  }

  /** The path from a token to another on a side of the strip, a loop where both are one, and where its number stands. */
  arc(from, to, side, share = 1) {
    const { y, room, way } = this.sides[side];
    const [x, X] = [this.x(from), this.x(to)];
    const rise = share * (from === to ? LOOP.rise : Math.min(room - HEAD, 14 + Math.abs(x - X) * 0.34));
    const crest = y + way * rise * 4 / 3; // of a curve's handles, which it does not reach
    const d = from === to ? `M${x - LOOP.foot},${y}C${x - LOOP.wide},${crest} ${x + LOOP.wide},${crest} ${x + LOOP.foot},${y}`
      : `M${x},${y}C${x},${crest} ${X},${crest} ${X},${y}`;
    return { d, number: { x: clamp((x + X) / 2, 16, this.width - 16), y: y + way * (rise + 4) + (way > 0 ? 9 : 0) } };
  }
}
