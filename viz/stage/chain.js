// Networks unrolled one above the other: a cell for each step, coloured by its value.

import { clamp, fontOf, scrubbable, set, svg, textWidth, write } from "./dom.js";
import { timeline } from "./data.js";
import { css, ramp, shade } from "./colours.js";
import { number, phrase } from "./format.js";
import { legend, legendHeight } from "./legend.js";
import { stepTicks } from "./axis.js";

const CELL = 27; // px, height of a cell
const LINKED = 8.5; // px for a step from which the links between cells can be seen

/** Where everything goes, in px of the picture. */
function geometry(width, length, rows, narrow) {
  const left = narrow ? 0 : 116;
  const right = width - 30; // the loss stands in the rest
  const pitch = (right - left) / length;
  const gap = pitch >= LINKED ? Math.max(3, pitch * 0.34) : pitch >= 5 ? 1.5 : 0;
  const lead = narrow ? 22 : 6;
  const block = narrow ? 62 : 58;
  const bottom = rows * block + (narrow ? 2 : 0);
  return {
    narrow, left, right, pitch, lead, block, bottom,
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

function buildRow(g, row, index, data, length) {
  const y = g.top(index) + CELL / 2;
  const parts = {
    cells: cells(g, row.values, index),
    trail: svg("line", { y1: y, y2: y, class: "trail", style: `stroke:var(--${row.colour})` }),
    head: svg("path", { class: "head", style: `stroke:var(--${row.colour})` }),
    read: svg("text", { y: g.narrow ? y - CELL / 2 - 8 : y + CELL / 2 + 17, class: "read",
      style: `fill:var(--${row.colour})`, "data-read": index }),
  };
  const stems = g.linked && !g.narrow
    ? [svg("path", { class: "stems", d: row.values.map((_, t) => `M${g.centre(t)},${y + CELL / 2}v5`).join("") })]
    : [];
  const still = [svg("line", { x1: g.centre(0), x2: g.right, y1: y, y2: y, class: "link" }),
    ...lossMark(g, data.loss, length, y), ...stems];
  const group = svg("g", { class: g.pitch < 5 ? "dense" : null }, ...rowLabel(g, row, index), ...still, parts.trail, ...parts.cells,
    ...(g.linked ? [links(g, length, y)] : []), parts.head, parts.read);
  return { ...parts, group };
}

/** The frame around the cell at x, with a point where the data travels to. */
function frame(g, x, y, direction) {
  const w = Math.max(g.cell, 5) + 6;
  const h = CELL + 6;
  const tip = direction * (w / 2 + 5);
  return `M${x - w / 2 + 4},${y - h / 2}h${w - 8}a4,4 0 0 1 4,4v${h - 8}a4,4 0 0 1 -4,4h${8 - w}` +
    `a4,4 0 0 1 -4,-4v${8 - h}a4,4 0 0 1 4,-4z` +
    `M${x + tip - direction * 4},${y - 4}l${direction * 4},4l${-direction * 4},4`;
}

function tokenTexts(g, tokens, family) {
  const widest = Math.max(...tokens.map((token) => textWidth(token, `13px ${family}`)));
  if (widest > g.pitch - 0.5) return [];
  return tokens.map((token, t) =>
    svg("text", { x: g.centre(t), y: g.bottom + 12, class: "token middle", "data-t": t + 1 }, token));
}

function axis(g, length, loss, words, family) {
  const text = phrase(words.loss, { t: loss + 1 });
  const half = textWidth(text, `12px ${family}`) / 2;
  const x = clamp(g.centre(loss), half, g.right + 28 - half);
  const y = g.bottom + 30;
  const marks = stepTicks(length, g.pitch, 46)
    .filter((t) => Math.abs(g.centre(t) - x) > half + 26)
    .map((t) => svg("text", { x: Math.max(g.centre(t), 14), y, class: "tick middle" }, phrase(words.at, { t: t + 1 })));
  return [...marks, svg("text", { x, y, class: "tick middle strong" }, text)];
}

/** Draws a chain; see `viz.views.chain` for its data. */
export function drawChain(host, data, { clock, words }) {
  const rows = data.rows.map((row) => ({ ...row, values: timeline(row.values, data.cover) }));
  const length = data.tokens.length;
  const picture = svg("svg", { "aria-hidden": "true" });
  host.append(picture);
  let g, family, drawn, paints, tokens, current;
  scrubbable(picture, clock, (x) => (x - g.left) / g.pitch - 0.5);

  function layout(width) {
    g = geometry(width, length, rows.length, width < 480);
    family = fontOf(host);
    const colours = ramp(host, data.scale.kind).map(css);
    paints = rows.map((row) => row.values.map((value) => colours[shade(value, data.scale)]));
    drawn = rows.map((row, index) => buildRow(g, row, index, data, length));
    tokens = tokenTexts(g, data.tokens, family);
    current = svg("text", { y: g.bottom + 12, class: "token current middle" });
    const below = g.bottom + 42;
    const height = below + legendHeight(data.scale, width - g.left, family);
    for (const [name, value] of Object.entries({ width, height })) set(picture, name, value);
    const label = g.narrow ? [] : [svg("text", { x: 0, y: g.bottom + 12, class: "note" }, words.input)];
    picture.replaceChildren(hatch(), ...drawn.map((row) => row.group), ...label, ...tokens, current,
      ...axis(g, length, data.loss, words, family),
      legend(host, data.scale, g.left, below, width - g.left, family));
    edge = step = undefined;
  }

  let edge, step;

  /** Repaints the cells that the head has passed since the last frame. */
  function reach(time) {
    const next = clock.natural === 1 ? Math.floor(time + 0.5) : Math.ceil(time - 0.5);
    if (next === edge) return;
    const [from, to] = edge === undefined ? [0, length - 1] : [Math.min(edge, next), Math.max(edge, next)];
    edge = next;
    for (let t = from; t <= to; t += 1) {
      const reached = clock.natural === 1 ? t <= next : t >= next;
      rows.forEach((row, index) => paint(drawn[index].cells[t], reached, t, index));
    }
  }

  function paint(cell, reached, t, index) {
    const hidden = t < data.cover;
    cell.style.fill = !reached ? "" : hidden ? "url(#unrolled-hatch)" : paints[index][t];
    cell.setAttribute("class", reached ? (hidden ? "cell covered" : "cell reached") : "cell");
  }

  function drawHead(row, index, time) {
    const { trail, head, read } = drawn[index];
    const x = g.centre(time);
    set(head, "d", frame(g, x, g.top(index) + CELL / 2, clock.direction));
    trail.setAttribute("x1", clock.natural === 1 ? g.centre(0) : x);
    trail.setAttribute("x2", clock.natural === 1 ? x : g.right + (data.loss === length - 1 ? 7 : 0));
    write(read, number(row.values[clock.step], 2, clock.step < data.cover ? "?" : "–"));
    read.setAttribute("x", g.narrow ? g.right + 28 : clamp(x, g.left + 28, g.right - 8));
  }

  function drawToken(time) {
    if (!tokens.length) {
      const token = data.tokens[clock.step];
      write(current, g.narrow && token ? `${words.input} ${token}` : token);
      current.setAttribute("x", clamp(g.centre(time), g.left + 40, g.right - 30));
    } else if (step !== clock.step) {
      tokens[step]?.classList.remove("current");
      tokens[clock.step].classList.add("current");
    }
    step = clock.step;
  }

  function draw() {
    const time = clock.shown;
    reach(time);
    rows.forEach((row, index) => drawHead(row, index, time));
    drawToken(time);
  }

  const describe = () => rows.map((row) =>
    `${row.name} ${row.note} ${row.symbol}: ${number(row.values[clock.step], 2, "?")}`).join("; ");
  return { layout, draw, describe };
}

function hatch() {
  const pattern = { id: "unrolled-hatch", width: 5, height: 5, patternUnits: "userSpaceOnUse",
    patternTransform: "rotate(45)" };
  return svg("defs", {}, svg("pattern", pattern,
    svg("rect", { width: 5, height: 5, class: "hatch-ground" }), svg("rect", { width: 1.6, height: 5, class: "hatch-line" })));
}
