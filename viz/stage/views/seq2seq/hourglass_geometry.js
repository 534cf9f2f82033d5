// Where the parts of an encoder and a decoder stand: lines of words with their vectors, a neck between.

import { textWidth } from "../../kit/dom.js";

export const STATE_ACROSS = 8; // units side by side in a state
// Ways to draw it, the roomiest first: px of one unit, of the funnels, whether fixes have a line of their own.
const WAYS_WIDE = [[4, 30, true], [3, 30, true], [2, 30, true], [2, 18, true], [2, 18, false]];
const WAYS_NARROW = [[4, 48, true], [3, 48, true]];
const TALLEST_GLASS = { wide: 362, narrow: 900 }; // px
const WORD_LINE = 20; // px, a line of words
const GLOSS_LINE = 13; // px, the glosses below it
const WORD_GAP = 16; // px between two words
const SPREAD = 46; // px by which words stand further apart, at most
const CAPTION = 20; // px, what a part of the picture is called
const SCALE_LINE = 52; // px, where the scale stands below
const NECK = { across: 32, side: 4 };

function broken(widths, limit) {
  const rows = [[]];
  let used = 0;
  widths.forEach((width, k) => {
    if (used + width > limit && rows.at(-1).length) {
      rows.push([]);
      used = 0;
    }
    rows.at(-1).push(k);
    used += width;
  });
  return rows;
}

/** Indices in lines of about one length, as few lines as fit into `room`. */
function lineUp(widths, room) {
  const greedy = broken(widths, room);
  const total = widths.reduce((sum, width) => sum + width, 0);
  const even = broken(widths, Math.min(room, total / greedy.length + Math.max(...widths) / 2));
  return even.length === greedy.length ? even : greedy;
}

/** A place for each word: the middle of its vector, its line, and whether it begins or ends one. */
function placed(widths, room, top, pitch) {
  const rows = lineUp(widths, room);
  const places = [];
  rows.forEach((row, line) => {
    const used = row.reduce((sum, k) => sum + widths[k], 0);
    const extra = Math.min(SPREAD, (room - used) / row.length);
    let x = (room - used - extra * row.length) / 2;
    for (const k of row) {
      const width = widths[k] + extra;
      places[k] = { x: x + width / 2, y: top + line * pitch, width, line, first: k === row[0], last: k === row.at(-1) };
      x += width;
    }
  });
  return { places, lines: rows.length };
}

function attempt(width, data, family, narrow, [side, funnel, fixed]) {
  const state = { width: STATE_ACROSS * side, height: (data.size / STATE_ACROSS) * side };
  const room = (words, font, below = []) => words.map((text, k) =>
    Math.max(state.width, textWidth(text, `${font} ${family}`), textWidth(below[k] ?? "", `12px ${family}`)) + WORD_GAP);
  const word = WORD_LINE + (data.glosses.some(Boolean) ? GLOSS_LINE : 0);
  const read = { top: CAPTION + 4, pitch: word + state.height + 12 };
  const encoder = placed(room(data.source, "600 16px", data.glosses), width, read.top, read.pitch);
  const end = read.top + encoder.lines * read.pitch - 8;
  const neck = { x: width / 2, y: end + funnel, width: NECK.across * NECK.side, height: (data.size / NECK.across) * NECK.side };
  const begin = neck.y + neck.height + funnel;
  const fixes = fixed && data.fixes.some((fix) => fix !== null) ? WORD_LINE - 2 : 0;
  const pitch = state.height + WORD_LINE + fixes + 10;
  const decoder = placed(room(["s₀", ...data.target], "600 15px"), width, begin, pitch);
  const foot = begin + decoder.lines * pitch;
  return { width, narrow, side, state, fixed, encoder: encoder.places, decoder: decoder.places, end, neck, begin,
    word, neckSide: NECK.side, neckAcross: NECK.across, foot, height: foot + (narrow ? CAPTION + SCALE_LINE : 0) };
}

/** The geometry for a width, with the largest units that leave the picture on a screen. */
export function geometry(width, data, family) {
  const narrow = width < 560;
  const limit = TALLEST_GLASS[narrow ? "narrow" : "wide"];
  let made;
  for (const way of narrow ? WAYS_NARROW : WAYS_WIDE) {
    made = attempt(width, data, family, narrow, way);
    if (made.height <= limit) break;
  }
  return made;
}

/** The glass: from the width of what was read to the neck, and out again. */
export function glassWalls({ width, end, neck, begin }) {
  const [left, right] = [neck.x - neck.width / 2 - 10, neck.x + neck.width / 2 + 10];
  const [top, bottom] = [neck.y - 4, neck.y + neck.height + 4];
  const middle = [(end + top) / 2, (bottom + begin) / 2];
  const side = (x, edge) => `M${edge},${end}C${edge},${middle[0]} ${x},${middle[0]} ${x},${top}V${bottom}C${x},${middle[1]} ${edge},${middle[1]} ${edge},${begin - 6}`;
  const fill = `M0,${end}C0,${middle[0]} ${left},${middle[0]} ${left},${top}V${bottom}C${left},${middle[1]} 0,${middle[1]} 0,${begin - 6}H${width}`
    + `C${width},${middle[1]} ${right},${middle[1]} ${right},${bottom}V${top}C${right},${middle[0]} ${width},${middle[0]} ${width},${end}Z`;
  return { fill, left: side(left, 0), right: side(right, width) };
}

/** The middle of the upper (forward) or lower (reverse) half of a word's vector. */
export function halfOf(g, place, half) {
  return [place.x, place.y + g.word + g.state.height * (half === "forward" ? 0.25 : 0.75)];
}

/** A way from a point to the neck, or from the neck to a state of the decoder. */
export function wayToNeck(g, [x, y]) {
  return `M${x},${y}C${x},${g.end + 14} ${g.neck.x},${g.end + 4} ${g.neck.x},${g.neck.y}`;
}

export function wayFromNeck(g, place) {
  const from = g.neck.y + g.neck.height;
  return `M${g.neck.x},${from}C${g.neck.x},${from + 20} ${place.x},${place.y - 24} ${place.x},${place.y - 1}`;
}

/** A written word's way back into the next state, where that stands in the same line. */
export function wayBack(g, from, to) {
  if (from.line !== to.line) return "M0,0";
  const [bottom, edge] = [from.y + g.state.height, to.x - g.state.width / 2 - 3];
  const middle = (from.x + edge) / 2 + 6;
  return `M${from.x + g.state.width / 2},${bottom + 3}C${middle},${bottom + 3} ${middle},${bottom - 8} ${edge},${bottom - 8}`;
}
