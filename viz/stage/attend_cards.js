// The five sub-steps of a word as cards, each with its equation and the numbers of a chosen pair.

import { html, set, write } from "./dom.js";
import { equation } from "./cards.js";
import { Candidates } from "./candidates.js";
import { number, phrase } from "./format.js";
import { SUBSTEPS, moment } from "./attend_time.js";
import { fitCanvas, paintVector, stateColours, vectorImage } from "./vectors.js";

const STRIP_ACROSS = 32; // numbers of a vector in a row
const SUM_TERMS = 3; // of the sum that is written out

/** The numbers in the equations for output word t and source position j. */
export function attendNumbers(model, t, j) {
  if (!model.scores || t >= model.T) return {};
  const row = Array.from({ length: model.S }, (_, k) => Math.exp(model.score(t, k)));
  const sum = row.reduce((total, value) => total + value, 0);
  const alpha = row[j] / sum; // where weights are forced, the model's own
  const plain = (value) => (sum >= 100 && sum < 1e5 ? value.toFixed(value < 10 ? 1 : 0) : number(value, 2));
  return { e: number(model.score(t, j), 3), exp: plain(row[j]), sum: plain(sum), alpha: number(alpha, 2) };
}

class SubstepCard {
  constructor(name, words, equations) {
    this.name = name;
    this.body = html("div", { class: "body" });
    this.line = html("p", { class: "line" });
    this.box = html("article", { class: `substep ${name}`, "data-substep": name },
      html("h3", {}, html("span", { class: "count" }, String(SUBSTEPS.indexOf(name) + 1)), words[`card.${name}`]), this.body, this.line);
    this.live = [];
    if (!equations[name]) return;
    const { math, live } = equation(equations[name], { e: 0, exp: 0, sum: 0, alpha: 0 });
    this.live = live;
    this.body.append(html("div", { class: "equation" }, math));
  }

  strip() {
    this.canvas = html("canvas", { class: "strip", "aria-hidden": "true" });
    this.body.append(this.canvas);
  }

  /** Shows a vector, or none. */
  show(values, colours) {
    const side = Math.max(2, Math.min(6, Math.floor(((this.box.clientWidth - 24) / STRIP_ACROSS) * 2) / 2));
    const key = values && `${side},${values.byteOffset},${values.byteLength}`;
    if (key === this.shown) return;
    this.shown = key;
    const context = fitCanvas(this.canvas, STRIP_ACROSS * side, 4 * side);
    if (values) paintVector(context, vectorImage(values, STRIP_ACROSS, colours), 0, 0, side);
  }
}

export class AttendCards {
  /** `force(word)` is told which candidate the reader would rather have. */
  constructor(host, model, clock, force) {
    Object.assign(this, { model, clock });
    const { words, equations, candidates } = model.data;
    this.cards = Object.fromEntries(SUBSTEPS.map((name) => [name, new SubstepCard(name, words, equations)]));
    const { query, scores, context, word } = this.cards;
    for (const card of model.scores ? [query, scores, context] : [query, context]) card.strip();
    word.line.remove();
    const options = html("div", { class: "picture" });
    word.body.classList.add("candidates");
    word.body.append(options);
    this.options = new Candidates(options, candidates, { clock });
    if (force) this.listen(options, force);
    this.row = html("div", { class: "substeps" }, ...Object.values(this.cards).map(({ box }) => box));
    host.append(this.row);
  }

  listen(host, force) {
    host.classList.add("pressable");
    host.addEventListener("click", (event) => {
      const option = event.target.closest(".option[data-word]:not(.rest)");
      if (option && !option.classList.contains("chosen")) force(option.dataset.word);
    });
  }

  layout() {
    this.colours = stateColours(this.row);
    for (const { canvas } of Object.values(this.cards)) if (canvas) canvas.style.display = "";
    for (const card of Object.values(this.cards)) card.shown = "again";
  }

  /** `j`: the source position whose numbers are shown. */
  draw(j) {
    const { cards, clock, model } = this;
    const { word: t, substep, done } = moment(clock.step, model.slots);
    SUBSTEPS.forEach((name, k) => {
      set(cards[name].box, "data-state", k === substep ? "now" : done[k] ? "done" : "ahead");
    });
    this.options.draw();
    cards.query.show(done[0] ? model.vector("states", t) : undefined, this.colours);
    if (model.scores) cards.scores.show(done[1] ? model.vector("values", j) : undefined, this.colours);
    cards.context.show(done[3] && t < model.T ? model.vector("context", t) : undefined, this.colours);
    this.fill(t, j, done);
  }

  fill(t, j, done) {
    const { cards, model } = this;
    const numbers = attendNumbers(model, t, j);
    const shown = { e: done[1], exp: done[2], sum: done[2], alpha: done[2] };
    for (const card of Object.values(cards)) for (const [node, name] of card.live) write(node, shown[name] ? numbers[name] ?? "?" : "…");
    const { source, target, words, attention_forced } = model.data;
    const about = { t, s: t, n: t + 1, before: target[t - 1] ?? "", source: source[j], e: numbers.e ?? "?", alpha: number(model.weight(t, j), 2, "?") };
    write(cards.query.line, phrase(t ? words["line.query"] : words["line.query_first"], about));
    const softmax = attention_forced[t] ? "line.forced" : "line.softmax";
    const lines = model.weights ? ["line.scores", softmax] : ["line.scores_none", "line.softmax_none"];
    write(cards.scores.line, done[1] ? phrase(words[lines[0]], about) : "");
    write(cards.softmax.line, done[2] ? phrase(words[lines[1]], about) : "");
    write(cards.context.line, done[3] && t < model.T ? this.sum(t) : "");
  }

  /** The largest terms of the context, written out. */
  sum(t) {
    const { data } = this.model;
    if (!this.model.weights) return data.words["line.context_none"];
    const terms = this.model.largest(t, 0.005, SUM_TERMS).map((j) => `${this.model.weight(t, j).toFixed(2)} h(${data.source[j]})`);
    const more = this.model.largest(t, 0.005, this.model.S).length > SUM_TERMS ? " + …" : "";
    return `c = ${terms.join(" + ")}${more}`;
  }
}
