// Rows and columns of cells in a picture: where they stand, their frames, and how they are read.

import { clamp, set, svg, write, within } from "./dom.js";
import { css, inkOn } from "./colours.js";
import { arrow, take } from "./keys.js";

const GAP = { x: 1.5, y: 1.5 }; // px between cells
const NUMBERED = { wide: 26, tall: 12.5 }; // px of a cell that has room for a number

export class Grid {
  /** In px of the picture: the first cell's corner, the pitch of columns and rows, the gaps between cells. */
  constructor({ left, top, wide, tall, rows, columns, gap = GAP }) {
    Object.assign(this, { left, top, wide, tall, rows, columns, gap, reach: rows }); // rows that can be read
    this.now = svg("rect", { class: "now", x: left - 1.5, width: this.width + 3, height: tall + 1, rx: 4 });
    this.mark = svg("rect", { class: "mark", width: wide, height: tall, rx: 3 });
  }

  get width() {
    return this.columns * this.wide;
  }

  get height() {
    return this.rows * this.tall;
  }

  get bottom() {
    return this.top + this.height;
  }

  /** The middle of a column. */
  x(column) {
    return this.left + (column + 0.5) * this.wide;
  }

  /** The middle of a row. */
  y(row) {
    return this.top + (row + 0.5) * this.tall;
  }

  /** A cell, as a rect; its corners are round where there is a gap to its neighbours. */
  cell(row, column, attributes) {
    const { gap, left, tall, top, wide } = this;
    return svg("rect", { x: left + column * wide + gap.x / 2, y: top + row * tall + gap.y / 2,
      width: wide - gap.x, height: tall - gap.y, rx: gap.x && 2.5, ...attributes });
  }

  /** All cells of a row. */
  cells(row) {
    return Array.from({ length: this.columns }, (_, column) => this.cell(row, column, { class: "cell", "data-i": row, "data-j": column }));
  }

  /** Whether cells have room for numbers of a few signs. */
  get numbered() {
    return this.wide >= NUMBERED.wide && this.tall >= NUMBERED.tall;
  }

  /** The text in a cell's middle. */
  value(row, column, attributes) {
    return svg("text", { class: "value middle", x: this.x(column), y: this.y(row) + 4.3, ...attributes });
  }

  /** Frames the row at the clock. */
  frameRow(row) {
    set(this.now, "y", this.top + row * this.tall - 0.5);
  }

  /** Frames the cell that is read. */
  frameCell(row, column) {
    set(this.mark, "x", this.left + column * this.wide);
    set(this.mark, "y", this.top + row * this.tall);
  }

  /** The cell at a point, as [row, column]; undefined beside all. */
  at(x, y) {
    const [row, column] = [Math.floor((y - this.top) / this.tall), Math.floor((x - this.left) / this.wide)];
    return row >= 0 && row < this.reach && column >= 0 && column < this.columns ? [row, column] : undefined;
  }

  /** The cell at a row and a column, or the last one on the way there. */
  nearest(row, column) {
    return [clamp(row, 0, this.reach - 1), clamp(column, 0, this.columns - 1)];
  }

  /** Where an arrow key leads from a cell; undefined for one that is left to others. */
  step([row, column], [down, right]) {
    return this.nearest(row + down, column + right);
  }
}

/** Colours a cell; without a colour it is empty. */
export function paint(cell, colour) {
  cell.style.fill = colour ? css(colour) : "var(--empty)";
}

/** Writes what stands in a cell, in the ink that is read on its colour, or on an empty one. */
export function writeOn(value, text, colour) {
  value.style.fill = colour ? inkOn(colour) : "";
  write(value, text);
}

/**
 * Lets cells be read by pointer and keyboard. `view` has its `picture` and, once it is laid out, its
 * `grid`; `at` is the cell that is read, if any, and `place` where reading begins; `read(byKey)` hears
 * that `at` is another one, and `press(row, column)`, if there is one, acts.
 */
export function readable(view, keyboard, pointer = view.picture) {
  const find = (event) => {
    return view.grid.at(...within(view.picture, event));
  };
  const read = (cell, byKey = false) => {
    view.at = cell;
    view.read(byKey);
  };
  const leave = () => view.grid && read(undefined);
  pointer.addEventListener("pointermove", (event) => read(find(event)));
  pointer.addEventListener("pointerleave", leave);
  pointer.addEventListener("click", (event) => {
    const cell = find(event);
    if (cell) view.press?.(...cell);
  });
  keyboard.addEventListener("blur", leave);
  keyboard.addEventListener("keydown", (event) => {
    const way = arrow(event);
    const from = view.at ?? view.place;
    const next = way && view.grid.step(from, way);
    if (next) read(next, true);
    else if (event.key === "Enter" && view.press) view.press(...from);
    else return;
    take(event);
  });
}
