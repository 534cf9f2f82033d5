// Rows and columns of cells in a picture: where they stand, their frames, and how they are read.

import { clamp, set, svg } from "./dom.js";
import { arrow, take } from "./keys.js";

const INSET = 0.75; // px between a cell and its neighbour's half of the gap

export class Grid {
  /** In px of the picture: the first cell's corner, and the pitch of columns and rows. */
  constructor({ left, top, wide, tall, rows, columns }) {
    Object.assign(this, { left, top, wide, tall, rows, columns, reach: rows }); // rows that can be read
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

  /** A cell, as a rect with a gap to its neighbours. */
  cell(row, column, attributes) {
    return svg("rect", { x: this.left + column * this.wide + INSET, y: this.top + row * this.tall + INSET,
      width: this.wide - 2 * INSET, height: this.tall - 2 * INSET, rx: 2.5, ...attributes });
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
}

/**
 * Lets cells be read by pointer and keyboard. `view` has its `picture` and, once it is laid out, its
 * `grid`; `place` is the cell that is read or where reading begins; `choose(row, column, byKey)` reads
 * another one, `leave()` none, and `press(row, column)`, if there is one, acts.
 */
export function readable(view, keyboard, pointer = view.picture) {
  const find = ({ clientX, clientY }) => {
    const { left, top } = view.picture.getBoundingClientRect();
    return view.grid.at(clientX - left, clientY - top);
  };
  const leave = () => view.grid && view.leave();
  pointer.addEventListener("pointermove", (event) => {
    const cell = find(event);
    if (cell) view.choose(...cell);
    else leave();
  });
  pointer.addEventListener("pointerleave", leave);
  pointer.addEventListener("click", (event) => {
    const cell = find(event);
    if (cell) view.press?.(...cell);
  });
  keyboard.addEventListener("blur", leave);
  keyboard.addEventListener("keydown", (event) => {
    const way = arrow(event);
    if (!way && !(event.key === "Enter" && view.press)) return;
    take(event);
    const [row, column] = view.place;
    if (way) view.choose(...view.grid.nearest(row + way[0], column + way[1]), true);
    else view.press(row, column);
  });
}
