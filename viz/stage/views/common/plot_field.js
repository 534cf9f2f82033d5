// A field between the axes of a plot: values that are colours, in bands or smoothly.

import { html } from "../../kit/dom.js";
import { paintCells } from "../../kit/canvas.js";
import { place, ramp } from "../../kit/colours.js";
import { number } from "../../kit/format.js";
import { Moving } from "../../kit/moving.js";
import { banded, fieldCell } from "../../kit/plot.js";

export class PlotField {
  /** `data` as `viz.views.plot.Field` makes it; row 0 is at the bottom, of a canvas at the top. */
  constructor({ bands, scale, values }) {
    Object.assign(this, { bands, scale, moving: new Moving(values) });
    [this.rows, this.columns] = this.moving.shape;
    this.canvas = html("canvas", { class: "field", width: this.columns, height: this.rows, "aria-hidden": "true" });
  }

  layout({ left, top, width, height }) {
    this.canvas.style.cssText = `left:${left}px;top:${top}px;width:${width}px;height:${height}px;image-rendering:${this.bands ? "pixelated" : "auto"}`;
    this.colours = ramp(this.canvas, this.scale.kind);
  }

  value(step, row, column) {
    return this.moving.at(step, row * this.columns + column);
  }

  paint(step) {
    paintCells(this.canvas, (row, column) => {
      const share = banded(place(this.value(step, this.rows - 1 - row, column), this.scale), this.bands);
      return this.colours[Math.round(share * (this.colours.length - 1))];
    });
  }

  /** The value at a point in px of the plot, with what is measured. */
  say(step, plot, at) {
    return `${this.scale.label}: ${number(this.value(step, ...fieldCell(plot, this.moving.shape, at)), 3)}`;
  }
}
