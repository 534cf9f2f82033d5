// The five sub-steps of a word as cards, each with its equation and the numbers of a chosen pair.

import { fitCanvas } from "../../kit/canvas.js";
import { html } from "../../kit/dom.js";
import Candidates from "./candidates.js";
import { number, phrase } from "../../kit/format.js";
import { SubstepCards } from "../../kit/substep_cards.js";
import { paintVector, stateColours, vectorImage } from "../../kit/vectors.js";
import { SUBSTEPS } from "./attend_model.js";

const STRIP_ACROSS = 32; // numbers of a vector in a row
const TERMS = 3, GLOSSED_TERMS = 2; // of the sum that is written out

/** The numbers in the equations for output word t and source position j. */
export function numbersOf(model, t, j) {
  if (!model.scores || t >= model.T) return {};
  const row = Array.from({ length: model.S }, (_, k) => Math.exp(model.score(t, k)));
  const sum = row.reduce((total, value) => total + value, 0);
  const alpha = row[j] / sum; // where weights are forced, the model's own
  const plain = (value) => (sum >= 100 && sum < 1e5 ? value.toFixed(value < 10 ? 1 : 0) : number(value, 2));
  return { e: number(model.score(t, j), 3), exp: plain(row[j]), sum: plain(sum), alpha: number(alpha, 2) };
}

/** A vector in a card, as a strip of cells. */
class Strip {
  constructor({ box, line }) {
    this.canvas = html("canvas", { class: "strip", "aria-hidden": "true" });
    this.box = box;
    line.before(this.canvas);
  }

  layout(colours) {
    this.colours = colours;
    this.shown = "again";
    fitCanvas(this.canvas, STRIP_ACROSS * this.side, 4 * this.side); // of its size before it is drawn, too
  }

  /** px of one number. */
  get side() {
    return Math.max(2, Math.min(4, Math.floor(((this.box.clientWidth - 24) / STRIP_ACROSS) * 2) / 2));
  }

  /** Shows a vector, or none. */
  show(values) {
    const { side } = this;
    const key = values && `${side},${values.byteOffset},${values.byteLength}`;
    if (key === this.shown) return;
    this.shown = key;
    const context = fitCanvas(this.canvas, STRIP_ACROSS * side, 4 * side);
    if (values) paintVector(context, vectorImage(values, STRIP_ACROSS, this.colours), 0, 0, side);
  }
}

export class AttendCards {
  /** `force(word)` is told which candidate the reader would rather have. */
  constructor(host, model, clock, force) {
    Object.assign(this, { model, clock });
    this.substeps = new SubstepCards(host, SUBSTEPS, model.data, ["e", "exp", "sum", "alpha"]);
    const { cards } = this.substeps;
    this.strips = Object.fromEntries(["query", ...(model.scores ? ["scores"] : []), "context"].map((name) => [name, new Strip(cards[name])]));
    const options = html("div", { class: "picture" });
    cards.word.line.replaceWith(html("div", { class: "candidates" }, options));
    this.options = new Candidates(options, model.data.candidates, { clock });
    if (force) this.listen(options, force);
  }

  listen(host, force) {
    host.classList.add("pressable");
    host.addEventListener("click", (event) => {
      const option = event.target.closest(".option[data-word]:not(.rest)");
      if (option && !option.classList.contains("chosen")) force(option.dataset.word);
    });
  }

  layout() {
    const colours = stateColours(this.substeps.row);
    for (const strip of Object.values(this.strips)) strip.layout(colours);
  }

  /** `j`: the source position whose numbers are shown. */
  draw(j) {
    const { clock, model, strips } = this;
    const { item: t, substep, done } = SUBSTEPS.at(clock.step, model.slots);
    this.options.draw();
    strips.query.show(done.query ? model.vector("states", t) : undefined);
    strips.scores?.show(done.scores ? model.vector("values", j) : undefined);
    strips.context.show(done.context && t < model.T ? model.vector("context", t) : undefined);
    const numbers = numbersOf(model, t, j);
    this.substeps.cards.softmax.box.classList.toggle("struck", Boolean(done.softmax && model.data.attention_forced[t]));
    this.substeps.fill(substep, numbers, (name) => this.line(name, t, j, numbers.e));
  }

  line(name, t, j, e = "?") {
    const { data, weights } = this.model;
    const { target, words, attention_forced } = data;
    if (name === "context" && weights) return this.sum(t);
    const lines = { query: t ? "query" : "query_first", softmax: attention_forced[t] ? "forced" : "softmax" };
    const line = weights || name === "query" ? lines[name] ?? name : `${name}_none`;
    const about = { t, s: t, n: t + 1, before: target[t - 1] ?? "", source: this.model.named(j), e, alpha: number(this.model.weight(t, j), 2, "?") };
    return phrase(words[`line.${line}`] ?? "", about);
  }

  /** The largest terms of the context, written out. */
  sum(t) {
    const { source, glosses } = this.model.data;
    const most = glosses.some(Boolean) ? GLOSSED_TERMS : TERMS;
    const name = (j) => (glosses[j] ? `${source[j]}\u00a0${glosses[j]}` : source[j]);
    const terms = this.model.largest(t, 0.005, most).map((j) => `${this.model.weight(t, j).toFixed(2)}\u00a0h(${name(j)})`);
    const more = this.model.largest(t, 0.005, this.model.S).length > most ? " + …" : "";
    return `c = ${terms.join(" + ")}${more}`;
  }
}
