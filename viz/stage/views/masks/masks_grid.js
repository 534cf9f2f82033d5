// A square of cells, query by key: colours, short numbers, hatching where nobody may look.

import { html, resize, svg, write } from "../../kit/dom.js";
import { Grid, paint, readable, writeOn } from "../../kit/grid.js";
import { LEVEL, columnWords, markWord, rowWords } from "../../kit/grid_words.js";
import { colourKey } from "../../kit/legend.js";

const LINE = 18; // px

let hatchings = 0;

export class MaskGrid {
  /** `tell(cell, byKey)` and `press(i, j)` hear of the reader; `side` heads a column of notes, `marks` are outlines. */
  constructor(host, model, { name, help, side = "", marks }, tell, press) {
    Object.assign(this, { host, model, name, side, marks, tell, press });
    this.picture = svg("svg", { class: "gridded", "aria-hidden": "true" });
    this.box = html("div", { class: `square ${name}`, tabindex: 0, role: "group", "aria-label": help }, this.picture);
    this.heading = html("h2", { class: "heading" });
    this.foot = svg("g");
    host.append(html("section", { class: "part" }, this.heading, this.box));
    readable(this, this.box);
  }

  layout({ left, top, wide, tall, side }) {
    const { model, picture } = this;
    const grid = (this.grid = new Grid({ left, top, wide, tall, rows: model.T, columns: model.T }));
    resize(picture, left + grid.width + side, grid.bottom + 20 + (this.marks?.regions.length ? LINE : 0));
    const id = `unrolled-hatch-${(hatchings += 1)}`;
    const hatch = svg("pattern", { id, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      svg("line", { x1: 0, y1: 0, x2: 0, y2: 6, class: "hatch" }));
    const { tokens } = model.data;
    this.rows = tokens.map((_, i) => this.row(i, id, left + grid.width + side / 2));
    this.words = { rows: rowWords(grid, tokens), columns: columnWords(grid, tokens, LEVEL) };
    const notes = this.side ? [svg("text", { class: "column middle", x: left + grid.width + side / 2, y: top - 6 }, this.side)] : [];
    picture.replaceChildren(svg("defs", {}, hatch), ...Object.values(this.words).flat(), ...notes, ...this.rows.map(({ group }) => group), grid.now, ...(this.marks?.outlines(grid) ?? []), grid.mark, this.foot);
    this.drawn = [];
  }

  row(i, hatching, aside) {
    const { grid, model } = this;
    const note = svg("text", { class: "side middle", x: aside, y: grid.y(i) + 4.5, "data-row": i });
    const cells = model.data.tokens.map((_, j) => this.cell(i, j, hatching));
    return { note, cells, group: svg("g", {}, ...cells.map(({ group }) => group), note) };
  }

  cell(i, j, hatching) {
    const { grid } = this;
    const fill = grid.cell(i, j, { class: "fill", "data-i": i, "data-j": j });
    const shut = grid.cell(i, j, { class: "shut", fill: `url(#${hatching})` });
    const value = grid.value(i, j, { "data-i": i, "data-j": j });
    return { fill, shut, value, group: svg("g", {}, fill, shut, value) };
  }

  /** Fills a row: `look(j)` gives { colour, text, shut, strong, tight }, `note` what stands beside it. */
  fill(i, key, look, note = "") {
    if (this.drawn[i] === key) return;
    this.drawn[i] = key;
    const row = this.rows[i];
    row.cells.forEach((cell, j) => {
      const { colour, text, shut = 0, strong = false, tight = false, opacity = 1 } = look(j);
      paint(cell.fill, colour);
      cell.fill.style.opacity = opacity;
      cell.shut.style.opacity = shut;
      writeOn(cell.value, text, opacity > 0.5 && colour);
      cell.value.classList.toggle("strong", strong);
      cell.value.classList.toggle("tight", tight);
      cell.value.classList.toggle("infinite", shut === 1);
    });
    write(row.note, note);
  }

  /** Frames the clock's row and the pair whose numbers are shown. */
  point(i, j, row) {
    this.grid.frameRow(row);
    this.grid.frameCell(i, j);
    this.place = [i, j];
    markWord(this.words.rows, i);
    markWord(this.words.columns, j);
  }

  read(byKey) {
    this.tell(this.at, byKey);
  }

  /** Says below the cells what their colours mean. */
  explain(scale) {
    const { left, bottom } = this.grid;
    this.foot.replaceChildren(colourKey(this.host, scale).at(left, bottom + 17), ...(this.marks?.key(this.host, left, bottom + 17 + LINE) ?? []));
  }
}
