// The five sub-steps of a question as cards, each with its equation and the numbers of a pair.

import { number, phrase } from "../../kit/format.js";
import { SubstepCards } from "../../kit/substep_cards.js";
import { SUBSTEPS } from "./asks_model.js";

const TERMS = 2; // of the sum that is written out

export class AsksCards {
  constructor(host, model) {
    this.model = model;
    this.cards = new SubstepCards(host, SUBSTEPS, model.data, ["dot", "root", "e", "exp", "sum", "alpha"]);
  }

  draw({ i, j, substep, head }) {
    const key = [i, j, substep, head].join();
    if (key === this.drawn) return;
    this.drawn = key;
    this.cards.fill(substep, this.numbers(head, i, j), (name) => this.line(name, head, i, j));
  }

  /** The numbers in the equations of the question of word i to word j. */
  numbers(head, i, j) {
    const { model } = this;
    const raised = Array.from({ length: model.T }, (_, place) => Math.exp(model.score(head, i, place)));
    const sum = raised.reduce((total, value) => total + value, 0);
    return { dot: number(model.dot(head, i, j), 3, "?"), root: number(model.data.root, 1), e: number(model.score(head, i, j), 3, "?"),
      exp: number(raised[j], 3, "?"), sum: number(sum, 3, "?"), alpha: number(model.weight(head, i, j), 3, "?") };
  }

  line(name, head, i, j) {
    const { tokens, words } = this.model.data;
    if (name === "mix") return this.sum(head, i);
    return phrase(words[`line.${name}`], { word: tokens[i], other: tokens[j] });
  }

  /** The largest terms of the answer, written out. */
  sum(head, i) {
    const { data } = this.model;
    const order = this.model.order(head, i);
    if (!order.length) return "o = ?";
    const terms = order.slice(0, TERMS).map((j) => `${this.model.weight(head, i, j).toFixed(2)} v(${data.tokens[j]})`);
    return `o = ${terms.join(" + ")}${order.length > TERMS ? " + …" : ""}`;
  }
}
