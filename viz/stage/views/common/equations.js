// Equations side by side, each with its label, their numbers live at the clock.

import { html, write } from "../../kit/dom.js";
import { equation } from "../../kit/equation.js";
import { number, phrase } from "../../kit/format.js";
import { steady } from "../../kit/steady.js";
import { View } from "../../kit/view.js";

const NOT_YET = "…";

function lineOf({ label, parts, slots }) {
  const name = html("span", { class: "name" });
  const made = parts.map((part) => equation(part, Object.keys(slots)));
  const box = html("p", { class: "line" }, name, ...made.map(({ math }) => html("span", { class: "part" }, math)));
  return { box, name, label, slots, live: made.flatMap(({ live }) => live) };
}

/** Equations; see `viz.views.equations.equations` for their data. */
export default class Equations extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.lines = data.items.map(lineOf);
    host.classList.toggle("stacked", data.stacked);
    host.append(...this.lines.map(({ box }) => box));
  }

  /** Of lines below each other, none grows when its numbers come. */
  layout() {
    if (!this.data.stacked) return;
    steady(this.lines.map(({ box }) => box), this.clock.length, (step) => this.drawStep(step));
    this.step = undefined;
  }

  drawStep(step) {
    for (const line of this.lines) this.fill(line, step);
  }

  fill({ name, label, slots, live }, step) {
    const texts = Object.fromEntries(Object.entries(slots).map(([slot, values]) => [slot, number(values[step], 2, NOT_YET)]));
    write(name, phrase(label, texts));
    for (const [node, slot] of live) write(node, texts[slot]);
  }
}
