// A look-up as a product: a one-hot vector beside a table of vectors, and below it the row that lights up.

import { fontOf, resize, set, svg, textWidth, write } from "../../kit/dom.js";
import { blend, unpack } from "../../kit/data.js";
import { ramp, shade } from "../../kit/colours.js";
import { number, phrase } from "../../kit/format.js";
import { Grid, paint } from "../../kit/grid.js";
import { markWord, rowRoom, rowWords } from "../../kit/grid_words.js";
import { colourKey } from "../../kit/legend.js";
import { eased } from "../../kit/moving.js";
import { View } from "../../kit/view.js";
import { Passage } from "./passage.js";

const ALL = 208; // px of all rows together, where they have room
const ROW = { low: 16, high: 20 }; // px
const [HEAD, REST, BELOW, KEY] = [20, 23, 32, 22]; // px: names, rows that are not drawn, the product, the key
const ONE_HOT = { wide: 24, gap: 18 }; // px: a cell of x, from x to W
const LINK = 14; // px, right of W
const WIDENED = 0.06; // of the width that rows may begin farther right, so that names stand in one line
const DARK = 0.4; // opacity of a row that is multiplied by 0

/** A look-up; see `viz.views.vectors.lookup.lookup` for its data. */
export default class Lookup extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.table = unpack(data.table);
    this.columns = data.table.shape[1];
    this.passage = new Passage([data.tokens]);
    this.passage.words.forEach((node, k) => node.addEventListener("click", () => this.clock.go(k)));
    this.picture = svg("svg", { "aria-hidden": "true" });
    host.append(this.passage.host, this.picture);
  }

  layout(width) {
    const { data: { rows, words }, host, picture } = this;
    const family = fontOf(host);
    const room = Math.ceil(rowRoom(rows, width, `600 13px ${family}`));
    const short = textWidth(words.x, `600 13px ${family}`) + 16 - room - ONE_HOT.wide - ONE_HOT.gap;
    const over = short > width * WIDENED; // the name of x needs a line of its own
    const left = over ? room : room + Math.max(0, short);
    const start = left + ONE_HOT.wide + ONE_HOT.gap;
    const tall = Math.min(ROW.high, Math.max(ROW.low, Math.floor(ALL / rows.length)));
    const top = HEAD * (over ? 2 : 1);
    this.passage.layout(width);
    this.colours = ramp(host, this.data.scale.kind);
    const x = new Grid({ left, top, wide: ONE_HOT.wide, tall, rows: rows.length, columns: 1 });
    this.grid = this.vectors(start, top, width, tall, rows.length);
    const below = this.vectors(start, x.bottom + REST + 7, width, tall, 1);
    this.oneHot = rows.map((_, row) => this.bit(x, row));
    this.rows = rows.map((_, row) => this.row(row));
    this.lit = rows.map((_, row) => svg("rect", { class: "lit", x: left - 2, y: x.top + row * tall - 1, width: this.grid.left + this.grid.width - left + 4, height: tall + 2, rx: 4 }));
    this.names = rowWords(x, rows);
    this.product = this.cells(below, 0);
    this.link = svg("path", { class: "link" });
    const colours = colourKey(host, this.scale);
    const foot = x.bottom + REST + BELOW + 10;
    resize(picture, width, foot + KEY - 4);
    const name = (text, look, at, y) => svg("text", { class: look, x: at, y }, text);
    picture.replaceChildren(name(words.x, "name", 0, 13), name(words.table, "name", start, top - 6),
      ...this.names, ...this.rows, ...this.oneHot.flatMap(({ cell, digit }) => [cell, digit]), ...this.lit, this.link,
      name("⋮", "note middle", x.x(0), x.bottom + 17), name(words.rest, "note", start, x.bottom + 17),
      name(words.product, "name end", start - 9, below.y(0) + 4.5), ...this.product,
      colours.at(start, foot + 11));
    this.g = { below, x };
    this.drawn = undefined;
  }

  /** The scale, its ends as they are read. */
  get scale() {
    const { scale } = this.data;
    return { ...scale, ends: [number(scale.low), number(scale.high)] };
  }

  /** Cells for vectors up to the right border. */
  vectors(left, top, width, tall, rows) {
    const wide = (width - LINK - left) / this.columns;
    return new Grid({ left, top, wide, tall, rows, columns: this.columns, gap: { x: wide < 10 ? 0.5 : 1.5, y: 2 } });
  }

  cells(grid, row) {
    return Array.from({ length: this.columns }, (_, column) => grid.cell(row, column, { rx: 1.5, class: "number", "data-j": column }));
  }

  bit(grid, row) {
    return { cell: grid.cell(row, 0, { class: "bit" }), digit: svg("text", { class: "digit middle", x: grid.x(0), y: grid.y(row) + 4.5 }) };
  }

  row(row) {
    const cells = this.cells(this.grid, row);
    cells.forEach((cell, column) => paint(cell, this.colours[shade(this.value(row, column), this.data.scale)]));
    return svg("g", { "data-row": row }, ...cells);
  }

  value(row, column) {
    return this.table[row * this.columns + column];
  }

  draw() {
    const { clock: { shown }, data: { at, tokens } } = this;
    const from = Math.min(Math.floor(shown), at.length - 1);
    const to = Math.min(from + 1, at.length - 1);
    const part = eased(shown - from);
    const key = [from, part].join();
    if (key === this.drawn) return;
    this.drawn = key;
    const now = part < 0.5 ? from : to;
    this.passage.show(tokens, new Map([[now, "asked"]]));
    markWord(this.names, at[now]);
    this.oneHot.forEach((_, row) => this.light(row, (at[from] === row ? 1 - part : 0) + (at[to] === row ? part : 0)));
    this.multiply(at[from], at[to], part);
  }

  /** A row with a number of x between 0 and 1. */
  light(row, share) {
    const { cell, digit } = this.oneHot[row];
    cell.style.fill = `color-mix(in srgb, var(--accent) ${Math.round(100 * share)}%, var(--empty))`;
    write(digit, share < 0.5 ? "0" : "1");
    set(digit, "data-on", share >= 0.5);
    this.lit[row].style.opacity = share.toFixed(3);
    this.rows[row].style.opacity = (DARK + (1 - DARK) * share).toFixed(3);
  }

  /** The product between two rows, and the line that leads to it. */
  multiply(from, to, part) {
    this.product.forEach((cell, column) => {
      const value = blend(this.value(from, column), this.value(to, column), part, false);
      paint(cell, this.colours[shade(value, this.data.scale)]);
      set(cell, "data-value", value);
    });
    const { below, x } = this.g;
    const right = this.grid.left + this.grid.width;
    const y = blend(x.y(from), x.y(to), part, false);
    set(this.link, "d", `M${right + 3},${y.toFixed(2)}h4q3,0 3,3V${below.y(0) - 3}q0,3 -3,3h-5`);
  }

  describe() {
    const { at, tokens, words } = this.data;
    const step = Math.min(this.clock.step, at.length - 1);
    return phrase(words.say, { word: tokens[step], place: at[step] + 1 });
  }
}
