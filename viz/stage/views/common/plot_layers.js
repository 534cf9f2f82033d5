// The layers of a plot that nothing is dragged in: curves, trails, arrows, squares and notes.

import { clamp, set, svg } from "../../kit/dom.js";
import { Moving } from "../../kit/moving.js";
import { arrowOf, lineOf, squareOf } from "./plot_marks.js";

const FAR = 9999; // px, beyond which nothing is drawn
const LEAST = 2; // px, of an arrow that can be seen

const near = (px) => clamp(px, -FAR, FAR);
const at = ({ x, y }, values) => [near(x.px(values[0])), near(y.px(values[1]))];
const path = (points) => `M${points.map(([x, y]) => `${x.toFixed(2)},${y.toFixed(2)}`).join("L")}`;

/** A line that moves with the clock. */
export class CurveLayer {
  constructor(curve) {
    const { name, places, trail } = curve;
    Object.assign(this, { name, trail, colour: curve.colour, dash: curve.dash, moving: new Moving(places), node: lineOf(curve) });
  }

  /** In values. */
  places(time) {
    if (!this.trail) return this.moving.places(time);
    const all = (this.all ??= this.moving.places(0));
    const last = Math.min(Math.floor(time), all.length - 1);
    const [from, to] = [all[last], all[Math.min(last + 1, all.length - 1)]];
    const part = Math.min(time - last, 1);
    return [...all.slice(0, last + 1), from.map((value, k) => value + (to[k] - value) * part)];
  }

  draw(plot, time) {
    set(this.node, "d", path(this.places(time).map((values) => at(plot, values))));
  }
}

/** A vector that moves with the clock; one without a length is not seen. */
export class ArrowLayer {
  constructor(arrow) {
    Object.assign(this, { name: arrow.name, colour: arrow.colour, moving: new Moving(arrow.places) }, arrowOf(arrow));
  }

  places(time) {
    return this.moving.places(time);
  }

  draw(plot, time) {
    const [[x1, y1], [x2, y2]] = this.places(time).map((values) => at(plot, values));
    const [angle, length] = [Math.atan2(y2 - y1, x2 - x1), Math.hypot(x2 - x1, y2 - y1)];
    const end = Math.max(0, length - 9);
    const [x, y] = [x1 + end * Math.cos(angle), y1 + end * Math.sin(angle)];
    for (const [name, value] of [["x1", x1], ["y1", y1], ["x2", x], ["y2", y]]) set(this.line, name, value.toFixed(2));
    set(this.tip, "transform", `translate(${x2.toFixed(2)} ${y2.toFixed(2)}) rotate(${((180 * angle) / Math.PI).toFixed(2)})`);
    this.node.style.visibility = length < LEAST ? "hidden" : "";
  }
}

/** A square for each error: left of a point above what is fitted, right of one below. */
export class SquaresLayer {
  constructor(squares) {
    const { colour, fitted, name, places } = squares;
    Object.assign(this, { name, colour, fit: new Moving(fitted), still: new Moving({ ...places, shape: [1, ...places.shape] }) });
    this.rects = Array.from({ length: places.shape[0] }, () => squareOf(squares));
    this.node = svg("g", { class: "errors" }, ...this.rects);
  }

  draw(plot, time) {
    this.still.places(0).forEach(([x, y], k) => {
      const [px, py] = at(plot, [x, y]);
      const fitted = near(plot.y.px(this.fit.at(time, k)));
      const side = Math.abs(fitted - py);
      const box = { x: fitted > py ? px - side : px, y: Math.min(py, fitted), width: side, height: side };
      for (const [name, value] of Object.entries(box)) set(this.rects[k], name, value.toFixed(2));
    });
  }
}

/** Words at places, which stay. */
export function notesOf(notes, plot) {
  return notes.map(({ colour, text, x, y }) => {
    const [px, py] = at(plot, [x, y]);
    return svg("text", { x: px, y: py + 5, class: `halo middle strong ${text === "?" ? "covered-value" : "told-at"}`, style: `fill:var(--${colour})` }, text);
  });
}
