// The right translation, its words marked as the clock passes them, and the score so far.

import { html, set, write } from "../../kit/dom.js";
import { View } from "../../kit/view.js";

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
    host.append(html("h3", {}, data.heading), html("p", { class: "right" }, ...spaced(this.spans)), this.score);
    if (data.held_out) host.append(html("p", { class: "held" }, data.held_out));
    if (data.beside) host.append((this.beside = besideOf(data.beside)));
  }

  drawStep(step) {
    const { length } = this.clock;
    this.data.right.forEach(({ at, missed }, k) => set(this.spans[k], "class", step < at ? "pending" : missed ? "missed" : "hit"));
    write(this.score, this.data.says[step]);
    this.score.classList.toggle("exact", this.data.exact && step === length - 1);
    this.beside?.classList.toggle("later", step < length - 1);
  }
}
