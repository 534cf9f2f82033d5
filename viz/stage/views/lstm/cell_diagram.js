// The cell as a diagram for one unit: wires as thick as what flows in them, and the numbers.

import { resize, set, svg, write } from "../../kit/dom.js";
import { unpack } from "../../kit/data.js";
import { number, phrase } from "../../kit/format.js";
import { HEIGHT, geometry, nodesOf, wiring } from "./cell_geometry.js";
import { CellVector } from "./cell_vectors.js";
import { visible } from "./cell_text.js";

const GATES = ["f", "i", "g", "o"];
const COLOUR = { before: "c", kept: "c", squashed: "c", written: "i", past: "h" };
const FULL = { f: 1, i: 1, g: 1, o: 1, squashed: 1, h: 1, past: 1, x: 1 }; // else 4: of a cell state
const VECTORS = ["before", "c", "shown", "h"];

/** How thick a wire is, px, where a quantity flows. */
function thickness(name, value) {
  if (name === "x" || Number.isNaN(value)) return 2;
  return 1.2 + 8 * Math.min(1, Math.abs(value) / (FULL[name] ?? 4));
}

const subscript = (letter, index) => [letter, svg("tspan", { dy: 3, class: "sub" }, index)];

export class CellDiagram {
  constructor(host, data, cell, clock, pick) {
    Object.assign(this, { host, data, cell, clock, past: data.past && unpack(data.past) });
    this.picture = svg("svg", { role: "group", "aria-label": data.words.diagram });
    const look = (name, unit) => this.look(name, unit);
    this.vectors = VECTORS.map((name) => new CellVector(name, cell, look, pick));
    host.append(this.picture, ...this.vectors.map((vector) => vector.canvas));
  }

  layout(width) {
    const g = (this.g = geometry(width, this.cell.hidden));
    this.wires = wiring(g).map((wire) => this.wire(wire));
    this.boxes = Object.fromEntries(GATES.map((name) => [name, this.gate(name)]));
    this.nodes = nodesOf(g).map((node) => this.node(node));
    this.ends = this.endings();
    this.read = svg("text", { x: width / 2, y: HEIGHT - 3, class: "reading middle" });
    this.flags = ["kept", "written"].map((name) => svg("text", { class: "flag halo", style: `fill:var(--${name === "kept" ? "f" : "i"})` }));
    resize(this.picture, width, HEIGHT);
    set(this.picture, "class", g.narrow ? "tight" : "");
    this.picture.replaceChildren(
      svg("rect", { x: g.left + 6, y: 12, width: g.right - g.left - 12, height: 214, rx: 16, class: "house" }),
      ...this.wires.map((wire) => wire.path), ...this.wires.map((wire) => wire.dot),
      ...Object.values(this.boxes).map((box) => box.group), ...this.nodes.map((node) => node.group),
      ...this.flags, ...Object.values(this.ends).flat(), this.read);
    this.placeVectors(g);
    this.drawn = undefined;
  }

  wire({ name, flows, turn, d }) {
    const style = `stroke:var(--${COLOUR[flows] ?? flows})`;
    const path = svg("path", { d, class: "wire", style, "data-wire": name });
    const dot = svg("circle", { r: 3.5, class: "pulse" });
    return { name, flows, turn, path, dot };
  }

  /** A gate: its box, the function at its entrance, its value and its name. */
  gate(name) {
    const { g, data } = this;
    const x = g.columns[name];
    const value = svg("text", { x, y: g.box.top + 22, class: "value middle", style: `fill:var(--${name})` });
    const label = g.narrow ? name : `${name} · ${data.words[`gate.${name}`]}`;
    const group = svg("g", { class: "node gate", tabindex: 0, role: "img", "data-node": name },
      svg("rect", { x: x - g.half, y: g.box.top, width: 2 * g.half, height: g.box.bottom - g.box.top, rx: 10, style: `stroke:var(--${name})` }),
      value, svg("text", { x, y: g.box.top + 40, class: "note middle" }, label),
      svg("rect", { x: x - 20, y: g.box.bottom - 9, width: 40, height: 19, rx: 9.5, class: "function" }),
      svg("text", { x, y: g.box.bottom + 5, class: "sign middle" }, name === "g" ? "tanh" : "σ"));
    this.listen(group, name);
    return { group, value };
  }

  node({ name, sign, x, y }) {
    const shape = sign === "tanh"
      ? svg("rect", { x: x - 20, y: y - 10, width: 40, height: 20, rx: 7 }) : svg("circle", { cx: x, cy: y, r: 12 });
    const group = svg("g", { class: "node", tabindex: 0, role: "img", "data-node": name }, shape,
      svg("text", { x, y: y + (sign === "tanh" ? 4.5 : 5.5), class: `sign middle${sign === "tanh" ? "" : " large"}` }, sign));
    this.listen(group, name);
    return { name, group };
  }

  /** What stands at the four ends: a name above each vector, the unit's number below, and x_t. */
  endings() {
    const { g } = this;
    const columns = { before: [g.vector.width / 2, 0, subscript("c", "t−1")], c: [g.width - g.vector.width / 2, 0, subscript("c", "t")],
      shown: [g.vector.width / 2, 1, subscript("h", "t−1")], h: [g.width - g.vector.width / 2, 1, subscript("h", "t")] };
    const parts = {};
    for (const [name, [x, low, label]] of Object.entries(columns)) {
      const top = this.topOf(name, low);
      const style = `fill:var(--${low ? "h" : "c"})`;
      const value = svg("text", { x, y: top + g.vector.height + 17, class: "value middle", style, "data-end": name });
      const range = svg("tspan", { dx: 5, dy: -3, class: "range" }, low ? "±1" : "±3"); // of its colours
      parts[name] = [svg("text", { x, y: top - 8, class: "name middle", style }, ...label, range), value];
    }
    this.sign = svg("text", { x: g.left - 22, y: g.bus.x + 6, class: "input middle" });
    parts.x = [svg("text", { x: g.left - 42, y: g.bus.x + 5, class: "name end" }, ...subscript("x", "t")),
      svg("rect", { x: g.left - 36, y: g.bus.x - 14, width: 28, height: 28, rx: 6, class: "input-box" }), this.sign];
    return parts;
  }

  topOf(name, low) {
    const { g } = this;
    if (!low) return g.rail - g.vector.height / 2;
    return name === "h" ? g.inner - 4 : g.bus.h - g.vector.height - 14;
  }

  placeVectors(g) {
    for (const vector of this.vectors) {
      const low = vector.name === "shown" || vector.name === "h" ? 1 : 0;
      const x = vector.name === "before" || vector.name === "shown" ? 0 : g.width - g.vector.width;
      vector.place(x, this.topOf(vector.name, low), g.side);
    }
  }

  listen(group, name) {
    for (const event of ["pointerenter", "focus"]) group.addEventListener(event, () => this.look(name));
    for (const event of ["pointerleave", "blur"]) group.addEventListener(event, () => this.look(undefined));
  }

  /** Says the number of what the pointer or the keyboard is at. */
  look(name, unit = this.unit) {
    this.at = name && [name, unit];
    this.say();
  }

  say() {
    const step = this.clock.step;
    write(this.read, this.at ? this.sentence(this.at[0], step, this.at[1]) : "");
  }

  sentence(name, step, unit) {
    const template = this.data.words[`say.${name}`];
    return phrase(template, { unit: this.data.units?.[unit] ?? unit, value: number(this.cell.at(name, step, unit), 4, "?") });
  }

  choose(unit) {
    this.unit = unit;
    this.drawn = undefined;
  }

  draw(time, step) {
    this.drawWires(time, step);
    if (this.drawn === step) return;
    this.drawn = step;
    const value = (name) => this.cell.at(name, step, this.unit);
    const text = (name) => number(value(name), this.g.narrow ? 2 : 3, "?");
    for (const name of GATES) write(this.boxes[name].value, text(name));
    for (const [name, [, end]] of Object.entries(this.ends)) if (end.dataset.end) write(end, text(name));
    const token = visible(this.data.tokens[step]);
    write(this.sign, token);
    this.sign.classList.toggle("long", token.length > 2);
    for (const vector of this.vectors) vector.draw(step, this.unit);
    this.drawFlags(text);
    this.say();
    this.label(step);
  }

  drawFlags(text) {
    const { g, data } = this;
    const places = [[(g.columns.f + g.middle) / 2, g.rail - 10, "middle"], [g.middle + (g.narrow ? 8 : 14), (g.rail + g.inner) / 2 + 5, "start"]];
    ["kept", "written"].forEach((name, k) => {
      const [x, y, anchor] = places[k];
      for (const [key, at] of Object.entries({ x, y, "text-anchor": anchor, "data-flag": name })) set(this.flags[k], key, at);
      write(this.flags[k], g.narrow ? text(name) : `${data.words[name]} ${text(name)}`);
    });
  }

  /** Wires between two steps have a thickness between; while it plays, something runs along them. */
  drawWires(time, step) {
    const moving = this.clock.playing && !this.clock.resting && !this.clock.still.matches;
    for (const wire of this.wires) {
      wire.path.style.strokeWidth = this.width(wire.flows, time);
      wire.dot.style.display = "none";
      const part = (time - step + 0.5) * 4 - wire.turn; // each turn is a quarter of a step
      if (!moving || part < 0 || part > 1) continue;
      wire.length ??= wire.path.getTotalLength();
      const { x, y } = wire.path.getPointAtLength(wire.length * part);
      for (const [name, value] of [["cx", x], ["cy", y]]) wire.dot.setAttribute(name, value);
      wire.dot.style.display = "";
    }
  }

  width(flows, time) {
    if (flows === "x") return thickness("x");
    const [from, to] = [Math.floor(time), Math.ceil(time)].map((t) => this.flow(flows, t));
    return thickness(flows, from + (to - from) * (time - Math.floor(time)));
  }

  /** What flows at a step; from h_{t−1} all units together reach the gates: their mean size. */
  flow(name, t) {
    if (name !== "past") return this.cell.at(name, t, this.unit);
    if (this.past) return this.past[t];
    let sum = 0;
    for (let unit = 0; unit < this.cell.hidden; unit += 1) sum += Math.abs(this.cell.at("shown", t, unit));
    return sum / this.cell.hidden;
  }

  /** Names every node by its value, for those who do not see it. */
  label(step) {
    for (const [name, { group }] of [...Object.entries(this.boxes), ...this.nodes.map((node) => [node.name, node])]) {
      set(group, "aria-label", this.sentence(name, step, this.unit));
    }
  }
}
