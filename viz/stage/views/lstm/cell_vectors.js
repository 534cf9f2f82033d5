// A state as small cells, one for each unit: they are coloured by value, and picked by pointer.

import { html, set, within } from "../../kit/dom.js";
import { fitCanvas } from "../../kit/canvas.js";
import { ramp, shade } from "../../kit/colours.js";

export const ACROSS = 16;

/** How many px a vector of so many units takes, with cells of `side` px. */
export const vectorSize = (hidden, side) => ({
  width: ACROSS * side, height: Math.ceil(hidden / ACROSS) * side });

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
    const unit = Math.floor(y / this.side) * ACROSS + Math.floor(x / this.side);
    return unit >= 0 && unit < this.cell.hidden ? unit : undefined;
  }

  place(x, y, side) {
    const { canvas, cell, name } = this;
    const { width, height } = vectorSize(cell.hidden, side);
    this.side = side;
    this.step = undefined;
    canvas.style.cssText = `left:${x}px;top:${y}px`;
    this.context = fitCanvas(canvas, width, height);
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
    const { x, y } = this.corner(chosen);
    context.strokeRect(x - 0.5, y - 0.5, this.side + 0.5, this.side + 0.5);
  }

  paint(unit) {
    const { context } = this;
    const value = this.cell.at(this.name, this.step, unit);
    const { x, y } = this.corner(unit);
    context.fillStyle = `rgb(${this.colours[shade(Number.isNaN(value) ? 0 : value, this.scale)]})`;
    context.fillRect(x, y, this.side - 0.5, this.side - 0.5);
  }

  corner(unit) {
    return { x: (unit % ACROSS) * this.side, y: Math.floor(unit / ACROSS) * this.side };
  }
}
