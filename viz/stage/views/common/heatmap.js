// A matrix as colours on a canvas; a cell can be read by pointer and by keyboard.

import { clamp, fontOf, html, resize, set, svg, textWidth, write } from "../../kit/dom.js";
import { enlarge, fitCanvas, paintCells } from "../../kit/canvas.js";
import { blend, unpack } from "../../kit/data.js";
import { ramp, shade } from "../../kit/colours.js";
import { number, phrase } from "../../kit/format.js";
import { Grid, readable } from "../../kit/grid.js";
import { BELOW, columnWords, rowRoom, rowWords } from "../../kit/grid_words.js";
import { legend, legendHeight } from "../../kit/legend.js";
import { View } from "../../kit/view.js";

const TALLEST = 340; // px
const LARGEST = 34; // px, side of a cell
const AXIS = 20; // px, the name of the rows

function gridOf(width, data, family) {
  const left = rowRoom(data.rows, width, `12px ${family}`) + AXIS;
  const wide = Math.min(LARGEST, (width - left - 4) / data.columns.length);
  const square = Math.min(Math.max(wide, 4), TALLEST / data.rows.length);
  const tall = data.height ? data.height / data.rows.length : square;
  return new Grid({ left, top: 24, wide, tall, rows: data.rows.length, columns: data.columns.length });
}

/** Of how many rows or columns one can have a word of so many px. */
const every = (size, pitch) => Math.max(1, Math.ceil(size / pitch));

function surroundings(grid, data, host, family) {
  const widest = Math.max(...data.columns.map((label) => textWidth(label, `12px ${family}`))) + 8;
  const { bottom, left } = grid;
  const middle = grid.top + grid.height / 2;
  return [
    ...rowWords(grid, data.rows, every(15, grid.tall)),
    ...columnWords(grid, data.columns, BELOW, every(widest, grid.wide)),
    svg("text", { x: left + grid.width, y: bottom + 34, class: "tick end" }, data.x_label),
    svg("text", { x: 12, y: middle, class: "tick middle", transform: `rotate(-90 12 ${middle})` }, data.y_label),
    legend(host, data.scale, left, bottom + 44, Math.max(220, grid.width)),
  ];
}

/** A heatmap; see `viz.views.heatmap.heatmap` for its data. */
export default class Heatmap extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    const [rows, columns] = [data.rows.length, data.columns.length];
    Object.assign(this, { rows, columns, values: unpack(data.values) });
    this.moves = data.values.shape.length === 3;
    this.steps = this.moves ? data.values.shape[0] : 1;
    this.small = html("canvas", { width: columns, height: rows }); // one pixel for each cell
    this.canvas = html("canvas", { class: "cells" });
    this.picture = svg("svg", { "aria-hidden": "true" });
    this.read = svg("text", { y: 14, class: "note read" });
    host.append(this.canvas, this.picture);
    host.addEventListener("focus", () => this.choose(...this.place));
    readable(this, host, this.canvas);
  }

  layout(width) {
    const { canvas, data, host, picture } = this;
    const family = fontOf(host);
    const grid = (this.grid = gridOf(width, data, family));
    this.colours = ramp(host, data.scale.kind);
    this.drawn = undefined;
    this.column = svg("rect", { class: "now", y: grid.top, width: grid.wide, height: grid.height });
    resize(picture, width, grid.bottom + 46 + legendHeight(host, data.scale, Math.max(220, grid.width)));
    set(this.read, "x", grid.left);
    picture.replaceChildren(...surroundings(grid, data, host, family), this.read, ...(data.cursor ? [this.column] : []), grid.mark);
    canvas.style.cssText = `left:${grid.left}px;top:${grid.top}px`;
    fitCanvas(canvas, grid.width, grid.height);
  }

  draw() {
    const time = this.moves ? clamp(this.clock.shown, 0, this.steps - 1) : 0;
    if (time !== this.drawn) this.paint(time);
    this.drawn = time;
    const { left, wide } = this.grid;
    set(this.column, "x", left + clamp(this.clock.shown, 0, this.columns - 1) * wide);
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

  describe() {
    if (!this.at) return "";
    const [row, column] = this.at;
    const step = this.moves ? clamp(this.clock.step, 0, this.steps - 1) : 0;
    return phrase(this.words.cell, {
      row: `${this.data.y_label} ${this.data.rows[row]}`,
      column: `${this.data.x_label} ${this.data.columns[column]}`,
      value: number(this.valueAt(row * this.columns + column, step), 3),
    });
  }

  showCell() {
    const { mark } = this.grid;
    write(this.read, this.describe());
    mark.style.display = this.at ? "" : "none";
    if (this.at) this.grid.frameCell(...this.at);
  }

  /** The cell that is read, else the first. */
  get place() {
    return this.at ?? [0, 0];
  }

  choose(row, column) {
    this.at = [row, column];
    this.showCell();
    this.host.setAttribute("aria-label", this.describe());
  }

  leave() {
    this.at = undefined;
    this.showCell();
  }
}
