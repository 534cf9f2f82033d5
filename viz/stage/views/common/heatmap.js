// A matrix as colours on a canvas; a cell can be read by pointer and by keyboard.

import { clamp, fontOf, html, set, svg, textWidth, write } from "../../kit/dom.js";
import { enlarge, fitCanvas, paintCells } from "../../kit/canvas.js";
import { blend, unpack } from "../../kit/data.js";
import { ramp, shade } from "../../kit/colours.js";
import { number, phrase } from "../../kit/format.js";
import { legend, legendHeight } from "../../kit/legend.js";

const TALLEST = 340; // px
const LARGEST = 34; // px, side of a cell

function areaOf(width, data, family) {
  const widest = Math.max(...data.rows.map((label) => textWidth(label, `12px ${family}`)));
  const left = Math.min(width * 0.4, widest + 28);
  const side = Math.min(LARGEST, (width - left - 4) / data.columns.length);
  const square = Math.min(Math.max(side, 4), TALLEST / data.rows.length);
  const cell = { width: side, height: data.height ? data.height / data.rows.length : square };
  return { left, top: 24, cell, width: side * data.columns.length, height: cell.height * data.rows.length };
}

/** Labels of one axis, thinned so that they do not touch. */
function thinned(labels, pitch, size, make) {
  const every = Math.max(1, Math.ceil(size / pitch));
  return labels.flatMap((label, k) => (k % every === 0 ? [make(label, (k + 0.5) * pitch)] : []));
}

function surroundings(p, data, host, family) {
  const widest = Math.max(...data.columns.map((label) => textWidth(label, `12px ${family}`))) + 8;
  const bottom = p.top + p.height;
  const middle = p.top + p.height / 2;
  return [
    ...thinned(data.rows, p.cell.height, 15, (label, y) =>
      svg("text", { x: p.left - 6, y: p.top + y + 4, class: "tick end" }, label)),
    ...thinned(data.columns, p.cell.width, widest, (label, x) =>
      svg("text", { x: p.left + x, y: bottom + 16, class: "tick middle" }, label)),
    svg("text", { x: p.left + p.width, y: bottom + 34, class: "tick end" }, data.x_label),
    svg("text", { x: 12, y: middle, class: "tick middle", transform: `rotate(-90 12 ${middle})` }, data.y_label),
    legend(host, data.scale, p.left, bottom + 44, Math.max(220, p.width), family),
  ];
}

const WAYS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

/** A heatmap; see `viz.views.heatmap.heatmap` for its data. */
export default class Heatmap {
  constructor(host, data, { clock, words }) {
    const [rows, columns] = [data.rows.length, data.columns.length];
    Object.assign(this, { host, data, clock, words, rows, columns, values: unpack(data.values) });
    this.moves = data.values.shape.length === 3;
    this.steps = this.moves ? data.values.shape[0] : 1;
    this.small = html("canvas", { width: columns, height: rows }); // one pixel for each cell
    this.canvas = html("canvas", { class: "cells" });
    this.picture = svg("svg", { "aria-hidden": "true" });
    this.read = svg("text", { y: 14, class: "note read" });
    this.mark = svg("rect", { class: "mark" });
    this.now = svg("rect", { class: "now" });
    host.append(this.canvas, this.picture);
    this.listen();
  }

  layout(width) {
    const { canvas, data, host, picture } = this;
    const family = fontOf(host);
    const p = (this.area = areaOf(width, data, family));
    this.colours = ramp(host, data.scale.kind);
    this.drawn = undefined;
    set(picture, "width", width);
    set(picture, "height", p.top + p.height + 46 + legendHeight(data.scale, Math.max(220, p.width), family));
    set(this.read, "x", p.left);
    picture.replaceChildren(...surroundings(p, data, host, family), this.read, this.now, this.mark);
    canvas.style.cssText = `left:${p.left}px;top:${p.top}px`;
    fitCanvas(canvas, p.width, p.height);
  }

  draw() {
    const time = this.moves ? clamp(this.clock.shown, 0, this.steps - 1) : 0;
    if (time !== this.drawn) this.paint(time);
    this.drawn = time;
    if (this.data.cursor) this.frame(this.now, clamp(this.clock.shown, 0, this.columns - 1), 0, this.rows);
    this.showCell();
  }

  paint(time) {
    const colour = (row, column) => this.colours[shade(this.valueAt(row * this.columns + column, time), this.data.scale)];
    enlarge(paintCells(this.small, colour), this.canvas);
  }

  /** The value of a cell at a time, between two steps for the eye. */
  valueAt(cell, time) {
    const size = this.rows * this.columns;
    const step = Math.floor(time);
    const from = this.values[step * size + cell];
    if (step === time) return from;
    return blend(from, this.values[(step + 1) * size + cell], time - step, this.data.scale.kind === "log");
  }

  frame(rect, column, row, height) {
    const { left, top, cell } = this.area;
    const box = { x: left + column * cell.width, y: top + row * cell.height,
      width: cell.width, height: height * cell.height };
    for (const [name, value] of Object.entries(box)) set(rect, name, value);
  }

  describe() {
    if (!this.at) return "";
    const { row, column } = this.at;
    const step = this.moves ? clamp(this.clock.step, 0, this.steps - 1) : 0;
    return phrase(this.words.cell, {
      row: `${this.data.y_label} ${this.data.rows[row]}`,
      column: `${this.data.x_label} ${this.data.columns[column]}`,
      value: number(this.valueAt(row * this.columns + column, step), 3),
    });
  }

  showCell() {
    write(this.read, this.describe());
    this.mark.style.display = this.at ? "" : "none";
    if (this.at) this.frame(this.mark, this.at.column, this.at.row, 1);
  }

  choose(row, column) {
    this.at = { row: clamp(row, 0, this.rows - 1), column: clamp(column, 0, this.columns - 1) };
    this.showCell();
    this.host.setAttribute("aria-label", this.describe());
  }

  listen() {
    const leave = () => {
      this.at = undefined;
      this.showCell();
    };
    this.host.addEventListener("keydown", (event) => this.key(event));
    this.host.addEventListener("focus", () => this.at ?? this.choose(0, 0));
    this.host.addEventListener("blur", leave);
    this.canvas.addEventListener("pointerleave", leave);
    this.canvas.addEventListener("pointermove", ({ offsetX, offsetY }) => this.choose(
      Math.floor(offsetY / this.area.cell.height), Math.floor(offsetX / this.area.cell.width)));
  }

  key(event) {
    const way = WAYS[event.key];
    if (!way) return;
    event.preventDefault();
    event.stopPropagation();
    this.choose((this.at?.row ?? 0) + way[0], (this.at?.column ?? 0) + way[1]);
  }
}
