// What networks write, side by side, one sign for each step of the clock.

import { html, set } from "../../kit/dom.js";
import { unpack } from "../../kit/data.js";
import { number, phrase } from "../../kit/format.js";
import { View } from "../../kit/view.js";

/** Continuations; see `viz.views.typed.typed` for their data. */
export default class Typed extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.rows = data.rows.map((row) => this.row(row));
    host.append(html("div", { class: "pages", style: `--pages:${this.rows.length}` }, ...this.rows.map(({ box }) => box)));
  }

  row({ name, colour, prompt, signs, shares }) {
    const sure = unpack(shares);
    const spans = signs.map((sign, k) => html("span", { class: "sign", style: `--share:${sure[k]}`,
      title: phrase(this.data.sure, { sign: sign === "\n" ? "⏎" : sign, share: number(sure[k]) }) }, sign));
    const box = html("div", { class: "page" }, html("h3", { style: `color:var(--${colour})` }, name),
      html("p", { class: "text" }, html("span", { class: "prompt" }, prompt), ...spans));
    return { name, prompt, signs, spans, box };
  }

  drawStep(step) {
    this.written = step + 1;
    for (const { spans } of this.rows) spans.forEach((span, k) => set(span, "data-there", k < this.written));
  }

  describe() {
    return this.rows.map(({ name, prompt, signs }) => `${name}: ${prompt}${signs.slice(0, this.written).join("")}`).join("; ");
  }
}
