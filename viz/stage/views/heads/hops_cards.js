// The two hops and the next symbol as cards, each with its equation and its numbers at the clock.

import { html, write } from "../../kit/dom.js";
import { nearly, number, phrase, probability } from "../../kit/format.js";
import { SubstepCard } from "../../kit/substep_cards.js";

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
      write(share, probability(value));
      word.parentNode.style.setProperty("--share", value);
      word.parentNode.classList.toggle("right", words[t][k] === right);
    });
  }
}

export class HopsCards {
  constructor(model) {
    const { data } = (this.model = model);
    const { words, equations } = data;
    this.hops = ["lower", "upper"].map((name, place) => new SubstepCard(name, place, "", equations.weight, ["e", "sum", "alpha"]));
    this.next = new SubstepCard("next", 2, "", equations.loss, ["p", "bits"]);
    this.runs = model.runs.map((run) => new Expected(words[`run.${run.name}`], run));
    this.next.line.replaceWith(html("div", { class: "runs" }, ...this.runs.map(({ box }) => box)));
    this.host = html("div", { class: "substeps" }, ...this.boxes);
  }

  get boxes() {
    return [...this.hops, this.next].map(({ box }) => box);
  }

  draw({ t, top, lower, source, note }) {
    const { data, runs } = this.model;
    const { tokens, words } = data;
    const said = { word: tokens[t], other: tokens[source], before: tokens[note] };
    this.fill(this.hops[0], lower, source, note, phrase(words["line.lower"], said));
    this.fill(this.hops[1], top, t, source, phrase(words["line.upper"], said));
    write(this.next.title, phrase(words["card.next"], { word: tokens[t + 1] }));
    this.next.fill("done", { p: nearly(runs[0].right[t]), bits: phrase(words.bits, { n: number(runs[0].bits[t], 2) }) }, "");
    for (const run of this.runs) run.draw(t, tokens[t + 1]);
  }

  fill(card, head, from, to, line) {
    const { scores, sum, weights } = this.model.row(head, from);
    write(card.title, phrase(this.model.data.words[`card.${this.model.role(head) || "weight"}`], { head: this.model.name(head) }));
    const numbers = { e: number(scores[to], 3), sum: number(sum, 2), alpha: probability(weights[to]) };
    card.fill(this.model.data.off.includes(head) ? "ahead" : "done", numbers, line);
  }
}
