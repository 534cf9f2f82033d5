// Values that move with the clock, or stay.

import { blend, unpack } from "./data.js";
import { clamp } from "./dom.js";

/** How far a move from one step to the next is at a part of the way, 0 to 1: short, around the middle. */
export function eased(part) {
  const at = clamp(2 * part - 0.5, 0, 1);
  return at * at * (3 - 2 * at);
}

/** Values with a first axis of steps, between two of them: what has one step only stays. */
export class Moving {
  constructor(packed) {
    this.values = unpack(packed);
    [this.length, ...this.shape] = packed.shape;
    this.size = this.shape.reduce((product, count) => product * count, 1);
  }

  at(time, index) {
    const [from, to] = [Math.floor(time), Math.ceil(time)].map((t) => this.values[Math.min(t, this.length - 1) * this.size + index]);
    return blend(from, to, time - Math.floor(time), false);
  }

  /** The places [x, y] at a time. */
  places(time) {
    return Array.from({ length: this.shape[0] }, (_, k) => [this.at(time, 2 * k), this.at(time, 2 * k + 1)]);
  }
}
