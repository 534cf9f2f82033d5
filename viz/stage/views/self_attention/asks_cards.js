// The five sub-steps of a question as cards, each with its equation and the numbers of a pair.

import { html } from "../../kit/dom.js";
import { paintCells } from "../../kit/canvas.js";
import { ramp, shade } from "../../kit/colours.js";
import { apart, number, phrase } from "../../kit/format.js";
import { SubstepCards } from "../../kit/substep_cards.js";
import { SUBSTEPS, VECTOR_SCALE } from "./asks_model.js";

const TERMS = 2; // of the sum that is written out

export class AsksCards {
  constructor(host, model) {
    this.model = model;
    this.cards = new SubstepCards(host, SUBSTEPS, model.data, ["dot", "root", "e", "exp", "sum", "alpha"]);
    const { box, line } = this.cards.cards.project;
    this.x = html("canvas", { class: "strip", width: 1, height: 1 });
    if (model.x) box.insertBefore(this.x, line);
  }

  get boxes() {
    return this.cards.boxes;
  }

  /** Takes the colours of the node's theme. */
  layout(node) {
    this.colours = ramp(node, VECTOR_SCALE.kind);
    this.drawn = undefined;
  }

  draw({ i, j, substep, head }) {
    const key = [i, j, substep, head].join();
    if (key === this.drawn) return;
    this.drawn = key;
    this.paint(this.model.source(head, i));
    this.cards.fill(substep, this.numbers(head, i, j), (name) => this.line(name, head, i, j));
  }

  /** The vector of the word that asks. */
  paint(values) {
    if (!values.length) return;
    this.x.width = values.length;
    paintCells(this.x, (_, n) => this.colours[shade(values[n], VECTOR_SCALE)]);
  }

  /** The numbers in the equations of the question of word i to word j. */
  numbers(head, i, j) {
    const { model } = this;
    const raised = Array.from({ length: model.T }, (_, place) => Math.exp(model.score(head, i, place)));
    const sum = raised.reduce((total, value) => total + value, 0);
    const [exp, whole] = apart(raised[j], sum, 3);
    return { dot: number(model.dot(head, i, j), 3, "?"), root: number(model.data.root, 1), e: number(model.score(head, i, j), 3, "?"),
      exp, sum: whole, alpha: number(model.weight(head, i, j), 3, "?") };
  }

  line(name, head, i, j) {
    const { tokens, words } = this.model.data;
    if (name === "mix") return this.sum(head, i);
    return phrase(words[`line.${name}`], { n: this.model.source(head, i).length, word: tokens[i], other: tokens[j] });
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
