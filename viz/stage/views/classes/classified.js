// A small picture and a bar for the probability of each class; see `viz.views.classes.classified.classified`.

import { clamp, resize, set, svg, write } from "../../kit/dom.js";
import { unpack } from "../../kit/data.js";
import { nearly, number, phrase } from "../../kit/format.js";
import { Grid, readable } from "../../kit/grid.js";
import { Moving } from "../../kit/moving.js";
import { Axis } from "../../kit/plot.js";
import { View } from "../../kit/view.js";

const SIDE = 136; // px of the picture, at most
const [HEAD, BARS, FOOT] = [20, 112, 56]; // px above the bars, of them, and below
const LEFT = 30; // px for the numbers of the axis
const LEAST = 0.005; // of a probability that is written
const SHORT = 4; // px of an arrow that is not drawn
const TIP = "M0,0L-4.5,-8H4.5Z"; // downwards

const written = (p) => (p < 0.1 ? p.toFixed(2) : nearly(p));

/** The code of a picture whose pixels go from 0 to 1. */
const codeOf = (pixels, greys) => pixels.map((value) => Math.round(value * greys).toString(greys + 1)).join("");

export default class Classified extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    [this.rows, this.columns] = data.pixels.shape;
    this.drawnPixels = [...unpack(data.pixels)];
    this.p = data.p && new Moving(data.p);
    this.picture = svg("svg", { "aria-hidden": "true" });
    host.append(this.picture);
    readable(this, host, this.picture);
  }

  layout(width) {
    const { data, p, picture } = this;
    const side = Math.min(SIDE, 0.4 * width);
    const top = side + HEAD + 8;
    this.grid = new Grid({ left: 1, top: 1, wide: side / this.columns, tall: side / this.rows, rows: this.rows, columns: this.columns, gap: { x: 0, y: 0 } });
    this.cells = this.drawnPixels.map((_, at) => this.grid.cell(Math.floor(at / this.columns), at % this.columns, { class: "pixel" }));
    this.y = new Axis({ low: 0, high: 1 }, top + BARS, top);
    this.pitch = (width - LEFT) / data.classes;
    this.said = [0, 1, 2].map((line) => svg("text", { class: line ? "strong" : "note", x: side + 16, y: 20 + 24 * line }));
    this.reading = svg("text", { class: "note", x: side + 16, y: side - 4 });
    this.bars = Array.from({ length: data.classes }, (_, k) => this.bar(k));
    const cover = p ? [] : [svg("rect", { class: "cover", x: LEFT, y: top, width: width - LEFT, height: BARS, rx: 6 }),
      svg("text", { class: "middle unknown", x: (LEFT + width) / 2, y: top + BARS / 2 + 16 }, "?")];
    resize(picture, width, top + BARS + FOOT);
    picture.replaceChildren(svg("rect", { class: "frame", x: 0.5, y: 0.5, width: side + 1, height: side + 1 }), ...this.cells, ...this.said, this.reading, this.grid.mark,
      ...this.axis(width), ...this.bars.map(({ group }) => group), ...cover, svg("text", { class: "note", x: LEFT, y: top + BARS + 51 }, this.hint));
    this.drawn = undefined;
  }

  /** What is said below the bars. */
  get hint() {
    const { data: { label, pick, words }, heard } = this;
    return label === null ? (pick && heard ? words.paint : "") : words.push;
  }

  axis(width) {
    return [0, 0.5, 1].flatMap((value) => [
      svg("line", { class: "rule", x1: LEFT, x2: width, y1: this.y.px(value), y2: this.y.px(value) }),
      svg("text", { class: "tick end", x: LEFT - 6, y: this.y.px(value) + 4 }, value)]);
  }

  /** The bar of a class with its name, its number and its arrow. */
  bar(k) {
    const middle = LEFT + (k + 0.5) * this.pitch;
    const base = this.y.px(0);
    const rect = svg("rect", { class: "share", x: middle - 0.36 * this.pitch, width: 0.72 * this.pitch, rx: 2, style: `fill:var(--${this.data.colour})`, "data-class": k });
    const value = svg("text", { class: "tick middle", x: middle, y: base + 33 });
    const line = svg("line", { x1: middle, x2: middle });
    const tip = svg("path", { d: TIP });
    const arrow = svg("g", { class: "push", style: "visibility:hidden" }, line, tip);
    const name = svg("text", { class: `middle${k === this.data.label ? " strong" : " note"}`, x: middle, y: base + 17 }, k);
    return { arrow, line, middle, rect, tip, value, group: svg("g", {}, rect, arrow, name, value) };
  }

  /** The pixels as they are, those that the reader has pressed among them. */
  get pixels() {
    const { data: { greys, pick }, drawnPixels, picked } = this;
    const code = (pick && picked[pick]) || "";
    return code.length === drawnPixels.length ? [...code].map((sign) => parseInt(sign, greys + 1) / greys) : drawnPixels;
  }

  draw() {
    const { cells, clock, data, grid, p, pixels } = this;
    const now = [clock.shown, codeOf(pixels, data.greys)].join();
    if (now === this.drawn) return;
    this.drawn = now;
    pixels.forEach((value, at) => set(cells[at], "style", `fill:color-mix(in srgb, var(--ink) ${(100 * value).toFixed(0)}%, var(--card))`));
    if (data.label !== null) write(this.said[0], phrase(data.words.label, { label: data.label }));
    grid.mark.style.visibility = this.at ? "" : "hidden";
    if (!p) return;
    this.bars.forEach((bar, k) => this.drawBar(bar, p.at(clock.shown, k), k));
    const { share, top } = this.top;
    write(this.said[1], phrase(data.words.top, { top }));
    write(this.said[2], phrase(data.words.p, { p: nearly(share) }));
  }

  drawBar({ arrow, line, middle, rect, tip, value }, share, k) {
    const { clock, data, p, y } = this;
    set(rect, "y", y.px(share).toFixed(2));
    set(rect, "height", (y.px(0) - y.px(share)).toFixed(2));
    const step = p.at(clock.step, k);
    set(rect, "data-p", step);
    write(value, step < LEAST ? "" : written(step));
    const [from, to] = [y.px(share), y.px(k === data.label ? 1 : 0)];
    const seen = data.label !== null && Math.abs(from - to) > SHORT;
    arrow.style.visibility = seen ? "" : "hidden";
    if (!seen) return;
    set(line, "y1", from.toFixed(2));
    set(line, "y2", (to - Math.sign(to - from) * Math.min(6, Math.abs(to - from))).toFixed(2));
    set(tip, "transform", `translate(${middle.toFixed(2)} ${to.toFixed(2)})${to < from ? " rotate(180)" : ""}`);
  }

  /** The most probable class at the clock's step, and its probability. */
  get top() {
    const { clock, data, p } = this;
    const shares = Array.from({ length: data.classes }, (_, k) => p.at(clock.step, k));
    const share = Math.max(...shares);
    return { share, top: shares.indexOf(share) };
  }

  get place() {
    return [0, 0];
  }

  read() {
    const { at, columns, data, grid } = this;
    grid.mark.style.visibility = at ? "" : "hidden";
    if (at) grid.frameCell(...at);
    const value = at && this.pixels[at[0] * columns + at[1]];
    write(this.reading, at ? phrase(data.words.pixel, { row: at[0] + 1, column: at[1] + 1, value: number(value) }) : "");
    if (at) set(this.host, "aria-label", this.describe());
  }

  /** Makes a pixel black or white, whichever it is less. */
  press(row, column) {
    const { data, heard, pixels } = this;
    if (!data.pick || !heard) return;
    const at = row * this.columns + column;
    const made = pixels.map((value, k) => (k === at ? (value < 0.5 ? 1 : 0) : clamp(value, 0, 1)));
    this.pick(data.pick, codeOf(made, data.greys));
    this.read();
  }

  describe() {
    const { data: { label, words } } = this;
    const said = [label === null ? "" : phrase(words.label, { label }), this.at ? this.reading.textContent : "", this.p ? "" : this.words.covered];
    if (this.p) said.push(phrase(words.say, { top: this.top.top, p: nearly(this.top.share) }));
    return said.filter(Boolean).join("; ");
  }
}
