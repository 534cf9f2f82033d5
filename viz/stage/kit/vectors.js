// Small vectors: a state as a grid of cells coloured by value, one pixel each, drawn enlarged.

import { html } from "./dom.js";
import { paintCells } from "./canvas.js";
import { ramp, shade } from "./colours.js";

/** The scale of states: a GRU's is within ±1. */
export const STATES = { kind: "diverging", low: -1, high: 1 };

/** A canvas of one pixel for each number, `across` in a row. */
export function vectorImage(values, across, colours) {
  const canvas = html("canvas", { width: across, height: Math.ceil(values.length / across) });
  return paintCells(canvas, (row, column) => colours[shade(values[row * across + column], STATES)]);
}

/** The colours of states in the node's theme. */
export const stateColours = (node) => ramp(node, STATES.kind);

/** Draws an image of a vector with cells of `side` px. */
export function paintVector(context, image, x, y, side, opacity = 1) {
  context.globalAlpha = opacity;
  context.imageSmoothingEnabled = false;
  context.drawImage(image, x, y, image.width * side, image.height * side);
  context.globalAlpha = 1;
}
