// The five sub-steps of a question as cards, each with its equation and the numbers of a pair.

import { html, set, write } from "./dom.js";
import { equation } from "./cards.js";
import { number, phrase } from "./format.js";

const ASK_STEPS = ["project", "dot", "scale", "softmax", "mix"];
const MIX_TERMS = 2; // of the sum that is written out

function askCard(name, index, { words, equations }) {
  const line = html("p", { class: "line" });
  const heading = html("h3", {}, html("span", { class: "count" }, String(index + 1)), words[`card.${name}`]);
  const box = html("article", { class: `substep ${name}`, "data-substep": name }, heading);
  if (!equations[name]) {
    box.append(line);
    return { box, line, live: [] };
  }
  const { math, live } = equation(equations[name], { dot: 0, root: 0, e: 0, exp: 0, sum: 0, alpha: 0 });
  box.append(html("div", { class: "equation" }, math), line);
  return { box, line, live };
}

export class AsksCards {
  constructor(host, model) {
    this.model = model;
    this.cards = ASK_STEPS.map((name, index) => askCard(name, index, model.data));
    host.append(html("div", { class: "substeps" }, ...this.cards.map(({ box }) => box)));
  }

  draw({ i, j, substep, done, head }) {
    const key = [i, j, substep, head, done[substep] === 1].join();
    if (key === this.drawn) return;
    this.drawn = key;
    const numbers = this.numbers(head, i, j);
    this.cards.forEach(({ box, line, live }, index) => {
      set(box, "data-state", index === substep ? "now" : index < substep ? "done" : "ahead");
      for (const [node, name] of live) write(node, index <= substep ? numbers[name] : "…");
      write(line, index <= substep ? this.line(ASK_STEPS[index], head, i, j) : "");
    });
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
    const terms = order.slice(0, MIX_TERMS).map((j) => `${this.model.weight(head, i, j).toFixed(2)} v(${data.tokens[j]})`);
    return `o = ${terms.join(" + ")}${order.length > MIX_TERMS ? " + …" : ""}`;
  }
}
