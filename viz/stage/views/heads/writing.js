// What each run writes by itself, one symbol for each step of the clock; mistakes are marked.

import { html, set } from "../../kit/dom.js";
import { phrase } from "../../kit/format.js";
import { View } from "../../kit/view.js";

/** Continuations; see `viz.views.writing.writing` for their data. */
export default class Writing extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.rows = data.rows.map((row) => this.row(row));
    host.append(...this.rows.map(({ box }) => box));
    if (data.nothing) host.append(html("p", { class: "note" }, data.nothing));
  }

  row({ name, text }) {
    const { right, should } = this.data;
    const signs = text.map((word, k) => {
      const wrong = word !== right[k];
      return html("span", { class: wrong ? "sign wrong" : "sign", title: wrong ? phrase(should, { word: right[k] }) : "" }, word);
    });
    return { name, text, signs, box: html("div", { class: "line" }, html("span", { class: "name" }, name), html("span", { class: "text" }, ...signs)) };
  }

  /** How many symbols are written when the clock has read so far. */
  get written() {
    return Math.max(0, this.clock.step + 2 - this.data.start);
  }

  drawStep() {
    for (const { signs } of this.rows) signs.forEach((sign, k) => set(sign, "data-there", k < this.written));
  }

  describe() {
    return this.rows.map(({ name, text }) => `${name}: ${text.slice(0, this.written).join(" ")}`).join("; ");
  }
}
