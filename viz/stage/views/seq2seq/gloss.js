// Sentences word under word; a column shows when the clock reaches it.

import { html } from "../../kit/dom.js";
import { View } from "../../kit/view.js";

function cellOf({ words, wrong, given }, k) {
  const text = words[k] ?? "·";
  const kind = `word${wrong[k] ? " wrong" : ""}${given ? " given" : ""}`;
  return html("span", { class: kind }, text);
}

/** A gloss; see `viz.views.seq2seq.gloss.gloss` for its data. */
export default class Gloss extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.columns = data.rows[0].words.map((_, k) => this.column(k));
    const names = html("div", { class: "column names" }, ...this.sign(""), ...data.rows.map(({ name }) => html("b", {}, name)));
    host.append(html("div", { class: "lines" }, names, ...this.columns));
  }

  /** The line above the words; there is none where no column stands out. */
  sign(text) {
    return this.data.marked === null ? [] : [html("span", { class: "sign" }, text)];
  }

  column(k) {
    const { rows, marked, sign } = this.data;
    const cells = rows.map((row) => cellOf(row, k));
    const box = html("div", { class: `column${k === marked ? " marked" : ""}`, "data-column": k + 1 },
      ...this.sign(k === marked ? sign : ""), ...cells);
    box.addEventListener("pointerdown", () => {
      this.clock.go(k);
    });
    return box;
  }

  drawStep() {
    this.columns.forEach((box, k) => {
      box.classList.toggle("reached", k <= this.step);
      box.classList.toggle("now", k === this.step);
    });
  }
}
