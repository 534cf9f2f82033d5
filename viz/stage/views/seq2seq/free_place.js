// A free place for words near a point.

import { distance, overlap } from "../../kit/labels.js";

const STRIDE = 3; // px between two places that are tried
const CROSSES = { line: 25, rule: 40 }; // px farther away that a place may be to cross less

/**
 * The box of a `size` nearest to a point that is in `area` and off all boxes in `taken`; it keeps
 * off `lines`, a list of points, and off `rules`, heights of lines right across, where it can.
 */
export function freePlace(at, { width, height }, { area, taken, lines, rules }) {
  let best = { x: area.x, y: area.y, width, height }, least = Infinity;
  for (let y = area.y; y + height <= area.y + area.height; y += STRIDE) {
    for (let x = area.x; x + width <= area.x + area.width; x += STRIDE) {
      const box = { x, y, width, height };
      const far = distance(box, [at]);
      if (far < 7 || taken.some((other) => overlap(box, other))) continue;
      const crossed = CROSSES.line * lines.filter((point) => distance(box, [point]) < 3).length
        + CROSSES.rule * rules.filter((rule) => rule > y && rule < y + height).length;
      if (far + crossed < least) [best, least] = [box, far + crossed];
    }
  }
  return best;
}
