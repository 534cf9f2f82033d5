// Boxes and wires: a wire is as thick as what flows in it at the clock, and every value can be read.

import { clamp, fontOf, resize, set, svg, textWidth, write } from "./dom.js";
import { css, ramp, shade } from "./colours.js";
import { blend } from "./data.js";
import { arrow, take } from "./keys.js";
import { across, look, outline, roundPath, route } from "./diagram_paths.js";

const SIZES = [17, 15, 13, 12]; // px, of a value: the largest that fits
const LABEL = 14; // px
const CAPTION = 12; // px
const MARGIN = 4; // px, of words in a box
const TIP = 8; // px, by which an arrow's wire ends before its tip
const TYPICAL = " −0.000"; // how long a value is, so that its size changes for few
const LOWER = 4; // px, an index

/** A symbol, its index after "_" lowered, some words, and behind them room for a value. */
function line(attributes, sign, words) {
  const [letter, index] = sign.split("_");
  const value = svg("tspan", index ? { dy: -LOWER } : {});
  const before = [letter, index && svg("tspan", { class: "index", dy: LOWER }, index), words && `${letter && " "}${words}`].filter(Boolean);
  return { value, text: svg("text", attributes, ...before, before.length ? " " : "", value) };
}

/** Whether a node has room for its caption, with what stands beside it. */
function roomy({ caption, share, shape, sign, width }, area, family) {
  const [beside, size, margin] = shape === "label" ? [`${sign}${TYPICAL} `, LABEL, 0] : ["", CAPTION, MARGIN];
  return textWidth(beside + caption, `${size}px ${family}`) <= Math.min(width, share * area.width) - 2 * margin;
}

/** What stands in a node or, as a label, beside others. */
class NodePart {
  constructor(node, area, family, full) {
    const place = (this.place = outline(node, area));
    Object.assign(this, node, { family, words: full ? node.caption : node.short });
    this.group = svg("g", { class: "node", style: `--own:var(--${node.colour})`, "data-shape": node.shape, "data-node": node.name }, ...this.shapes(place));
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

class WirePart {
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

function frame({ start, end, caption, covers }, area) {
  const [x, X] = [across(start, area), across(end, area)];
  const group = svg("g", { class: covers ? "cover" : "frame" },
    svg("rect", { x, y: start.y, width: X - x, height: end.y - start.y, rx: 14 }));
  if (caption) group.append(svg("text", { x: (x + X) / 2, y: (start.y + end.y) / 2 + 5, class: "middle strong" }, caption));
  return group;
}

export class Diagram {
  /**
   * `spec` as `viz.diagram.Diagram.data` makes it. Of what flows, `flows` knows the `value(name, step)`,
   * its `text(name)` and what to `say(name)` of it at the clock's step. `keyboard` takes the keys up and
   * down, which lead through what can be read; without it, the parts take the focus themselves.
   */
  constructor(spec, clock, flows, keyboard) {
    Object.assign(this, { spec, clock, flows, keyboard });
    this.picture = svg("svg", { class: "diagram", ...(keyboard ? { "aria-hidden": "true" } : { role: "group" }) });
    const taker = keyboard ?? this.picture;
    taker.addEventListener("keydown", (event) => this.key(event));
    taker.addEventListener("blur", () => this.choose(undefined));
    this.turns = 1 + Math.max(0, ...spec.wires.map(({ turn }) => turn ?? 0));
  }

  /** Lays it out in a picture that has so many px free on either side. */
  layout(width, margin = 0) {
    const { spec, picture } = this;
    const area = { left: margin, width: width - 2 * margin };
    const family = fontOf(picture);
    const ramps = {};
    const colours = (kind) => (ramps[kind] ??= ramp(picture, kind));
    const fits = (node) => roomy(node, area, family);
    const full = spec.nodes.filter(({ shape }) => shape === "box").every(fits); // one look for all boxes
    this.nodes = spec.nodes.map((node) => new NodePart(node, area, family, node.shape === "label" ? fits(node) : full));
    const byName = Object.fromEntries(this.nodes.map((node) => [node.name, node]));
    this.wires = spec.wires.map((wire) => new WirePart(wire, byName, area, colours));
    this.read = spec.says && svg("text", { x: across(spec.says, area), y: spec.says.y, class: `reading strong ${spec.says.anchor}`, "data-read": "part" });
    this.readable();
    resize(picture, width, spec.height);
    const frames = (covers) => spec.frames.filter((one) => one.covers === covers).map((one) => frame(one, area));
    const pulses = this.wires.map(({ dot }) => dot);
    picture.replaceChildren(...[...frames(false), ...this.wires.map(({ group }) => group), ...pulses,
      ...this.nodes.map(({ group }) => group), ...frames(true), this.read].filter(Boolean));
    this.renew();
  }

  /** Lets the parts be read: those of one quantity are read together, and the first takes the focus. */
  readable() {
    this.parts = new Map(this.spec.reading.map((name) => [name, []]));
    for (const { quantity, group } of [...this.nodes, ...this.wires]) this.parts.get(quantity)?.push(group);
    for (const [name, groups] of this.parts) {
      const listen = (group, begin, end) => {
        group.addEventListener(begin, () => this.choose(name));
        group.addEventListener(end, () => this.choose(undefined));
      };
      for (const group of groups) listen(group, "pointerenter", "pointerleave");
      if (this.keyboard || !groups.length) continue;
      set(groups[0], "role", "img");
      set(groups[0], "tabindex", name === this.spec.reading[0] ? 0 : -1);
      listen(groups[0], "focus", "blur");
    }
  }

  /** Forgets the numbers that are shown: what flows is another's. */
  renew() {
    this.step = undefined;
  }

  draw() {
    const { clock } = this;
    const { shown, step } = clock;
    const moves = clock.playing && !clock.resting && !clock.still.matches;
    for (const wire of this.wires) {
      wire.draw(this.between(wire.quantity, shown));
      if (wire.dot) wire.run(moves ? (shown - step + 0.5) * this.turns - wire.turn : -1);
    }
    if (step === this.step) return;
    this.step = step;
    for (const node of this.nodes) if (node.shows) node.write(this.flows.text(node.quantity));
    if (!this.keyboard) for (const [name, [group]] of this.parts) if (group) set(group, "aria-label", this.flows.say(name));
    this.say();
  }

  between(name, time) {
    const [from, to] = [Math.floor(time), Math.ceil(time)].map((step) => this.flows.value(name, step));
    return blend(from, to, time - Math.floor(time), false);
  }

  /** Reads a quantity, or none. */
  choose(name) {
    if (name === this.at) return;
    this.at = name;
    for (const [other, groups] of this.parts) {
      for (const group of groups) group.classList.toggle("at", other === name);
      if (!this.keyboard && name && groups.length) set(groups[0], "tabindex", other === name ? 0 : -1);
    }
    this.say();
  }

  say() {
    const said = this.at && this.step !== undefined ? this.flows.say(this.at) : "";
    if (this.read) write(this.read, said);
    if (this.keyboard && said) this.keyboard.setAttribute("aria-label", said);
  }

  /** Up and down lead through what can be read. */
  key(event) {
    const [way] = arrow(event) ?? [];
    if (!way) return;
    take(event);
    const { reading } = this.spec;
    const next = reading[this.at ? clamp(reading.indexOf(this.at) + way, 0, reading.length - 1) : 0];
    if (this.keyboard) this.choose(next);
    else this.parts.get(next)[0]?.focus();
  }

  /** All that can be read, in words. */
  describe() {
    return this.step === undefined ? "" : this.spec.reading.map((name) => this.flows.say(name)).join("; ");
  }
}
