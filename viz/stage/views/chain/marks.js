// What is marked on a row: where its values have faded, and where the reader guessed it.

import { clamp, svg, textWidth } from "../../kit/dom.js";
import { phrase } from "../../kit/format.js";
import { CELL } from "./unrolled.js";

export const MARK_ROOM = 11; // px more above a row that has marks
const SIDE = 3; // px from a mark's line to its word
const SIGNS = { true: " ✓", false: " ✗" };

const named = ({ kind, right }, words) => (kind === "you" ? words.mark_you : words.mark_answer) + (SIGNS[right] ?? "");

/** Marks of one step are one: its words stand beside each other. */
function joined(marks, words) {
  const places = new Map();
  for (const mark of marks) places.set(mark.t, [...(places.get(mark.t) ?? []), named(mark, words)]);
  return [...places].map(([t, names]) => ({ t, word: names.join(" · ") })).sort((one, other) => one.t - other.t);
}

/** The side of a cell on which the values before the step lie. */
const edge = (g, t) => g.left + (t + 1) * g.pitch - (g.pitch - g.cell) / 2 + 1;

/** Words lie apart: those of two marks on the outer sides of their lines. */
function anchored(mark, k, { length }, g, family) {
  const width = textWidth(mark.word, `600 12px ${family}`);
  const x = edge(g, mark.t);
  const start = length === 1 ? x - width / 2 : k === 0 ? x - SIDE - width : x + SIDE;
  return clamp(start, 0, Math.max(0, g.right + 28 - width));
}

/** The marks of a row: lines across its cells with their words; what never comes stands at the side. */
export function rowMarks(g, row, index, words, family) {
  const top = g.top(index);
  const y = g.narrow ? top + CELL + 12 : top - 3;
  const all = joined(row.marks, words);
  const seen = all.filter(({ t }) => t !== null);
  const never = all.filter(({ t }) => t === null).map(({ word }) => phrase(words.mark_never, { who: word }));
  return [
    ...seen.flatMap((mark, k) => [
      svg("line", { x1: edge(g, mark.t), x2: edge(g, mark.t), y1: top - 4, y2: top + CELL + 4, class: "mark" }),
      svg("text", { x: anchored(mark, k, seen, g, family), y, class: "mark halo", "data-mark": mark.t + 1 }, mark.word)]),
    ...never.map((word) => svg("text", { x: 0, y: g.narrow ? y : top + 46, class: "mark", "data-mark": "never" }, word)),
  ];
}
