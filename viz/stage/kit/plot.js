// Axes with their ticks and names, the px of values and the values of px, and a reading in between.

import { clamp, set, svg, textWidth, write } from "./dom.js";
import { linearTicks, logTicks } from "./axis.js";

const LEFT = 46; // px, room for the numbers of the y axis
const RIGHT = 12;
const TOP = 32; // with the name of the y axis
const BOTTOM = 40; // with numbers and name of the x axis
const TICKS = 6; // at most
const PITCH = 70; // px between two ticks of the x axis, at least
const LINE = 18; // px between two numbers of the y axis, at least

/** Values along one way in px, `from` where the axis is low and `to` where it is high. */
export class Axis {
  constructor({ low, high, log = false }, from, to) {
    Object.assign(this, { low, high, log, from, to });
  }

  /** How far along a value is, 0 to 1 from low to high; a zero on a logarithmic axis is at its low end. */
  share(value) {
    if (this.log) return value === 0 ? 0 : Math.log(value / this.low) / Math.log(this.high / this.low);
    return (value - this.low) / (this.high - this.low);
  }

  px(value) {
    return this.from + this.share(value) * (this.to - this.from);
  }

  /** The value at a share of the axis; beyond its ends that of the nearer one. */
  at(share) {
    const part = clamp(share, 0, 1);
    return this.log ? this.low * (this.high / this.low) ** part : this.low + part * (this.high - this.low);
  }

  /** The value at a px. */
  value(px) {
    return this.at((px - this.from) / (this.to - this.from));
  }

  ticks(most) {
    return (this.log ? logTicks : linearTicks)(this.low, this.high, most);
  }
}

export class Plot {
  /** `x` and `y` are axes as `viz.views.plot.Axis.data` makes them; the size is in px. */
  constructor(x, y, width, height) {
    Object.assign(this, { left: LEFT, right: width - RIGHT, top: TOP, bottom: height - BOTTOM });
    this.names = { x: x.label, y: y.label };
    this.x = new Axis(x, this.left, this.right);
    this.y = new Axis(y, this.bottom, this.top);
    this.reading = svg("text", { class: "strong halo reading", "data-read": "plot" });
  }

  get width() {
    return this.right - this.left;
  }

  get height() {
    return this.bottom - this.top;
  }

  /** The lines, numbers and names of both axes; `ticks` of x are [value, text]. */
  axes(ticks = this.x.ticks(Math.min(TICKS, this.width / PITCH))) {
    const { bottom, left, names, right, x, y } = this;
    return [
      ...y.ticks(Math.min(TICKS, this.height / LINE)).flatMap(([value, text]) => [
        svg("line", { x1: left, x2: right, y1: y.px(value), y2: y.px(value), class: "rule" }),
        svg("text", { x: left - 8, y: y.px(value) + 4, class: "tick end" }, text),
      ]),
      ...ticks.map(([value, text]) => svg("text", { x: x.px(value), y: bottom + 17, class: "tick middle" }, text)),
      svg("text", { x: right, y: bottom + 35, class: "tick end" }, names.x),
      svg("text", { x: 0, y: 12, class: "note" }, names.y),
    ];
  }

  /** Whether a point in px lies between the axes. */
  holds([x, y]) {
    return x >= this.left && x <= this.right && y >= this.top && y <= this.bottom;
  }

  /** Writes what is read at a point in px beside it, within the axes; nothing without a text. */
  read(text, [x, y] = [0, 0], family = "sans-serif") {
    write(this.reading, text);
    const half = textWidth(text, `600 13px ${family}`) / 2;
    set(this.reading, "x", clamp(x - half, this.left + 2, Math.max(this.left + 2, this.right - 2 * half)));
    set(this.reading, "y", y - 16 < this.top + 13 ? y + 26 : y - 16);
  }
}

/** The nearest of some [x, y] to a point, as its index; undefined where none is within `reach` px. */
export function nearest(points, [x, y], reach) {
  let best, least = reach;
  points.forEach(([px, py], index) => {
    const apart = Math.hypot(px - x, py - y);
    if (apart <= least) [best, least] = [index, apart];
  });
  return best;
}

/** The cell of a field at a point in px, as [row, column]: row 0 is where the y axis is low. */
export function fieldCell({ left, top, width, height }, [rows, columns], [x, y]) {
  const at = (share, count) => clamp(Math.floor(share * count), 0, count - 1);
  return [at(1 - (y - top) / height, rows), at((x - left) / width, columns)];
}

/** The middle of the band that a share from 0 to 1 lies in, of so many equal ones; 0 bands leave it. */
export function banded(share, bands) {
  return bands ? (Math.min(bands - 1, Math.floor(share * bands)) + 0.5) / bands : share;
}
