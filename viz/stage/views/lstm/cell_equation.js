// The cell's equations with the chosen unit's numbers, in so many digits that they add up.

import { html, write } from "../../kit/dom.js";
import { equation } from "../../kit/equation.js";

const minus = (text) => text.replace("-", "−");

/** A number with fixed decimals; in brackets where a sign would stand behind another. */
const fixed = (value, digits, brackets) => {
  if (Number.isNaN(value)) return "?";
  const text = minus((Math.round(value * 10 ** digits) / 10 ** digits).toFixed(digits)).replace(/^−(0\.0*)$/, "$1");
  return brackets && text.startsWith("−") ? `(${text})` : text;
};

/** The numbers of one unit at one step. What is kept and what is written add up in the digits shown. */
export function numbersOf(cell, t, unit) {
  const at = (name) => cell.at(name, t, unit);
  const sum = Number(at("c").toFixed(3));
  const kept = Number(at("kept").toFixed(3));
  const values = { f: fixed(at("f"), 5), before: fixed(at("before"), 4, true), i: fixed(at("i"), 5), g: fixed(at("g"), 5, true),
    kept: fixed(kept, 3), written: fixed(sum - kept, 3, true), c: fixed(sum, 3), o: fixed(at("o"), 5),
    squashed: fixed(at("squashed"), 5, true), h: fixed(at("h"), 3), inner: fixed(sum, 3, true) };
  return values;
}

export class CellEquation {
  constructor(host, data, cell) {
    this.cell = cell;
    this.live = [];
    for (const mathml of data.equations) {
      const { math, live } = equation(mathml, data.slots);
      host.append(html("div", { class: "equation" }, math));
      this.live.push(...live);
    }
  }

  choose(unit) {
    this.unit = unit;
    this.step = undefined;
  }

  draw(step) {
    if (step === this.step) return;
    this.step = step;
    const numbers = numbersOf(this.cell, step, this.unit);
    for (const [node, name] of this.live) write(node, numbers[name]);
  }
}
