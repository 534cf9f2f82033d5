// Clock hands, one dial for each pair of columns, and under each dial a digit of a binary counter.

import { html, set, svg, write } from "../../kit/dom.js";
import { equation } from "../../kit/equation.js";
import { View } from "../../kit/view.js";

const RADIUS = 44; // of a dial, in units of its drawing
const threeDigits = (value) => value.toFixed(3).replace("-", "−");

/** The tip of a hand at a time, also between two positions; up is y. */
export function tip({ rates, phases, length }, time) {
  return [length * Math.sin(rates[0] * time + phases[0]), length * Math.cos(rates[1] * time + phases[1])];
}

const onDial = ([x, y]) => [x * RADIUS, -y * RADIUS];


function handOf(hand) {
  return { hand, line: svg("line", { class: "hand" }), end: svg("circle", { r: 4, class: "tip" }) };
}

/** One dial: a circle, its hands with their shadows on the axes, and the numbers below. */
class Dial {
  constructor(data, index, pick) {
    this.data = data.dials[index];
    this.hands = this.data.hands.map(handOf);
    this.shadows = [svg("line", { class: "shadow" }), svg("line", { class: "shadow" })];
    this.numbers = data.names.map((name) => [name, html("span", { class: "number", "data-name": name })]);
    this.box = html("button", { type: "button", class: "dial", "data-pair": this.data.pair }, html("span", { class: "name" }, this.data.title),
      this.face(), html("span", { class: "wave" }, this.data.note),
      html("span", { class: "numbers" }, ...this.numbers.map(([, node]) => node)));
    if (this.data.bits) this.box.append(this.counter());
    this.box.addEventListener("click", () => pick(this.data.pair));
  }

  face() {
    const ticks = [0, 1, 2, 3].map((k) => svg("line", { y1: -RADIUS, y2: 5 - RADIUS, class: "minute", transform: `rotate(${k * 90})` }));
    const parts = this.hands.flatMap(({ hand, line: arm, end }) => {
      for (const part of [arm, end]) part.setAttribute("style", `stroke:var(--${hand.colour});fill:var(--${hand.colour})`);
      if (hand.dashed) arm.setAttribute("stroke-dasharray", "4 3");
      return [arm, end];
    });
    return svg("svg", { viewBox: "-50 -50 100 100", class: "face", "aria-hidden": "true" },
      svg("circle", { r: RADIUS, class: "rim" }), ...ticks, ...this.shadows, ...parts, svg("circle", { r: 2.5, class: "pin" }));
  }

  counter() {
    this.bit = html("span", { class: "bit" });
    return html("span", { class: "counter" }, this.bit, html("span", { class: "every" }, this.data.every));
  }

  draw(time, step, chosen) {
    set(this.box, "aria-pressed", chosen);
    this.hands.forEach(({ hand, line: arm, end }) => {
      const [x, y] = onDial(tip(hand, time));
      for (const [node, a, b] of [[arm, "x2", "y2"], [end, "cx", "cy"]]) {
        set(node, a, x.toFixed(2));
        set(node, b, y.toFixed(2));
      }
    });
    this.shade(onDial(tip(this.hands[0].hand, time)));
    this.numbers.forEach(([name, node], k) => {
      write(node, `${name} ${threeDigits(this.data.values[k][step])}`);
      set(node, "data-value", this.data.values[k][step]);
    });
    if (!this.bit) return;
    write(this.bit, String(this.data.bits[step]));
    set(this.bit, "data-on", this.data.bits[step]);
  }

  /** The two numbers of a pair: how far right and how far up the tip is. */
  shade([x, y]) {
    for (const [node, ends] of [[this.shadows[0], [x, 0]], [this.shadows[1], [0, y]]]) {
      Object.entries({ x1: x, y1: y, x2: ends[0], y2: ends[1] }).forEach(([name, value]) => set(node, name, value.toFixed(2)));
    }
  }
}

/** Dials; see `viz.views.positions.hands.hands` for their data. What is picked in it: pair. */
export default class Hands extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.dials = data.dials.map((_, index) => new Dial(data, index, (pair) => this.pick("pair", pair)));
    this.facts = data.facts.map((fact) => ({ ...fact, node: html("b", {}) }));
    this.formula = html("div", { class: "formulas" });
    this.live = data.equations.flatMap((parts) => this.write(parts));
    host.append(html("h2", { class: "unseen" }, data.heading), html("div", { class: "dials", style: `--dials:${this.dials.length}` }, ...this.dials.map(({ box }) => box)),
      html("div", { class: "below" }, this.formula,
        html("p", { class: "facts" }, ...this.legend(), ...this.facts.map(({ label, note, node }) => html("span", { class: "fact" }, `${label} = `, node, ` ${note}`)))));
  }

  /** Which hand is which. */
  legend() {
    const { dials, legend } = this.data;
    return legend.map((name, k) => {
      const { colour, dashed } = dials[0].hands[k];
      const look = `border-color:var(--${colour});border-top-style:${dashed ? "dashed" : "solid"}`;
      return html("span", { class: "fact" }, html("i", { class: "stroke", style: look }), name);
    });
  }

  /** One equation in parts, between which a line may break; returns the nodes of its numbers. */
  write(parts) {
    const built = parts.map((mathml) => equation(mathml, Object.keys(this.data.dials[0].slots)));
    this.formula.append(html("div", { class: "equation" }, ...built.map(({ math }) => html("span", {}, math))));
    return built.flatMap(({ live }) => live);
  }

  draw() {
    const { shown, step } = this.clock;
    const chosen = this.dials.find(({ data }) => data.pair === this.picked.pair) ?? this.dials[0];
    for (const dial of this.dials) dial.draw(shown, step, dial === chosen);
    for (const [node, name] of this.live) {
      const slot = chosen.data.slots[name];
      write(node, String(Array.isArray(slot) ? slot[step] : slot));
    }
    for (const { node, values } of this.facts) write(node, String(values[step]));
  }
}
