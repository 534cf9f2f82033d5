// Values that move with the clock, or stay.

import { blend, unpack } from "./data.js";

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
