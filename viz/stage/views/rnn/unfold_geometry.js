// Where the copies of a recurrent network lie between two looks: turned, spread, joined, folded.

import { clamp } from "../../kit/dom.js";

/** Each look as how far the network is turned on its side, spread over time, joined, and folded. */
export const LOOKS = {
  mlp: { turn: 1, spread: 0, join: 0, loop: 0 },
  turned: { turn: 0, spread: 0, join: 0, loop: 0 },
  copies: { turn: 0, spread: 1, join: 0, loop: 0 },
  unrolled: { turn: 0, spread: 1, join: 1, loop: 0 },
  folded: { turn: 0, spread: 0, join: 1, loop: 1 },
};
const LEAD = 56; // px before the first copy, for the state that it starts from
const LARGEST = 56; // px of a state's side
const TO_LAYER = 32; // px from a state's edge to the layers above and below
const TIP = 10; // px before a state, for the arrow's tip
const ALONE = 1.35; // times as large where one copy is alone
const LOWER = 26; // px, by which its middle then is lower
const ASIDE = 150; // px from a state to those layers where the network is turned, at most
export const BARS = 48; // px, the tallest bar

/** A mixture of two looks. */
export const mixed = (from, to, part) =>
  Object.fromEntries(Object.keys(to).map((name) => [name, from[name] + (to[name] - from[name]) * part]));

/** All that depends on the picture's width, the number of copies and the lines above the bars alone. */
export function geometry(width, count, lines) {
  const lead = width < 480 ? 40 : LEAD;
  const pitch = Math.min(118, (width - lead) / count);
  const left = lead + (width - lead - count * pitch) / 2;
  const side = clamp(pitch * 0.62, 14, LARGEST);
  const middle = 36 + TO_LAYER + side / 2;
  const layer = side / 2 + TO_LAYER + 8;
  const word = middle + layer + 24;
  const legend = word + 15 * (lines - 1);
  const narrow = pitch < 56;
  const ground = legend + (narrow ? 52 : 34) + BARS;
  return {
    width, pitch, lead, side, middle, layer, word, narrow, legend, ground, height: lines ? ground + 33 : word + 8,
    column: (t) => left + (t + 0.5) * pitch, start: left - lead / 2,
    aside: Math.min(ASIDE, (width / 2 - 60) / ALONE),
  };
}

/** The middle of a copy, its size, and the way from there to its input, in a mixture of looks; one alone is larger. */
export function placeOf(g, t, mix) {
  const angle = (mix.turn * Math.PI) / 2;
  const alone = 1 - mix.spread;
  const x = g.width / 2 + (g.column(t) - g.width / 2) * mix.spread;
  const size = 1 + (ALONE - 1) * alone;
  const reach = (g.layer + (g.aside - g.layer) * mix.turn) * size;
  return { x, y: g.middle + LOWER * alone, size, angle, reach, down: [-Math.sin(angle), Math.cos(angle)] };
}

/** A point so many px down from a copy's middle (up: below 0), and so many px beside that way. */
export const along = ({ x, y, down: [dx, dy] }, far, beside = 0) => [x + far * dx + beside * dy, y + far * dy - beside * dx];

/** The way from one state into the next, as the four points of a curve; folded, it leads back into its own side. */
export function joint(g, from, to, loop) {
  const half = (to.size * g.side) / 2;
  const x1 = from.x + (from.size * g.side) / 2;
  const x2 = to.x - (half + TIP) * (1 - 2 * loop);
  const flat = Math.max(0, (x2 - x1) / 2) * (1 - loop);
  const [out, rise] = [g.side * 1.9 * loop, half * 0.55 * loop];
  return [[x1, to.y - rise], [x1 + flat + out, to.y - rise - out / 2], [x2 - flat + out, to.y + rise + out / 2], [x2, to.y + rise]];
}

/** The point on such a curve, at a part of its way. */
export function onCurve(points, part) {
  const rest = 1 - part;
  const weights = [rest ** 3, 3 * rest * rest * part, 3 * rest * part * part, part ** 3];
  return [0, 1].map((axis) => points.reduce((sum, point, k) => sum + weights[k] * point[axis], 0));
}
