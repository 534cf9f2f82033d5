// Places for the words of a map beside their points: none covers another one.

import { distance, overlap } from "../../kit/labels.js";

const HEIGHT = 17; // px of a line
const DOT = 5; // px around a named point that no label covers
const GAP = 2; // px between two labels, at least
const RINGS = [18, 32, 48, 66, 86, 110]; // px from the point of a label that must have a place
const CLOSE = 8; // places that touch the point
const WAYS = 12; // in which such a place is looked for

/** Boxes for a label of some width beside its point, the best first; far ones where it `must` be shown. */
function slots([x, y], width, must) {
  const off = must ? 11 : 7; // px: a word that matters may have a ring
  const close = [[off, -HEIGHT / 2], [-off - width, -HEIGHT / 2], [-width / 2, 2 - HEIGHT - off], [-width / 2, off - 2],
    [off - 3, 4 - HEIGHT - off], [off - 3, off - 4], [3 - off - width, 4 - HEIGHT - off], [3 - off - width, off - 4]];
  const far = RINGS.flatMap((ring) => Array.from({ length: WAYS }, (_, k) => {
    const [across, down] = [Math.cos((2 * Math.PI * k) / WAYS), Math.sin((2 * Math.PI * k) / WAYS)];
    const side = Math.abs(across) < 0.3 ? width / 2 : across < 0 ? width : 0;
    return [across * ring - side, down * ring - HEIGHT / 2];
  }));
  return [...close, ...(must ? far : [])].map(([dx, dy]) => ({ x: x + dx, y: y + dy, width, height: HEIGHT }));
}

const holds = ({ width, height }, { x, y, ...size }) => x >= 2 && y >= 2 && x + size.width <= width - 2 && y + size.height <= height - 2;

const covers = ({ x, y, width, height }, [px, py]) => px > x - DOT && px < x + width + DOT && py > y - DOT + 3 && py < y + height + DOT - 3;

const spread = ({ x, y, width, height }) => ({ x: x - GAP, y: y - GAP / 2, width: width + 2 * GAP, height: height + GAP });

/**
 * The place of one label, { slot, box, wide: whether its gloss has room }, off the boxes `taken`;
 * undefined where there is none. `widths` are with the gloss and without; `prefer` is a slot.
 */
export function placeOne({ at, widths, must, prefer }, dots, area, taken) {
  for (const [k, width] of widths.entries()) {
    let best, least = Infinity;
    slots(at, width, must).forEach((box, slot) => {
      if (!holds(area, box) || taken.some((other) => overlap(spread(box), other))) return;
      const hidden = dots.reduce((count, dot) => count + (dot !== at && covers(box, dot) ? 1 : 0), 0);
      if (hidden && !must) return;
      const nearer = distance(box, dots.filter((dot) => dot !== at)) < distance(box, [at]);
      const far = slot < CLOSE ? slot * 0.3 : RINGS[Math.floor((slot - CLOSE) / WAYS)] / 8;
      const cost = (slot === prefer ? -1 : far) + hidden * 5 + (nearer ? 3 : 0);
      if (cost < least) [best, least] = [{ slot, box, wide: k === 0 && widths.length > 1 }, cost];
    });
    if (best) return best;
  }
  return undefined;
}

/** The places of labels { key, at, widths, must, prefer }, those that come first before the others, by key. */
export function placeAll(labels, dots, area) {
  const placed = new Map();
  const taken = [];
  for (const label of labels) {
    const found = placeOne(label, dots, area, taken);
    if (!found) continue;
    taken.push(found.box);
    placed.set(label.key, { ...found, at: label.at });
  }
  return placed;
}
