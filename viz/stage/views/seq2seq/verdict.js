// The right translation, its words marked as the clock passes them, and the score so far.

import { html, set, write } from "../../kit/dom.js";

/** Nodes with a space between each two. */
const spaced = (nodes) => nodes.flatMap((node) => [node, " "]);

function besideOf({ name, says }) {
  return html("p", { class: "beside" }, `${name}: `, html("b", {}, says));
}

/** A verdict; see `viz.views.verdict.verdict` for its data. */
export default class Verdict {
  constructor(host, data, { clock }) {
    Object.assign(this, { data, clock });
    this.words = data.right.map(({ word }) => html("span", { class: "pending" }, word));
    this.score = html("p", { class: "score" });
    host.append(html("h3", {}, data.heading), html("p", { class: "right" }, ...spaced(this.words)), this.score);
    if (data.held_out) host.append(html("p", { class: "held" }, data.held_out));
    if (data.beside) host.append((this.beside = besideOf(data.beside)));
  }

  layout() {}

  draw() {
    const { step, length } = this.clock;
    if (step === this.step) return;
    this.step = step;
    this.data.right.forEach(({ at, missed }, k) => set(this.words[k], "class", step < at ? "pending" : missed ? "missed" : "hit"));
    write(this.score, this.data.says[step]);
    this.score.classList.toggle("exact", this.data.exact && step === length - 1);
    this.beside?.classList.toggle("later", step < length - 1);
  }
}
