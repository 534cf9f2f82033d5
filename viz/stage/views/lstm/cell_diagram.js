// The cell as a diagram for one unit, between the states that enter and leave it.

import { svg, write } from "../../kit/dom.js";
import { unpack } from "../../kit/data.js";
import { Diagram } from "../../kit/diagram.js";
import { number, phrase } from "../../kit/format.js";
import { CellGates } from "./cell_gates.js";
import { CellVector, vectorSize } from "./cell_vectors.js";
import { visible } from "./cell_text.js";

/** The states: on which side, what they are called, the bounds of their colours, and how far above
 *  the end of their wire they begin, for a height. */
const STATES = {
  before: { left: true, letter: "c", index: "t−1", range: "±3", above: (height) => height / 2 },
  c: { letter: "c", index: "t", range: "±3", above: (height) => height / 2 },
  shown: { left: true, letter: "h", index: "t−1", range: "±1", above: (height) => height + 14 },
  h: { letter: "h", index: "t", range: "±1", above: () => 4 },
};

export class CellDiagram {
  /** `pick(unit)` and `hold(code)` hear of the pointer. */
  constructor(host, data, cell, clock, pick, hold) {
    Object.assign(this, { data, cell, clock, past: data.past && unpack(data.past) });
    this.diagram = new Diagram(data.diagram, clock, this);
    this.diagram.picture.setAttribute("aria-label", data.words.diagram);
    this.gates = new CellGates(data, cell, hold);
    this.vectors = Object.keys(STATES).map((name) => new CellVector(name, cell, (...at) => this.look(...at), pick));
    for (const { canvas } of this.vectors) canvas.title = data.words.vector;
    host.append(this.diagram.picture, ...this.vectors.map((vector) => vector.canvas));
  }

  layout(width) {
    this.narrow = width < 480;
    const size = vectorSize(this.cell.hidden, this.narrow ? 3 : 5);
    const focused = this.diagram.picture.getRootNode().activeElement?.dataset.node;
    this.diagram.layout(width, size.width + 8);
    this.gates.listen(this.diagram.nodes, this.narrow);
    const ends = Object.fromEntries(this.diagram.nodes.map(({ name, place }) => [name, place]));
    this.values = {};
    for (const vector of this.vectors) {
      const { left, above } = STATES[vector.name];
      const [x, y] = [left ? 0 : width - size.width, ends[`${vector.name}.end`].y - above(size.height)];
      vector.place(x, y, size);
      this.caption(vector.name, x + size.width / 2, y, size.height);
    }
    this.drawn = undefined;
    this.diagram.picture.querySelector(`[data-node="${focused}"]`)?.focus(); // laid out again, it is another node
  }

  /** A state's name above it, and below it the unit's number. */
  caption(name, x, y, height) {
    const { letter, index, range } = STATES[name];
    const style = `fill:var(--${letter})`;
    this.values[name] = svg("text", { x, y: y + height + 17, class: "value middle", style, "data-end": name });
    this.diagram.picture.append(this.values[name], svg("text", { x, y: y - 8, class: "name middle", style }, letter,
      svg("tspan", { dy: 3, class: "index" }, index), svg("tspan", { dx: 5, dy: -3, class: "range" }, range)));
  }

  /** Says the number of what the pointer is at, in another unit than the chosen one. */
  look(name, unit) {
    this.other = unit;
    this.diagram.choose(name);
    this.diagram.say();
  }

  choose(unit, held) {
    this.unit = unit;
    this.gates.choose(unit, held);
    this.drawn = undefined;
    this.diagram.renew();
  }

  draw() {
    const { step } = this.clock;
    this.diagram.draw();
    if (this.drawn === step) return;
    this.drawn = step;
    for (const [name, value] of Object.entries(this.values)) write(value, this.text(name));
    for (const vector of this.vectors) vector.draw(step, this.unit);
  }

  /** What flows at a step; from h_{t−1} all units together reach the gates: their mean size. */
  value(name, t) {
    if (name !== "past") return this.cell.at(name, t, this.unit);
    if (this.past) return this.past[t];
    let sum = 0;
    for (let unit = 0; unit < this.cell.hidden; unit += 1) sum += Math.abs(this.cell.at("shown", t, unit));
    return sum / this.cell.hidden;
  }

  text(name) {
    const { step } = this.clock;
    const above = this.gates.text(name);
    if (above !== undefined) return above;
    return name === "x" ? visible(this.data.tokens[step]) : number(this.value(name, step), this.narrow ? 2 : 3, "?");
  }

  say(name) {
    const { cell, clock, data, other, unit } = this;
    const place = other ?? unit;
    const values = { unit: data.units?.[place] ?? place, value: number(cell.at(name, clock.step, place), 4, "?") };
    return phrase(data.words[`say.${name}`], values) + this.gates.hint(name);
  }
}
