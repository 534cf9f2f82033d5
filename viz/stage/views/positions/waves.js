// Waves, one row for each pair of columns: the curves are smooth, a dot stands at every position.

import { resize, scrubbable, set, svg } from "../../kit/dom.js";
import { stepTicks } from "../../kit/axis.js";
import { number } from "../../kit/format.js";
import { View } from "../../kit/view.js";

const SPACING = 2; // px between two points of a curve

function areaOf(width, data) {
  const left = 68, right = width - 10, top = 6;
  const row = Math.max(14, Math.floor((data.height - top - 36) / data.rows.length));
  return { left, right, top, row, bottom: top + row * data.rows.length,
    pitch: (right - left) / Math.max(1, data.length - 1) };
}

/** One wave as a path: sin or cos of rate · time, drawn around the middle of its row. */
function pathOf(a, middle, amplitude, wave, rate) {
  const points = [];
  const count = Math.max(2, Math.round((a.right - a.left) / SPACING));
  for (let k = 0; k <= count; k += 1) {
    const x = a.left + (k / count) * (a.right - a.left);
    const time = (x - a.left) / a.pitch;
    points.push(`${x.toFixed(1)},${(middle - amplitude * wave(rate * time)).toFixed(1)}`);
  }
  return `M${points.join("L")}`;
}

/** Waves; see `viz.views.positions.hands.waves` for their data. */
export default class Waves extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.picture = svg("svg", { "aria-hidden": "true" });
    host.append(this.picture);
    scrubbable(this.picture, this.clock, (x) => (x - this.area.left) / this.area.pitch);
  }

  layout(width) {
    const { data, picture } = this;
    const a = (this.area = areaOf(width, data));
    this.cursor = svg("line", { y1: a.top, y2: a.bottom, class: "cursor" });
    this.dots = data.rows.flatMap(() => [svg("circle", { r: 4.5, class: "dot sin" }), svg("circle", { r: 4.5, class: "dot cos" })]);
    resize(picture, width, a.bottom + 38);
    this.rows = data.rows.map((row, k) => this.row(a, row, k));
    picture.replaceChildren(...this.rows, this.cursor, ...this.dots, ...this.axis(a));
  }

  row(a, row, k) {
    const middle = a.top + a.row * (k + 0.5);
    const height = a.row * 0.42;
    const curves = [["cos", Math.cos, 1], ["sin", Math.sin, 0]].map(([name, wave, rate]) =>
      svg("path", { d: pathOf(a, middle, height, wave, row.rates[rate]), class: `wave-line ${name}` }));
    const marks = row.sin.map((value, t) => svg("circle", { cx: a.left + t * a.pitch, cy: middle - height * value, r: 1.8, class: "mark" }));
    return svg("g", { "data-pair": row.pair }, svg("line", { x1: a.left, x2: a.right, y1: middle, y2: middle, class: "rule" }),
      ...curves, ...marks, svg("text", { x: a.left - 8, y: middle + 4, class: "tick end" }, row.name));
  }

  axis(a) {
    const steps = stepTicks(this.data.length, a.pitch, 40, 0);
    return [...steps.map((t) => svg("text", { x: a.left + t * a.pitch, y: a.bottom + 15, class: "tick middle" }, String(t))),
      svg("text", { x: a.right, y: a.bottom + 32, class: "tick end" }, this.data.x_label),
      svg("text", { x: a.left, y: a.bottom + 32, class: "tick key sin" }, this.data.names[0]),
      svg("text", { x: a.left + 60, y: a.bottom + 32, class: "tick key cos" }, this.data.names[1])];
  }

  /** Marks the pair that is picked, else the first. */
  choose() {
    const { rows } = this.data;
    const { pair } = rows.find((row) => row.pair === this.picked.pair) ?? rows[0];
    this.rows.forEach((row) => row.classList.toggle("chosen", Number(row.dataset.pair) === pair));
  }

  draw() {
    const { area: a, clock, data } = this;
    const x = a.left + clock.shown * a.pitch;
    this.choose();
    for (const end of ["x1", "x2"]) set(this.cursor, end, x.toFixed(1));
    data.rows.forEach((row, k) => {
      const middle = a.top + a.row * (k + 0.5);
      [Math.sin, Math.cos].forEach((wave, side) => {
        const dot = this.dots[2 * k + side];
        set(dot, "cx", x.toFixed(1));
        set(dot, "cy", (middle - a.row * 0.42 * wave(row.rates[side] * clock.shown)).toFixed(1));
      });
    });
  }

  describe() {
    const { data, clock } = this;
    return data.rows.map((row) => `${row.name}: ${data.names[0]} ${number(row.sin[clock.step], 2)}, ${data.names[1]} ${number(row.cos[clock.step], 2)}`).join("; ");
  }
}
