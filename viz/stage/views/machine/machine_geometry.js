// Where the lines of two stacks run: words are rows, depth goes from left to right.

import { clamp } from "../../kit/dom.js";

const HEAD = 74; // px of names and switches
const FOOT = 20; // px of a line below
const MOST = 16; // rows, of more there is a window
const PITCH = { least: 15.5, most: 25, phone: 20 }; // px of a row
const THIN = 1.6; // px of the shortest line
const LABEL = 6; // px beside a label
const FIRST = 32; // px of the encoder's first place
const LAST = 0.7; // of a place: the encoder's last one
const ACROSS = [34, 44]; // px of the encoder's other places
const BETWEEN = 28; // px from encoder to decoder
const KNOT = 11; // px from the beginning of a place of the encoder to its mark
const TAPER = 7; // px on which a line becomes thicker
export const STACKED = 700; // px, below which the stacks stand one below the other
export const GAP = 9; // px of a line that is cut

/** The first row of a window on so many rows that shows one of them at this share of its height. */
export function windowFrom(count, shown, row, share) {
  return count <= shown ? 0 : clamp(Math.round(row - (shown - 1) * share), 0, count - shown);
}

/** How many slots stand before the first row: none, or one that says that there is more. */
export const lead = ({ from }) => (from > 0 ? 1 : 0);

/** The slot of a row: a row outside its window counts as the slot before or behind. */
export const slotOf = (side, row) => clamp(row - side.from, -1, side.shown) + lead(side);

function stack(left, top, { count, first, across, places, last }) {
  const edges = [left, left + first];
  for (let place = 1; place < places; place += 1) edges.push(edges.at(-1) + (place < places - 1 ? across : last));
  const shown = count <= MOST ? count : MOST - 2;
  return { edges, top, count, shown, across, from: 0, slots: Math.min(count, MOST) };
}

/** Both stacks in a width and a height; `wide` are the widths of their labels, `places` and `counts` those of each stack. */
export function geometry(width, height, wide, places, counts) {
  const stacked = width < STACKED;
  const slots = (count) => Math.min(count, MOST);
  const most = Math.max(slots(counts.encoder), slots(counts.decoder));
  const pitch = stacked ? PITCH.phone : clamp((height - HEAD - FOOT) / most, PITCH.least, PITCH.most);
  const label = wide.source + LABEL;
  const sublayers = places.encoder - 1;
  const across = stacked ? (width - label - FIRST - 10) / (sublayers - 1 + LAST) : clamp(width / 18.5, ...ACROSS);
  const encoder = stack(label, HEAD, { count: counts.encoder, places: places.encoder, first: FIRST, across, last: LAST * across });
  const left = stacked ? 0 : encoder.edges.at(-1) + BETWEEN;
  const start = left + (stacked ? 0 : wide.reads + LABEL);
  const each = (width - wide.writes - LABEL - start) / places.decoder;
  const top = stacked ? HEAD + slots(counts.encoder) * pitch + 16 + HEAD : HEAD;
  const decoder = stack(start, top, { count: counts.decoder, places: places.decoder, first: each, across: each, last: each });
  const tall = clamp(Math.round(pitch * 0.66), 12, 16);
  const thick = Math.min(9, pitch - tall - 1);
  const bottom = top + slots(stacked ? counts.decoder : most) * pitch;
  return {
    stacked, width, pitch, tall, thin: THIN, thick, head: HEAD, bottom,
    height: Math.ceil(bottom + FOOT * (stacked ? 3 : 1)), label, left, encoder, decoder,
    line: { encoder: pitch / 2, decoder: tall + 0.5 + thick / 2 },
  };
}

/** Where a place of the encoder is marked: soon behind what was added. */
export const knotAt = (edges, place) => edges[place] + KNOT;

/** How thick a line is: in proportion to its length between the shortest and the longest. */
export const thickness = ({ thick, thin }, norm, shortest, longest) =>
  thin + ((thick - thin) * (norm - shortest)) / Math.max(longest - shortest, 1e-9);

/** The outline of a line up to a place, as thick as `widths` at each; at the edges `cuts` it is broken. */
export function linePath(edges, widths, y, progress, cuts) {
  const pieces = [[]];
  const last = Math.min(widths.length - 1, Math.ceil(progress));
  for (let place = 0; place <= last; place += 1) {
    const [from, to] = [edges[place], edges[place + 1]];
    const end = place === last && progress < last ? from + (to - from) * (progress - last + 1) : to;
    const before = widths[place - 1] ?? widths[place];
    if (cuts.has(place)) pieces.push([]);
    const piece = pieces.at(-1);
    piece.push([from, cuts.has(place) ? widths[place] : before], [Math.min(end, from + TAPER), widths[place]]);
    if (end > from + TAPER) piece.push([cuts.has(place + 1) && end === to ? to - GAP : end, widths[place]]);
  }
  const fixed = (value) => value.toFixed(2);
  return pieces.filter((piece) => piece.length > 1).map((piece) => {
    const upper = piece.map(([x, wide]) => `${fixed(x)},${fixed(y - wide / 2)}`);
    const lower = piece.toReversed().map(([x, wide]) => `${fixed(x)},${fixed(y + wide / 2)}`);
    return `M${upper.join("L")}L${lower.join("L")}Z`;
  }).join("");
}
