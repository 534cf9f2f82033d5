// Curves over time with a cursor at the clock; the part that the clock has passed is solid.

import { fontOf, resize, scrubbable, set, svg, textWidth } from "../../kit/dom.js";
import { between, timeline } from "../../kit/data.js";
import { number } from "../../kit/format.js";
import { linearTicks, logTicks, stepTicks } from "../../kit/axis.js";
import { distance, placeLabels } from "../../kit/labels.js";
import { View } from "../../kit/view.js";

function area(width, data) {
  const box = { left: 46, right: width - 12, top: 32, bottom: data.height - 40 };
  const pitch = (box.right - box.left) / Math.max(1, data.length - 1);
  const share = data.log
    ? (value) => Math.log(value / data.low) / Math.log(data.high / data.low)
    : (value) => (value - data.low) / (data.high - data.low);
  return {
    ...box, pitch,
    x: (time) => box.left + time * pitch,
    // a zero on a logarithmic axis lies on the floor
    y: (value) => box.bottom - (data.log && value === 0 ? 0 : share(value)) * (box.bottom - box.top),
  };
}

function axes(a, data) {
  const ticks = (data.log ? logTicks : linearTicks)(data.low, data.high, 6);
  const parts = ticks.flatMap(([value, text]) => [
    svg("line", { x1: a.left, x2: a.right, y1: a.y(value), y2: a.y(value), class: "rule" }),
    svg("text", { x: a.left - 8, y: a.y(value) + 4, class: "tick end" }, text),
  ]);
  for (const t of stepTicks(data.length, a.pitch, 44, data.first)) {
    parts.push(svg("text", { x: a.x(t), y: a.bottom + 17, class: "tick middle" }, String(t + data.first)));
  }
  parts.push(svg("text", { x: a.right, y: a.bottom + 35, class: "tick end" }, data.x_label),
    svg("text", { x: 0, y: 12, class: "note" }, data.y_label));
  return parts;
}

const shownPoints = (a, values) =>
  values.map((value, t) => [a.x(t), a.y(value)]).filter(([, y]) => !Number.isNaN(y));

const path = (points) => (points.length ? `M${points.map(([x, y]) => `${x.toFixed(2)},${y.toFixed(2)}`).join("L")}` : "");

function references(a, data, points, family) {
  return data.references.flatMap(({ value, label }) => {
    const y = a.y(value);
    return [svg("line", { x1: a.left, x2: a.right, y1: y, y2: y, class: "reference" }),
      svg("text", { ...freeSpot(a, y, label, points, family), class: "tick halo" }, label)];
  });
}

/** A place above or below a horizontal line, as far as can be from the curves. */
function freeSpot(a, y, label, points, family) {
  const width = textWidth(label, `12px ${family}`);
  const all = points.flat();
  let best, most = -1;
  for (const top of [y - 17, y + 4]) {
    for (let k = 0; k <= 20; k += 1) {
      const x = a.left + 3 + (k / 20) * (a.right - a.left - width - 3);
      const apart = Math.min(60, distance({ x, y: top, width, height: 13 }, all));
      if (apart > most) [best, most] = [{ x, y: top + 11 }, apart];
    }
  }
  return best;
}

function curve(series, points, name) {
  return svg("path", { d: path(points), class: `curve ${name}`, style: `stroke:var(--${series.colour})`,
    "stroke-dasharray": series.dash });
}

/** The curves as they lie ahead of the clock, and again, solid, where it has passed. */
function curves(series, points, plot, passed) {
  const main = series.map((line, k) => [line, points[k]]).filter(([line]) => !line.faint);
  return [
    svg("g", { "clip-path": `url(#${plot})` },
      ...series.map((line, k) => curve(line, points[k], line.faint ? "faint" : "ahead"))),
    svg("g", { "clip-path": `url(#${passed})` }, ...main.map(([line, own]) => curve(line, own, "passed"))),
  ];
}

function zeros(a, series) {
  return series.values.flatMap((value, t) => (value === 0 ? [
    svg("circle", { cx: a.x(t), cy: a.bottom, r: 3, class: "zero", style: `stroke:var(--${series.colour})` })] : []));
}

function directLabels(a, series, points, data, family) {
  const inside = points.map((list) => list.filter(([, y]) => y >= a.top - 4 && y <= a.bottom + 4));
  const named = series.map((line, k) => [line, inside[k]]).filter(([line, p]) => line.name && p.length)
    .sort(([one], [other]) => one.faint - other.faint);
  const lines = named.map(([line, p]) => ({ points: p, width: textWidth(line.name, `600 13px ${family}`) + 2 }));
  const guides = data.references.map(({ value }) =>
    Array.from({ length: 30 }, (_, k) => [a.left + (k / 29) * (a.right - a.left), a.y(value)]));
  const boxes = placeLabels(lines, guides,
    { x: a.left + 2, y: 2, width: a.right - a.left, height: a.bottom - 4 },
    [{ x: 0, y: 0, width: textWidth(data.y_label, `13px ${family}`) + 6, height: 18 }]);
  return named.map(([line], k) => svg("text", { x: boxes[k].x, y: boxes[k].y + 12, class: `direct halo${line.faint ? " context" : ""}`,
    style: `fill:var(--${line.colour})` }, line.name));
}

function covered(a, data, words) {
  if (!data.cover) return [];
  const right = a.x(data.cover - 0.5);
  return [svg("rect", { x: a.left, y: a.top, width: right - a.left, height: a.bottom - a.top, class: "covered" }),
    svg("text", { x: (a.left + right) / 2, y: (a.top + a.bottom) / 2, class: "note middle halo" }, words.covered)];
}

let clips = 0;

/** Curves; see `viz.views.lines.lines` for their data. */
export default class Lines extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.series = data.series.map((line) => ({ ...line, values: timeline(line.values, data.cover) }));
    this.picture = svg("svg", { "aria-hidden": "true" });
    this.plot = `unrolled-plot-${(clips += 1)}`;
    this.passed = `unrolled-passed-${clips}`;
    host.append(this.picture);
    scrubbable(this.picture, this.clock, (x) => (x - this.area.left) / this.area.pitch);
  }

  /** Builds everything for a width; `draw` then only moves the cursor and what belongs to it. */
  layout(width) {
    const { data, series } = this;
    const a = (this.area = area(width, data));
    const family = fontOf(this.host);
    const points = series.map((line) => shownPoints(a, line.values));
    this.cursor = svg("line", { y1: a.top - 4, y2: a.bottom, class: "cursor" });
    this.dots = series.map((line, k) => (line.faint ? null
      : svg("circle", { r: 5.5, class: "dot", style: `fill:var(--${line.colour})`, "data-series": k })));
    resize(this.picture, width, data.height);
    this.picture.replaceChildren(this.clipping(a),
      ...covered(a, data, this.words), ...axes(a, data), ...references(a, data, points, family), this.cursor,
      ...curves(series, points, this.plot, this.passed),
      ...(data.log ? series.flatMap((line) => zeros(a, line)) : []),
      ...directLabels(a, series, points, data, family), ...this.dots.filter(Boolean));
  }

  /** Two clips: the plot, and the part of it that the clock has passed. */
  clipping(a) {
    const box = { x: a.left, y: a.top - 4, width: a.right - a.left + 4, height: a.bottom - a.top + 8 };
    this.reach = svg("rect", box);
    return svg("defs", {}, svg("clipPath", { id: this.plot }, svg("rect", box)),
      svg("clipPath", { id: this.passed }, this.reach));
  }

  draw() {
    const { area: a, clock } = this;
    const time = clock.shown;
    const x = a.x(time);
    for (const end of ["x1", "x2"]) this.cursor.setAttribute(end, x);
    this.reach.setAttribute("x", clock.natural === 1 ? a.left - 4 : x);
    this.reach.setAttribute("width", Math.max(0, clock.natural === 1 ? x - a.left + 4 : a.right - x + 8));
    this.series.forEach((line, k) => this.dots[k] && this.drawDot(this.dots[k], line.values, time, x));
  }

  drawDot(dot, values, time, x) {
    const { area: a, clock, data } = this;
    const y = a.y(between(values, time, data.log));
    const inside = y >= a.top - 6 && y <= a.bottom + 6;
    dot.style.display = inside ? "" : "none";
    if (!inside) return;
    dot.setAttribute("cx", x);
    dot.setAttribute("cy", y);
    set(dot, "data-value", values[clock.step]);
  }

  describe() {
    return this.series.filter((line) => !line.faint)
      .map((line) => `${line.name}: ${number(line.values[this.clock.step], 2, "?")}`).join("; ");
  }
}
