// The scale of a colour in little room: both ends, the colours between them, what is measured.

import { svg, textWidth } from "./dom.js";
import { css } from "./colours.js";

const CELLS = 20;
const CELL = 3; // px

/** The width of a key. */
export const colourKeyWidth = ([low, high], label, family) =>
  textWidth(low + high, `12px ${family}`) + CELLS * CELL + 19 + textWidth(label, `13px ${family}`);

/** A key whose text stands on the line `y`, from `x` on; `colours` are those of a ramp. */
export function colourKey(x, y, colours, [low, high], label, family) {
  const start = x + textWidth(low, `12px ${family}`) + 5;
  const end = start + CELLS * CELL;
  const cells = Array.from({ length: CELLS }, (_, k) => svg("rect", { x: start + k * CELL, y: y - 9, width: CELL + 0.3, height: 9,
    fill: css(colours[Math.round((k / (CELLS - 1)) * (colours.length - 1))]) }));
  return svg("g", { class: "colour-key" }, svg("text", { class: "tick", x, y }, low), ...cells,
    svg("text", { class: "tick", x: end + 5, y }, high),
    svg("text", { class: "note", x: end + 14 + textWidth(high, `12px ${family}`), y }, label));
}
