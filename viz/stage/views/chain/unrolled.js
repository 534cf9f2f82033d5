// What a chain is put together from: rows of cells, links, labels, the axis below.

import { clamp, svg, textWidth } from "../../kit/dom.js";
import { phrase } from "../../kit/format.js";
import { stepTicks } from "../../kit/axis.js";

export const CELL = 27; // px, height of a cell
const LEFT = 116; // px for the rows' names, at least
const HEAD = 16; // px for the first cell's frame
const LINKED = 8.5; // px for a step from which the links between cells can be seen

const nameWidth = ({ name, symbol }, family) =>
  textWidth(name, `700 18px ${family}`) + 6 + textWidth(symbol, `13px ${family}`);

/** Where everything goes, in px of the picture. */
export function geometry(width, tokens, rows, narrow, family, room = 0) {
  const length = tokens.length;
  const left = narrow ? 0 : Math.max(LEFT, ...rows.map((row) => nameWidth(row, family) + HEAD));
  const right = width - 30; // the loss stands in the rest
  const pitch = (right - left) / length;
  const gap = pitch >= LINKED ? Math.max(3, pitch * 0.34) : pitch >= 5 ? 1.5 : 0;
  const lead = narrow ? 22 : 6 + room;
  const block = narrow ? 62 : room ? 58 : 57;
  const named = tokens.some((token) => token.trim());
  const bottom = rows.length * block + (narrow ? 2 : room) - (named ? 0 : 16);
  return {
    narrow, left, right, pitch, lead, block, bottom, named,
    linked: pitch >= LINKED,
    cell: Math.min(pitch - gap, 44),
    centre: (time) => left + (time + 0.5) * pitch,
    top: (row) => row * block + lead,
  };
}

function links(g, length, y) {
  const path = [];
  const half = g.cell / 2;
  for (let t = 0; t + 1 < length; t += 1) {
    const to = g.centre(t + 1) - half - 0.5;
    const size = Math.min(4, g.pitch - g.cell - 0.5);
    path.push(`M${to},${y}l${-size},${-size * 0.8}v${size * 1.6}z`);
  }
  return svg("path", { d: path.join(""), class: "arrows" });
}

function cells(g, values, row) {
  const y = g.top(row);
  return values.map((value, t) =>
    svg("rect", {
      x: g.centre(t) - g.cell / 2, y, width: g.cell, height: CELL, rx: Math.min(4, g.cell / 3),
      class: "cell", "data-row": row, "data-t": t + 1, "data-value": Number.isNaN(value) ? null : value,
    }));
}

function rowLabel(g, row, index) {
  const y = g.narrow ? g.top(index) - 8 : g.top(index) + 12;
  const name = svg("text", { x: 0, y, class: "name", style: `fill:var(--${row.colour})` }, row.name,
    svg("tspan", { dx: 6, class: "symbol" }, row.symbol));
  if (!g.narrow) return [name, svg("text", { x: 0, y: y + 18, class: "note" }, row.note)];
  name.append(svg("tspan", { dx: 6, class: "symbol" }, row.note));
  return [name];
}

function lossMark(g, loss, length, y) {
  if (loss !== length - 1) return [];
  const x = g.right + 17;
  return [
    svg("line", { x1: g.centre(loss), x2: x, y1: y, y2: y, class: "link" }),
    svg("circle", { cx: x, cy: y, r: 10, class: "loss" }),
    svg("text", { x, y: y + 4.5, class: "letter middle" }, "L"),
  ];
}

/** One network: its label, its cells and the frame around the cell at the clock. */
export function buildRow(g, row, index, data, length, marks) {
  const y = g.top(index) + CELL / 2;
  const parts = {
    cells: cells(g, row.values, index),
    trail: svg("line", { y1: y, y2: y, class: "trail", style: `stroke:var(--${row.colour})`, "stroke-dasharray": row.dash }),
    head: svg("path", { class: "head", style: `stroke:var(--${row.colour})`, "stroke-dasharray": row.dash && "5 3.5" }),
    read: svg("text", { y: g.narrow ? y - CELL / 2 - 8 : y + CELL / 2 + 16, class: "read halo",
      style: `fill:var(--${row.colour})`, "data-read": index }),
  };
  const stems = g.linked && !g.narrow
    ? [svg("path", { class: "stems", d: row.values.map((_, t) => `M${g.centre(t)},${y + CELL / 2}v5`).join("") })]
    : [];
  const still = [svg("line", { x1: g.centre(0), x2: g.right, y1: y, y2: y, class: "link" }),
    ...lossMark(g, data.loss, length, y), ...stems];
  const group = svg("g", { class: g.pitch < 5 ? "dense" : null }, ...rowLabel(g, row, index), ...still, parts.trail, ...parts.cells,
    ...(g.linked ? [links(g, length, y)] : []), ...marks, parts.head, parts.read);
  return { ...parts, group };
}

/** The frame around the cell at x, with a point where the data travels to. */
export function frame(g, x, y, direction) {
  const w = Math.max(g.cell, 5) + 6;
  const h = CELL + 6;
  const tip = direction * (w / 2 + 5);
  return `M${x - w / 2 + 4},${y - h / 2}h${w - 8}a4,4 0 0 1 4,4v${h - 8}a4,4 0 0 1 -4,4h${8 - w}` +
    `a4,4 0 0 1 -4,-4v${8 - h}a4,4 0 0 1 4,-4z` +
    `M${x + tip - direction * 4},${y - 4}l${direction * 4},4l${-direction * 4},4`;
}

/** The tokens below the chain by step: all where they fit, else those of several characters. */
export function tokenTexts(g, tokens, family) {
  const widthOf = (token) => textWidth(token, `13px ${family}`);
  const fits = Math.max(...tokens.map(widthOf)) <= g.pitch - 0.5;
  const shown = tokens.map((token, t) => [token, t]).filter(([token]) => fits || [...token].length > 1);
  if (!fits && shown.reduce((sum, [token]) => sum + widthOf(token) + 4, 0) > (g.right - g.left) / 2) return new Map();
  let free = g.left; // words that would touch move on
  return new Map(shown.map(([token, t]) => {
    const half = fits ? 0 : widthOf(token) / 2;
    const x = fits ? g.centre(t) : Math.max(g.centre(t), free + half);
    free = x + half + 4;
    return [t, svg("text", { x, y: g.bottom + 12, class: "token middle", "data-t": t + 1 }, token)];
  }));
}

/** The tokens' name: marked inputs where only some steps have one. */
export function tokensName(tokens, words) {
  const blank = (token) => ["", "·"].includes(token.trim());
  return tokens.some(blank) && !tokens.every(blank) ? words.input_marked : words.input;
}

/** The steps, and where the loss is. */
export function stepAxis(g, length, loss, words, family) {
  const text = phrase(words.loss, { t: loss + 1 });
  const half = textWidth(text, `12px ${family}`) / 2;
  const x = clamp(g.centre(loss), half, g.right + 28 - half);
  const y = g.bottom + 30;
  const marks = stepTicks(length, g.pitch, 46)
    .filter((t) => Math.abs(g.centre(t) - x) > half + 26)
    .map((t) => svg("text", { x: Math.max(g.centre(t), 14), y, class: "tick middle" }, phrase(words.at, { t: t + 1 })));
  return [...marks, svg("text", { x, y, class: "tick middle strong" }, text)];
}

/** The pattern of a covered cell. */
export function hatch() {
  const pattern = { id: "unrolled-hatch", width: 5, height: 5, patternUnits: "userSpaceOnUse",
    patternTransform: "rotate(45)" };
  return svg("defs", {}, svg("pattern", pattern,
    svg("rect", { width: 5, height: 5, class: "hatch-ground" }), svg("rect", { width: 1.6, height: 5, class: "hatch-line" })));
}
