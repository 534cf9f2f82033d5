// The two hops and the next symbol as cards, each with its equation and its numbers at the clock.

import { html, set, write } from "./dom.js";
import { equation } from "./cards.js";
import { number, phrase } from "./format.js";
import { hopShare } from "./hops_model.js";

const HOP_CARDS = ["lower", "upper"];

function hopCard(name, index, mathml) {
  const title = html("span", {});
  const heading = html("h3", {}, html("span", { class: "count" }, String(index + 1)), title);
  const line = html("p", { class: "line" });
  const { math, live } = equation(mathml, { e: 0, sum: 0, alpha: 0, p: 0, bits: 0 });
  const box = html("article", { class: `substep ${name}`, "data-hop": name }, heading, html("div", { class: "equation" }, math), line);
  return { box, live, line, title };
}

/** What one run expects, as bars. */
class Expected {
  constructor(name, run) {
    this.run = run;
    this.rows = Array.from({ length: run.count }, () => [html("span", { class: "word" }), html("span", { class: "share" })]);
    this.box = html("div", { class: "expected" }, html("p", { class: "note" }, name),
      ...this.rows.map((parts) => html("div", { class: "option" }, ...parts)));
  }

  draw(t, right) {
    const { count, shares, words } = this.run;
    this.rows.forEach(([word, share], k) => {
      const value = shares[t * count + k];
      write(word, words[t][k]);
      write(share, hopShare(value));
      word.parentNode.style.setProperty("--share", value);
      word.parentNode.classList.toggle("right", words[t][k] === right);
    });
  }
}

export class HopsCards {
  constructor(model) {
    const { data } = (this.model = model);
    const { words, equations } = data;
    this.cards = HOP_CARDS.map((name, index) => hopCard(name, index, equations.weight));
    this.next = hopCard("next", 2, equations.loss);
    this.runs = model.runs.map((run) => new Expected(words[`run.${run.name}`], run));
    this.next.line.replaceWith(html("div", { class: "runs" }, ...this.runs.map(({ box }) => box)));
    this.host = html("div", { class: "substeps" }, ...[...this.cards, this.next].map(({ box }) => box));
  }

  draw({ t, top, lower, source, note }) {
    const { data, runs } = this.model;
    const { tokens, words } = data;
    const said = { word: tokens[t], other: tokens[source], before: tokens[note] };
    this.fill(this.cards[0], lower, source, note, phrase(words["line.lower"], said));
    this.fill(this.cards[1], top, t, source, phrase(words["line.upper"], said));
    write(this.next.title, phrase(words["card.next"], { word: tokens[t + 1] }));
    this.numbers(this.next, { p: hopShare(runs[0].right[t]), bits: phrase(words.bits, { n: number(runs[0].bits[t], 2) }) });
    for (const run of this.runs) run.draw(t, tokens[t + 1]);
  }

  fill(card, head, from, to, line) {
    const { scores, sum, weights } = this.model.row(head, from);
    write(card.title, phrase(this.model.data.words[`card.${this.model.role(head) || "weight"}`], { head: this.model.name(head) }));
    this.numbers(card, { e: number(scores[to], 3), sum: number(sum, 2), alpha: hopShare(weights[to]) });
    set(card.box, "data-state", this.model.data.off.includes(head) ? "ahead" : "done");
    write(card.line, line);
  }

  numbers({ live }, values) {
    for (const [node, name] of live) write(node, values[name]);
  }
}
