// The right translation, its words marked as the clock passes them, and the score so far.

import { html, set, write } from "../../kit/dom.js";
import { View } from "../../kit/view.js";
import { HalfCurve } from "./half_curve.js";

/** Nodes with a space between each two. */
const spaced = (nodes) => nodes.flatMap((node) => [node, " "]);

function besideOf({ name, says }) {
  return html("p", { class: "beside" }, `${name}: `, html("b", {}, says));
}

/** A verdict; see `viz.views.seq2seq.verdict.verdict` for its data. */
export default class Verdict extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.spans = data.right.map(({ word }) => html("span", { class: "pending" }, word));
    this.score = html("p", { class: "score" });
    this.later = html("p", { class: "wait" }, data.later);
    this.right = html("p", { class: "right" }, ...spaced(this.spans));
    host.append(html("h3", {}, data.heading), html("div", { class: "told" }, this.right, ...(data.later ? [this.later] : [])), this.score);
    if (data.held_out) host.append(html("p", { class: "held" }, data.held_out));
    if (data.beside) host.append((this.beside = besideOf(data.beside)));
    if (data.curve) this.curve = new HalfCurve(host, data.curve);
  }

  layout(width) {
    this.curve?.layout(width);
  }

  drawStep(step) {
    const { length } = this.clock;
    this.data.right.forEach(({ at, missed }, k) => set(this.spans[k], "class", step < at ? "pending" : missed ? "missed" : "hit"));
    write(this.score, this.data.says[step]);
    this.score.classList.toggle("exact", this.data.exact && step === length - 1);
    const waits = this.data.later && step < length - 1;
    for (const part of [this.right, this.score]) part.classList.toggle("later", Boolean(waits));
    this.later.classList.toggle("later", !waits);
    this.beside?.classList.toggle("later", step < length - 1);
  }
}
