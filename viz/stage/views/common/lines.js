// Curves over time with a cursor at the clock; the part that the clock has passed is solid.

import { fontOf, resize, scrubbable, set, svg, textWidth, within } from "../../kit/dom.js";
import { between, timeline } from "../../kit/data.js";
import { number } from "../../kit/format.js";
import { stepTicks } from "../../kit/axis.js";
import { filled, placeLabels, placeOnLine } from "../../kit/labels.js";
import { Plot, nearest } from "../../kit/plot.js";
import { View } from "../../kit/view.js";

const NEAR = 14; // px, what the pointer is at

function plotOf(width, { height, high, length, log, low, x_label, y_label }) {
  const time = { low: 0, high: Math.max(1, length - 1), label: x_label };
  return new Plot(time, { low, high, log, label: y_label }, width, height);
}

/** Some steps, each with what it is called; the first one is `first`. */
const timeTicks = ({ width, x }, { every, first, length }) =>
  stepTicks(length, width / x.high, 44, first).map((t) => [t, String((t + first) * every)]);

const shownPoints = (a, values) =>
  values.map((value, t) => [a.x.px(t), a.y.px(value)]).filter(([, y]) => !Number.isNaN(y));

const path = (points) => (points.length ? `M${points.map(([x, y]) => `${x.toFixed(2)},${y.toFixed(2)}`).join("L")}` : "");

function references(a, { band, references: marks }, boxes) {
  const [low, high] = (band ?? []).map((v) => a.y.px(v));
  const tint = band ? [svg("rect", { x: a.left, y: high, width: a.width, height: low - high, class: "band" })] : [];
  return [...tint, ...marks.flatMap(({ value, label }, k) => {
    const y = a.y.px(value);
    return [svg("line", { x1: a.left, x2: a.right, y1: y, y2: y, class: "reference" }),
      svg("text", { x: boxes[k].x, y: boxes[k].y + 12, class: "tick halo" }, label)];
  })];
}

/** Boxes of the y axis' name and the references. */
function referenceBoxes(a, data, points, family) {
  const all = points.flatMap(filled);
  const taken = [{ x: 0, y: 0, width: textWidth(data.y_label, `13px ${family}`) + 6, height: 18 }];
  for (const { value, label } of data.references) {
    const width = textWidth(label, `12px ${family}`);
    taken.push(placeOnLine(a.y.px(value), width, { left: a.left + 3, right: a.right, bottom: a.bottom }, all, taken));
  }
  return taken;
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

/** Where a curve leaves the plot: an arrow at the edge that it crosses. */
function leaving(a, series, points) {
  const outside = ([, y]) => (y < a.top - 1 ? -1 : y > a.bottom + 1 ? 1 : 0);
  return points.slice(1).flatMap((to, k) => {
    const from = points[k];
    const side = outside(from) || outside(to);
    if (Boolean(outside(from)) === Boolean(outside(to))) return [];
    const edge = side < 0 ? a.top : a.bottom;
    const x = from[0] + ((edge - from[1]) / (to[1] - from[1])) * (to[0] - from[0]);
    return [svg("path", { d: `M${x - 5},${edge - 4 * side}h10l-5,${8 * side}z`, class: "leaves", style: `fill:var(--${series.colour})` })];
  });
}

function zeros(a, series) {
  return series.values.flatMap((value, t) => (value === 0 ? [
    svg("circle", { cx: a.x.px(t), cy: a.bottom, r: 3, class: "zero", style: `stroke:var(--${series.colour})` })] : []));
}

function directLabels(a, series, points, data, family, taken) {
  const inside = points.map((list) => list.filter(([, y]) => y >= a.top - 4 && y <= a.bottom + 4));
  const named = series.map((line, k) => [line, inside[k]]).filter(([line, p]) => line.name && p.length)
    .sort(([one], [other]) => one.faint - other.faint);
  const lines = named.map(([line, p]) => ({ points: p, dot: !line.faint, width: textWidth(line.name, `600 13px ${family}`) + 2 }));
  const guides = data.references.map(({ value }) =>
    Array.from({ length: 30 }, (_, k) => [a.left + (k / 29) * (a.right - a.left), a.y.px(value)]));
  const unnamed = inside.filter((list, k) => !series[k].name && list.length);
  const boxes = placeLabels(lines, [...guides, ...unnamed],
    { x: a.left + 2, y: 2, width: a.right - a.left, height: a.bottom - 4 }, taken);
  return named.map(([line], k) => svg("text", { x: boxes[k].x, y: boxes[k].y + 12, class: `direct halo${line.faint ? " context" : ""}`,
    style: `fill:var(--${line.colour})` }, line.name));
}

function covered(a, data, words) {
  if (!data.cover) return [];
  const right = a.x.px(data.cover - 0.5);
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
    scrubbable(this.picture, this.clock, (x) => ((x - this.area.left) / this.area.width) * this.area.x.high);
    this.picture.addEventListener("pointermove", (event) => this.point(event));
    this.picture.addEventListener("pointerleave", () => this.area.read(""));
  }

  /** Builds everything for a width; `draw` then only moves the cursor and what belongs to it. */
  layout(width) {
    const { data, series } = this;
    const a = (this.area = plotOf(width, data));
    const family = fontOf(this.host);
    const points = series.map((line) => shownPoints(a, line.values));
    this.cursor = svg("line", { y1: a.top - 4, y2: a.bottom, class: "cursor" });
    this.dots = series.map((line, k) => (line.faint ? null
      : svg("circle", { r: 5.5, class: "dot", style: `fill:var(--${line.colour})`, "data-series": k })));
    const taken = referenceBoxes(a, data, points, family);
    resize(this.picture, width, data.height);
    this.picture.replaceChildren(this.clipping(a),
      ...covered(a, data, this.words), ...a.axes(timeTicks(a, data)), ...references(a, data, taken.slice(1)), this.cursor,
      ...curves(series, points, this.plot, this.passed),
      ...series.flatMap((line, k) => leaving(a, line, points[k])),
      ...(data.log ? series.flatMap((line) => zeros(a, line)) : []),
      ...directLabels(a, series, points, data, family, taken), ...this.dots.filter(Boolean), a.reading);
    Object.assign(this, { points, family });
  }

  /** Two clips: the plot, and the part of it that the clock has passed. */
  clipping(a) {
    const box = { x: a.left, y: a.top - 4, width: a.right - a.left + 4, height: a.bottom - a.top + 8 };
    this.reach = svg("rect", box);
    return svg("defs", {}, svg("clipPath", { id: this.plot }, svg("rect", box)),
      svg("clipPath", { id: this.passed }, this.reach));
  }

  /** Reads the curve that the pointer is at. */
  point(event) {
    const { buttons } = event;
    const at = within(this.picture, event);
    const near = this.points.flatMap((list, k) => list.map(([x, y]) => [x, y, k]));
    const found = buttons ? undefined : near[nearest(near, at, NEAR)];
    if (!found) return this.area.read("");
    const { name, values } = this.series[found[2]];
    const t = Math.round(this.area.x.value(found[0]));
    return this.area.read(`${name}: ${number(values[t], 3)}`, found, this.family);
  }

  draw() {
    const { area: a, clock } = this;
    const time = clock.shown;
    const x = a.x.px(time);
    for (const end of ["x1", "x2"]) this.cursor.setAttribute(end, x);
    this.reach.setAttribute("x", clock.natural === 1 ? a.left - 4 : x);
    this.reach.setAttribute("width", Math.max(0, clock.natural === 1 ? x - a.left + 4 : a.right - x + 8));
    this.series.forEach((line, k) => this.dots[k] && this.drawDot(this.dots[k], line.values, time, x));
  }

  drawDot(dot, values, time, x) {
    const { area: a, clock, data } = this;
    const y = a.y.px(between(values, time, data.log));
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
