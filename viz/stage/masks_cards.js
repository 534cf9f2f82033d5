// The four sub-steps of a row as cards, each with its equation and the numbers of a pair.

import { html, set, write } from "./dom.js";
import { equation } from "./cards.js";
import { number, phrase } from "./format.js";
import { MASK_STEPS } from "./masks_model.js";

const MASK_SLOTS = { dot: 0, root: 0, e: 0, m: 0, masked: 0, exp: 0, sum: 0, alpha: 0, slope: 0 };
const INFINITE = "−∞";

function maskCard(name, index, { words, equations }) {
  const line = html("p", { class: "line" });
  const heading = html("h3", {}, html("span", { class: "count" }, String(index + 1)), words[`card.${name}`]);
  const { math, live } = equation(equations[name], MASK_SLOTS);
  return { box: html("article", { class: `substep ${name}`, "data-substep": name }, heading, html("div", { class: "equation" }, math), line), line, live };
}

export class MaskCards {
  constructor(host, model) {
    this.model = model;
    this.cards = MASK_STEPS.map((name, index) => maskCard(name, index, model.data));
    host.append(html("div", { class: "substeps" }, ...this.cards.map(({ box }) => box)));
  }

  draw({ i, j, substep, head }) {
    const key = [i, j, substep, head].join();
    if (key === this.drawn) return;
    this.drawn = key;
    const numbers = this.numbers(head, i, j);
    this.cards.forEach(({ box, line, live }, index) => {
      set(box, "data-state", index === substep ? "now" : index < substep ? "done" : "ahead");
      for (const [node, name] of live) write(node, index <= substep ? numbers[name] : "…");
      write(line, index <= substep ? this.line(MASK_STEPS[index], i, j) : "");
    });
  }

  /** The numbers in the equations of place i looking at place j. */
  numbers(head, i, j) {
    const { model } = this;
    const open = model.isOpen(i, j);
    const e = model.score(head, i, j);
    const raised = Array.from({ length: model.T }, (_, k) => (model.isOpen(i, k) ? Math.exp(model.score(head, i, k)) : 0));
    const sum = raised.reduce((total, value) => total + value, 0);
    const slope = model.slope(i, j);
    return { dot: number(e * model.data.root, 3), root: String(model.data.root), e: number(e, 3), m: open ? "0" : `(${INFINITE})`,
      masked: open ? number(e, 3) : INFINITE, exp: number(raised[j], 3), sum: number(sum, 3),
      alpha: model.nowhere(i) ? "?" : number(model.weight(head, i, j), 3), slope: number(slope, 3, "?") };
  }

  line(name, i, j) {
    const { model } = this;
    const { tokens, words } = model.data;
    const about = { sign: tokens[i], other: tokens[j] };
    return phrase(words[`line.${name}.${this.kind(name, i, j)}`] ?? words[`line.${name}`], about);
  }

  /** Which of a card's sentences fits: of an open pair, a shut one, a row without any open one, … */
  kind(name, i, j) {
    const { model } = this;
    if (name === "mask") return model.isOpen(i, j) ? "open" : "shut";
    if (name === "softmax") return model.nowhere(i) ? "nowhere" : model.isOpen(i, j) ? "open" : "shut";
    const slope = model.slope(i, j);
    return slope === undefined ? "hidden" : slope === 0 ? "zero" : "some";
  }
}
