// The four sub-steps of a row as cards, each with its equation and the numbers of a pair.

import { number, phrase } from "../../kit/format.js";
import { SubstepCards } from "../../kit/substep_cards.js";
import { SUBSTEPS } from "./masks_model.js";

const SLOTS = ["dot", "root", "e", "m", "masked", "exp", "sum", "alpha", "slope"];
const INFINITE = "−∞";

export class MaskCards {
  constructor(host, model) {
    this.model = model;
    this.cards = new SubstepCards(host, SUBSTEPS, model.data, SLOTS);
  }

  draw({ i, j, substep, head }) {
    const key = [i, j, substep, head].join();
    if (key === this.drawn) return;
    this.drawn = key;
    this.cards.fill(substep, this.numbers(head, i, j), (name) => this.line(name, i, j));
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
