// Where everything of a gated recurrent unit lies: nodes, boxes, wires; in px of the picture.

const TOP = 48; // y of the state's way
const MIDDLE = 112; // y of the way that z takes to the candidate
const GATE = 176; // y of the boxes
const H_BUS = 222;
const X_BUS = 244;
export const HEIGHT = 256;
export const NODE = 13; // px, radius of × and +
export const BOX = 44; // px, height of a box

/** Columns and rows of the drawing for a width. */
export function geometry(width) {
  const x = (share) => Math.round(share * width);
  const columns = { z: x(0.23), minus: x(0.4), sum: x(0.56), times: x(0.77), r: x(0.92) };
  return { width, box: Math.min(92, x(0.16)), foot: x(0.03), drop: 26, label: Math.min(96, x(0.18)),
    top: TOP, mid: MIDDLE, gate: GATE, hBus: H_BUS, xBus: X_BUS, ...columns };
}

/** How z reaches the two products: straight to the one it scales, through 1 − z to the other. */
function mixing(g, replaces) {
  const up = g.gate - BOX / 2;
  const end = g.top + NODE;
  const across = g.sum - NODE;
  const minus = replaces ? [g.z, (g.top + g.mid) / 2] : [g.minus, g.mid];
  const ways = replaces
    ? { straight: `M${g.z},${up}V${g.mid}H${across}`, minus: `M${g.z},${g.mid}V${end}` }
    : { straight: `M${g.z},${up}V${end}`, minus: `M${g.z},${g.mid}H${across}` };
  return { ways, minus };
}

/** Every wire: [name of its value, path, colour]; and where 1 − z and the projection U stand. */
export function wiring(g, { reset, update }) {
  const { ways, minus } = mixing(g, update === "replace");
  const side = g.box / 2;
  const foot = g.gate + BOX / 2;
  const fed = [g.z - g.foot, g.r - g.foot];
  const read = [g.z + g.foot, g.sum, g.r + g.foot];
  const hidden = `M${g.drop},${g.top}V${g.hBus}H${g.r - g.foot}` + fed.map((x) => `M${x},${g.hBus}V${foot}`).join("");
  const input = `M${g.label},${g.xBus}H${g.r + g.foot}` + read.map((x) => `M${x},${g.xBus}V${foot}`).join("");
  const wires = [
    ["x", input, "x"], ["state", hidden, "h"],
    ["projected", `M${g.times},${g.hBus}V${g.gate + NODE}`, "h"],
    ["before", `M0,${g.top}H${g.z - NODE}`, "h"],
    ["z", ways.straight, "z"], ["rest", ways.minus, "z"],
    ["kept", `M${g.z + NODE},${g.top}H${g.sum - NODE}`, "z"],
    ["n", `M${g.sum},${g.gate - BOX / 2}V${g.mid + NODE}`, "n"],
    ["new", `M${g.sum},${g.mid - NODE}V${g.top + NODE}`, "n"],
    ["h", `M${g.sum + NODE},${g.top}H${g.width}`, "h"],
    ["r", `M${g.r - side},${g.gate}H${g.times + NODE}`, "r"],
    ["past", `M${g.times - NODE},${g.gate}H${g.sum + side}`, "h"],
  ];
  const projection = reset === "after" ? [g.times, g.hBus - 11] : [(g.times + g.sum + side - NODE) / 2, g.gate];
  return { wires, minus, projection };
}
