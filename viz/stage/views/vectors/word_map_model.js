// What a map of words knows: places between two steps, their frame in px, the roles of a step.

import { unpack } from "../../kit/data.js";
import { eased } from "../../kit/moving.js";

const MOST = 255; // of a byte
const PAD = [24, 13]; // px between the frame and the points, at the sides and above

/** Places [x, y] of words, the named ones first, over the steps of a clock. */
export class Places {
  constructor(named, dots) {
    const { low, high, shares } = dots;
    const others = Float32Array.from(unpack(shares), (share) => low + (share / MOST) * (high - low));
    [this.named, this.others] = [named.shape[1], shares.shape[1]];
    this.parts = [{ values: unpack(named), count: this.named }, { values: others, count: this.others }];
    this.count = this.named + this.others;
  }

  /** Where a word is at a step, in the map's own units. */
  at(step, index) {
    const [part, k] = index < this.named ? [this.parts[0], index] : [this.parts[1], index - this.named];
    const from = 2 * (step * part.count + k);
    return [part.values[from], part.values[from + 1]];
  }

  /** The bounds of all places at all steps: [[lowest x, highest x], [lowest y, highest y]]. */
  get bounds() {
    const bounds = [[Infinity, -Infinity], [Infinity, -Infinity]];
    for (const { values } of this.parts) {
      values.forEach((value, k) => {
        const axis = bounds[k % 2];
        axis[0] = Math.min(axis[0], value);
        axis[1] = Math.max(axis[1], value);
      });
    }
    return bounds;
  }
}

/** The map in px: as many px for a unit in both ways, in the middle of the frame. */
export class MapFrame {
  constructor(bounds, width, height) {
    const [wide, high] = bounds.map(([low, most]) => Math.max(1e-6, most - low));
    this.unit = Math.min((width - 2 * PAD[0]) / wide, (height - 2 * PAD[1]) / high);
    this.middle = bounds.map(([low, most]) => (low + most) / 2);
    Object.assign(this, { width, height });
  }

  px([x, y]) {
    return [this.width / 2 + (x - this.middle[0]) * this.unit, this.height / 2 - (y - this.middle[1]) * this.unit];
  }
}

/** A time as the two steps around it and the part of the move from one to the other. */
export function movement(time) {
  const from = Math.floor(time);
  return { from, to: Math.ceil(time), part: eased(time - from) };
}

/** Between two numbers, or two lists of numbers. */
export const mixed = (one, other, part) => (Array.isArray(one) ? one.map((value, k) => value + part * (other[k] - value)) : one + part * (other - one));

/** The nearest of some [index, [x, y]] from a point in the way [rows, columns] of an arrow key. */
export function towards(points, [x, y], [rows, columns]) {
  let best, least = Infinity;
  for (const [index, [px, py]] of points) {
    const along = (px - x) * columns + (py - y) * rows;
    const aside = Math.abs((px - x) * rows) + Math.abs((py - y) * columns);
    if (along > 0.5 && along + 2 * aside < least) [best, least] = [index, along + 2 * aside];
  }
  return best;
}

/** A cosine with two digits; of two vectors that differ with three, never as 1.00. As `cosine` in viz/numbers.py. */
export function cosineText(value) {
  const said = value.toFixed(2);
  return (said === "1.00" && value < 1 ? Math.min(value, 0.999).toFixed(3) : said).replace("-", "−");
}
