// The points of a group that can be dragged: where they were put, and the code that says so.

import { codeOf, pointsOf } from "./placed_points.js";

/** Points that stand where a reader has put them, else where the recording has them. */
export class Dragged {
  constructor({ marks, moving, pick }) {
    Object.assign(this, { count: marks.length, moving, pick });
  }

  /** In values. */
  places(time) {
    return this.placed ?? this.moving.places(time);
  }

  /** Takes the places in a plot from the link; a code that is none leaves the points where they begin. */
  take(code, { x, y }) {
    if (code === this.code) return;
    this.code = code;
    this.placed = pointsOf(code, this.count)?.map(([across, up]) => [x.at(across), y.at(up)]);
  }

  /** Puts one point to a place in px; the others stay where they are. */
  put(index, [px, py], { x, y }, time) {
    this.placed = this.places(time).map((values, k) => (k === index ? [x.value(px), y.value(py)] : values));
  }

  /** The code of the places in a plot; `change` makes other places of them. */
  written({ x, y }, time, change = (places) => places) {
    return codeOf(change(this.places(time)).map((values) => [x.share(values[0]), y.share(values[1])]));
  }
}
