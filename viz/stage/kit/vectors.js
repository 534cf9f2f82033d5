// Small vectors: a state as a grid of cells coloured by value, one pixel each, drawn enlarged.

import { html, svg, textWidth } from "./dom.js";
import { paintCells } from "./canvas.js";
import { css, ramp, shade } from "./colours.js";

const STATE_SCALE = { kind: "diverging", low: -1, high: 1 }; // a GRU's state is within ±1

/** A canvas of one pixel for each number, `across` in a row. */
export function vectorImage(values, across, colours) {
  const canvas = html("canvas", { width: across, height: Math.ceil(values.length / across) });
  return paintCells(canvas, (row, column) => colours[shade(values[row * across + column], STATE_SCALE)]);
}

/** The colours of states in the node's theme. */
export const stateColours = (node) => ramp(node, "diverging");

/** Draws an image of a vector with cells of `side` px. */
export function paintVector(context, image, x, y, side, opacity = 1) {
  context.globalAlpha = opacity;
  context.imageSmoothingEnabled = false;
  context.drawImage(image, x, y, image.width * side, image.height * side);
  context.globalAlpha = 1;
}

const KEY = 82; // px of the colours with both ends

/** The width of the key that is named so. */
export const vectorKeyWidth = (name, family) => KEY + 8 + textWidth(name, `13px ${family}`);

/** What the colours of vectors mean, ending at `right`. */
export function vectorKey(right, y, name, node, family) {
  const colours = stateColours(node);
  const start = right - KEY;
  const cells = Array.from({ length: 16 }, (_, k) =>
    svg("rect", { x: start + 22 + k * 2.8, y: y - 9, width: 3, height: 9, fill: css(colours[k * 17]) }));
  return svg("g", { class: "vector-key" },
    svg("text", { class: "note", x: right - vectorKeyWidth(name, family), y }, name),
    svg("text", { class: "tick end", x: start + 18, y }, "−1"), ...cells, svg("text", { class: "tick", x: start + 71, y }, "1"));
}
