// A text whose characters are tinted by one unit's value.

import { html, set, write } from "../../kit/dom.js";
import { unpack } from "../../kit/data.js";
import { number } from "../../kit/format.js";
import { View } from "../../kit/view.js";
import { CellText, visible } from "./cell_text.js";

/** See `viz.views.tinted.tinted` for its data. */
export default class Tinted extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    const values = unpack(data.values);
    this.values = values;
    const memory = { at: (_, t) => values[t], largest: () => Math.max(1e-9, ...values.map(Math.abs)) };
    this.text = new CellText(host, data, memory, this.clock);
    this.read = html("span", { class: "read" });
    host.append(html("div", { class: "key" }, this.read, this.text.scale));
  }

  layout(width) {
    this.text.layout(width);
    this.text.choose(0);
  }

  draw() {
    const { step } = this.clock;
    this.text.draw(step);
    if (this.step === step) return;
    this.step = step;
    write(this.read, `t = ${step + 1}, ${visible(this.data.tokens[step])}: ${this.data.symbol} = ${number(this.values[step], 3)}`);
    if (!this.clock.playing) set(this.text.box, "aria-label", `${this.data.words.text}. ${this.read.textContent}`);
  }
}
