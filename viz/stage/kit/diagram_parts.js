// The parts of a diagram: nodes with their signs and numbers, wires, and frames around them.

import { set, svg, textWidth, write } from "./dom.js";
import { css, shade } from "./colours.js";
import { across, look, outline, roundPath, route } from "./diagram_paths.js";

const SIZES = [17, 15, 13, 12]; // px, of a value: the largest that fits
const LABEL = 14; // px
const CAPTION = 12; // px
const MARGIN = 4; // px, of words in a box
const TIP = 8; // px, by which an arrow's wire ends before its tip
const TYPICAL = " −0.000"; // how long a value is, so that its size changes for few
const WIDEST = "−8.8·10⁻⁸"; // a value beside which a label's caption must fit
const LOWER = 4; // px, an index

/** A symbol, its index after "_" lowered, some words, and behind them room for a value. */
function line(attributes, sign, words) {
  const [letter, index] = sign.split("_");
  const value = svg("tspan", index ? { dy: -LOWER } : {});
  const before = [letter, index && svg("tspan", { class: "index", dy: LOWER }, index), words && `${letter && " "}${words}`].filter(Boolean);
  return { value, text: svg("text", attributes, ...before, before.length ? " " : "", value) };
}

/** Whether a node has room for its caption, with what stands beside it. */
export function roomy({ caption, share, shape, sign, width }, area, family) {
  const [beside, size, margin] = shape === "label" ? [`${sign}${WIDEST} `, LABEL, 0] : ["", CAPTION, MARGIN];
  return textWidth(beside + caption, `${size}px ${family}`) <= Math.min(width, share * area.width) - 2 * margin;
}

/** What stands in a node or, as a label, beside others. */
export class NodePart {
  constructor(node, area, family, full) {
    const place = (this.place = outline(node, area));
    Object.assign(this, node, { family, words: full ? node.caption : node.short });
    this.group = svg("g", { class: node.marked ? "node marked" : "node", style: `--own:var(--${node.colour})`, "data-shape": node.shape, "data-node": node.name }, ...this.shapes(place));
    this.group.append(...(node.shape === "label" ? this.label(place) : this.inside(place)));
    this.largest = this.fitting(SIZES, (node.sign + TYPICAL).trim()) ?? SIZES[0];
  }

  shapes({ x, y, width, height }) {
    if (this.shape === "round") return [svg("circle", { cx: x, cy: y, r: width / 2 })];
    if (this.shape !== "box") return [];
    return [svg("rect", { x: x - width / 2, y: y - height / 2, width, height, rx: Math.min(10, height / 2.6) })];
  }

  label({ x, y }) {
    return this.written({ x, y: y + 5, class: `value halo ${this.anchor}` }, this.words);
  }

  inside({ x, y }) {
    const caption = this.words && svg("text", { x, y: y + 14, class: "tick middle" }, this.words);
    const at = { x, y: y + (caption ? -3 : 5.5) };
    if (!this.shows) return [svg("text", { ...at, class: "sign middle" }, this.sign), caption].filter(Boolean);
    return [...this.written({ ...at, class: "value middle" }, ""), caption].filter(Boolean);
  }

  written(attributes, words) {
    const { text, value } = line(attributes, this.sign, words);
    if (this.shows) set(text, "data-value", this.quantity);
    Object.assign(this, { text, value });
    return [text];
  }

  write(value) {
    write(this.value, value);
    if (this.shape === "label") return;
    const sizes = SIZES.filter((size) => size <= this.largest);
    this.text.style.fontSize = `${this.fitting(sizes, this.text.textContent) ?? sizes.at(-1)}px`;
  }

  /** The first size in which a text fits into the box. */
  fitting(sizes, text) {
    const fits = (size) => textWidth(text, `700 ${size}px ${this.family}`) <= this.place.width - MARGIN;
    return sizes.find(fits);
  }
}

/** A wire with its arrow's tip, and what runs along it. */
export class WirePart {
  constructor(wire, nodes, area, colours) {
    Object.assign(this, wire, { colours });
    const points = route(wire, nodes[wire.source].place, nodes[wire.target].place, area);
    const [[fromX, fromY], [x, y]] = points.slice(-2);
    const angle = Math.atan2(y - fromY, x - fromX);
    if (wire.arrow) points.splice(-1, 1, [x - TIP * Math.cos(angle), y - TIP * Math.sin(angle)]);
    this.path = svg("path", { d: roundPath(points), class: "wire", "data-wire": wire.name });
    this.dot = wire.turn === null ? null : svg("circle", { r: 3.5, class: "pulse" });
    this.tip = wire.arrow ? svg("path", { d: "M0,0L-10,-6V6Z", class: "tip" }) : null;
    this.group = svg("g", { style: `--flow:var(--${wire.colour})` }, ...[this.path, this.tip].filter(Boolean));
    this.end = `translate(${x} ${y}) rotate(${(angle * 180) / Math.PI})`;
  }

  draw(value) {
    const { thickness, opacity } = look(this, value);
    set(this.path, "stroke-width", thickness.toFixed(2));
    set(this.group, "opacity", opacity);
    if (this.scale) this.group.style.setProperty("--flow", css(this.colours(this.scale.kind)[shade(value, this.scale)]));
    if (this.tip) set(this.tip, "transform", `${this.end} scale(${1 + thickness / 12})`);
  }

  /** Moves what runs along the wire; none does before and behind its turn. */
  run(part) {
    const runs = part >= 0 && part <= 1;
    this.dot.style.display = runs ? "" : "none";
    if (!runs) return;
    this.length ??= this.path.getTotalLength();
    const { x, y } = this.path.getPointAtLength(this.length * part);
    set(this.dot, "cx", x);
    set(this.dot, "cy", y);
  }
}

/** Words around a middle: on one line, or on two where they are wider than their room. */
function inLines(words, x, y, room, family) {
  const parts = words.split(" ");
  const half = Math.ceil(parts.length / 2);
  const wraps = textWidth(words, `600 15px ${family}`) > room && parts.length > 1;
  const lines = wraps ? [parts.slice(0, half), parts.slice(half)].map((some) => some.join(" ")) : [words];
  return lines.map((part, k) => svg("text", { x, y: y + 18 * (k - (lines.length - 1) / 2), class: "middle strong" }, part));
}

/** A rectangle around nodes. */
export function frame({ start, end, caption, covers }, area, family) {
  const [x, X] = [across(start, area), across(end, area)];
  const group = svg("g", { class: covers ? "cover" : "frame" },
    svg("rect", { x, y: start.y, width: X - x, height: end.y - start.y, rx: 14 }));
  if (caption) group.append(...inLines(caption, (x + X) / 2, (start.y + end.y) / 2 + 5, X - x - 2 * MARGIN, family));
  return group;
}
