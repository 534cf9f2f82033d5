// A state as small cells, one for each unit: they are coloured by value, and picked by pointer.

import { html, set, within } from "../../kit/dom.js";
import { fitCanvas } from "../../kit/canvas.js";
import { ramp, shade } from "../../kit/colours.js";

const MOST = 16; // cells across
const LARGEST = 14; // px of a cell

/** How a vector is laid out: with cells of `side` px where it has 128 units, larger ones of fewer. */
export function vectorSize(hidden, side) {
  const across = Math.min(MOST, Math.ceil(Math.sqrt(2 * hidden)));
  const own = Math.min(LARGEST, Math.floor((MOST * side) / across));
  return { across, side: own, width: across * own, height: Math.ceil(hidden / across) * own };
}

export class CellVector {
  /** `name` is what `CellMemory.at` calls it; `look(unit)` and `pick(unit)` hear of the pointer. */
  constructor(name, cell, look, pick) {
    Object.assign(this, { name, cell, look });
    this.canvas = html("canvas", { class: "vector", "aria-hidden": "true" });
    const unit = (event) => this.unitAt(...within(event.target, event));
    this.canvas.addEventListener("pointermove", (event) => look(this.name, unit(event)));
    this.canvas.addEventListener("pointerleave", () => look(undefined));
    this.canvas.addEventListener("click", (event) => unit(event) !== undefined && pick(unit(event)));
  }

  unitAt(x, y) {
    const unit = Math.floor(y / this.size.side) * this.size.across + Math.floor(x / this.size.side);
    return unit >= 0 && unit < this.cell.hidden ? unit : undefined;
  }

  place(x, y, size) {
    const { canvas, name } = this;
    this.size = size;
    this.step = undefined;
    canvas.style.cssText = `left:${x}px;top:${y}px`;
    this.context = fitCanvas(canvas, size.width, size.height);
    this.colours = ramp(canvas, "diverging");
    const limit = name === "c" || name === "before" ? 3 : 1; // a state h is within ±1
    this.scale = { kind: "diverging", low: -limit, high: limit };
    set(canvas, "data-vector", name);
  }

  draw(step, chosen) {
    if (step === this.step && chosen === this.chosen) return;
    Object.assign(this, { step, chosen });
    const { context } = this;
    for (let unit = 0; unit < this.cell.hidden; unit += 1) this.paint(unit);
    context.strokeStyle = getComputedStyle(this.canvas).getPropertyValue("--ink");
    context.lineWidth = 1.5;
    this.frame(this.corner(chosen));
  }

  /** A frame around a cell, within the picture. */
  frame({ x, y }) {
    const { side, width, height } = this.size;
    const [left, top] = [Math.max(0.75, x - 0.5), Math.max(0.75, y - 0.5)];
    this.context.strokeRect(left, top, Math.min(width - 0.75, x + side) - left, Math.min(height - 0.75, y + side) - top);
  }

  paint(unit) {
    const { context } = this;
    const value = this.cell.at(this.name, this.step, unit);
    const { x, y } = this.corner(unit);
    context.fillStyle = `rgb(${this.colours[shade(Number.isNaN(value) ? 0 : value, this.scale)]})`;
    context.fillRect(x, y, this.size.side - 0.5, this.size.side - 0.5);
  }

  corner(unit) {
    const { across, side } = this.size;
    return { x: (unit % across) * side, y: Math.floor(unit / across) * side };
  }
}
