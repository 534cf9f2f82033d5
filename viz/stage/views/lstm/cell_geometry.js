// Where the parts of the cell's diagram stand, in px, for a width.

import { vectorSize } from "./cell_vectors.js";

export const HEIGHT = 286;
const RAIL = 46; // y of the cell state's way
const INNER = 116; // y of the multiplications below it
const BOX = { top: 156, bottom: 214 };
const BUS = { h: 236, x: 264 }; // y of what enters the gates

export function geometry(width, hidden) {
  const side = width < 480 ? 3 : 5;
  const vector = vectorSize(hidden, side);
  const left = vector.width + 8;
  const right = width - vector.width - 8;
  const at = (share) => left + (right - left) * share;
  const columns = { f: at(0.12), i: at(0.36), g: at(0.6), o: at(0.83) };
  const out = at(width < 480 ? 0.93 : 0.955);
  return { width, side, vector, left, right, columns, out, rail: RAIL, inner: INNER, box: BOX, bus: BUS,
    middle: (columns.i + columns.g) / 2, half: Math.min(39, (columns.i - columns.f) / 2 - 3), narrow: width < 480 };
}

/** Every wire as path data, with the quantity that flows in it and its place in the order of events. */
export function wiring(g) {
  const { f, i, g: candidate, o } = g.columns;
  const { rail, inner, box, bus, middle, out, left, right } = g;
  const gates = { f, i, g: candidate, o };
  const enter = Object.entries(gates).flatMap(([name, x]) => [
    { name: `x-${name}`, flows: "x", turn: 0, d: `M${left},${bus.x}H${x + 9}V${box.bottom + 10}` },
    { name: `h-${name}`, flows: "past", turn: 0, d: `M${left},${bus.h}H${x - 9}V${box.bottom + 10}` },
  ]);
  return [...enter,
    { name: "before", flows: "before", turn: 1, d: `M${left - 6},${rail}H${f - 12}` },
    { name: "f", flows: "f", turn: 1, d: `M${f},${box.top}V${rail + 12}` },
    { name: "i", flows: "i", turn: 1, d: `M${i},${box.top}V${inner}H${middle - 12}` },
    { name: "g", flows: "g", turn: 1, d: `M${candidate},${box.top}V${inner}H${middle + 12}` },
    { name: "o", flows: "o", turn: 1, d: `M${o},${box.top}V${inner}H${out - 12}` },
    { name: "written", flows: "written", turn: 2, d: `M${middle},${inner - 12}V${rail + 12}` },
    { name: "kept", flows: "kept", turn: 2, d: `M${f + 12},${rail}H${middle - 12}` },
    { name: "c", flows: "c", turn: 3, d: `M${middle + 12},${rail}H${right + 6}` },
    { name: "squashed", flows: "squashed", turn: 3, d: `M${out},${rail}V${inner - 12}` },
    { name: "h", flows: "h", turn: 3, d: `M${out + 12},${inner}H${right + 6}` }];
}

/** The round nodes: what happens there, and the quantity that comes out. */
export function nodesOf(g) {
  const { columns, rail, inner, middle, out } = g;
  return [{ name: "kept", sign: "×", x: columns.f, y: rail }, { name: "c", sign: "+", x: middle, y: rail },
    { name: "written", sign: "×", x: middle, y: inner }, { name: "h", sign: "×", x: out, y: inner },
    { name: "squashed", sign: "tanh", x: out, y: (rail + inner) / 2 - 2 }];
}
