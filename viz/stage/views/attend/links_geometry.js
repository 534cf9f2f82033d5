// Where everything stands between the words that are read, above, and those that are written, below.

import { clamp, textWidth } from "../../kit/dom.js";
import { fitWords } from "../../kit/fit_words.js";

const LINE = 18; // px, a line of notes
const READ = 19; // the line of scores or weights under the encoder's states
const ROOM = 60; // of the links at least
const GLOSS = 14; // a gloss below a word
const MARKED = 15; // the line of marks above the words
const WORD_SIZES = { source: [21, 19, 17, 15, 13], target: [17, 16, 15, 14, 13] };
const VECTOR_ACROSS = 8; // numbers of a vector in a row

const rowsHeight = ({ rows, pitch }) => rows * pitch;

/** Places for the words that are read, with their glosses where all of them find room. */
function readWords({ source, glosses }, width, family) {
  const below = glosses.map((gloss) => textWidth(gloss, `12px ${family}`));
  const glossed = below.some(Boolean);
  const fit = glossed && fitWords(source, width, WORD_SIZES.source, family, { below, least: 34 });
  if (fit?.free) return { ...fit, glossed, pitch: fit.size + 7 + GLOSS };
  const plain = fitWords(source, width, WORD_SIZES.source, family, { even: true });
  return { ...plain, glossed: false, pitch: plain.size + 7 };
}

/** Places for the words that are written, right of the state that asks for the first one. */
function writtenWords(words, width, family) {
  const fit = fitWords(["", ...words], width, WORD_SIZES.target, family);
  const [first, ...centres] = fit.centres;
  return { ...fit, first, centres, labels: fit.labels.slice(1), row: (t) => (t + 1) % fit.rows, pitch: fit.size + 7 };
}

/** The geometry of the links for a width, below so many lines of notes and, where a guess is marked, of marks; `height` is what they should fill at least. */
export function geometry(width, height, model, family, lines) {
  const marked = lines * LINE;
  const top = marked + (model.data.marks ? MARKED : 0);
  const source = readWords(model.data, width, family);
  const words = [...model.data.target, ...(model.data.next ? ["???"] : [])]; // "?" stands in a box
  const target = writtenWords(words, width, family);
  const side = clamp((Math.min(source.smallest, target.smallest) - 3) / VECTOR_ACROSS, 1.25, 2.5);
  const vector = { side, across: VECTOR_ACROSS, width: side * VECTOR_ACROSS, height: (model.size / VECTOR_ACROSS) * side };
  const values = top + rowsHeight(source);
  const from = values + vector.height + READ + 5;
  const below = vector.height + 4 + rowsHeight(target) + LINE;
  const to = Math.max(from + ROOM, height - below);
  return { width, source, target, vector, marked, top, values, read: values + vector.height + 14, from, to,
    states: to + 2, written: to + vector.height + 5, height: to + below };
}

/** A link from a source position down to an output word. */
export function linkCurve(g, j, t) {
  const [x, X, y, Y] = [g.source.centres[j], g.target.centres[t], g.from, g.to];
  return { x, y, X, Y, bend: (Y - y) * 0.62 };
}

export const curvePath = ({ x, y, X, Y, bend }) => `M${x},${y}C${x},${y + bend} ${X},${Y - bend} ${X},${Y}`;

/** The point of a link at a share of its way. */
export function curvePoint({ x, y, X, Y, bend }, share) {
  const rest = 1 - share;
  const [a, b, c, d] = [rest ** 3, 3 * rest * rest * share, 3 * rest * share * share, share ** 3];
  return [x * (a + b) + X * (c + d), y * a + (y + bend) * b + (Y - bend) * c + Y * d];
}

/** Where the state that asks for word t stands: under the word before, or left of the first. */
export const askerX = (g, t) => (t === 0 ? g.target.first : g.target.centres[t - 1]);
