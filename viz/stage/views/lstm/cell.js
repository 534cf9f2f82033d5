// An LSTM cell at work on a text: one unit of it as a diagram and a ledger, or all units as maps.

import { html } from "../../kit/dom.js";
import { View } from "../../kit/view.js";
import { CellMemory } from "./cell_memory.js";
import { CellBar } from "./cell_bar.js";
import { CellFound } from "./cell_found.js";
import { CellNext, CellText } from "./cell_text.js";
import { CellDiagram } from "./cell_diagram.js";
import { CellLedger } from "./cell_ledger.js";
import { CellEquation } from "./cell_equation.js";
import { CellMaps } from "./cell_maps.js";

/** A cell; see `viz.views.cell.cell` for its data. What is picked in it: unit, show, sort, span, held. */
export default class Cell extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.memory = new CellMemory(data);
    const part = (name) => html("div", { class: name });
    this.boxes = Object.fromEntries(["bar", "text", "diagram", "account", "formula", "next", "all"].map((name) => [name, part(name)]));
    const { bar, text, diagram, account, formula, next, all } = this.boxes;
    this.one = html("div", { class: "one" }, diagram, html("div", { class: "side" }, account, next), formula);
    host.append(html("h2", { class: "unseen" }, data.words.text), bar, text, this.one, all);
    this.build();
  }

  build() {
    const { boxes, clock, data, memory } = this;
    const pickUnit = (unit) => this.pick("unit", unit);
    this.bar = new CellBar(boxes.bar, data, memory, (name, value) => this.pick(name, value));
    this.found = new CellFound(data, memory, pickUnit);
    const brush = { tell: (span) => this.pick("span", span), mark: (first, last) => this.found.show(first, last) };
    this.text = new CellText(boxes.text, data, memory, clock, brush);
    boxes.bar.append(this.found.box, this.text.scale);
    this.diagram = new CellDiagram(boxes.diagram, data, memory, clock, pickUnit, (code) => this.pick("held", code));
    this.ledger = new CellLedger(boxes.account, data, memory, clock);
    this.equation = new CellEquation(boxes.formula, data, memory);
    this.next = new CellNext(boxes.next, data);
    this.maps = new CellMaps(boxes.all, data, memory, clock, pickUnit);
  }

  layout(width) {
    this.width = width;
    this.arrange();
  }

  /** Lays out what is shown: one unit, or all. */
  arrange() {
    const { boxes, picked, width } = this;
    this.one.style.display = picked.show === "cell" ? "" : "none";
    boxes.all.style.display = picked.show === "units" ? "" : "none";
    this.text.layout(width);
    if (picked.show === "cell") {
      this.diagram.layout(boxes.diagram.clientWidth);
      this.ledger.layout(boxes.account.clientWidth);
    } else this.maps.layout();
    this.shown = boxes.bar.dataset.show = picked.show;
    this.choose();
  }

  choose() {
    const { unit, show, sort, span, held } = this.picked;
    this.chosen = [unit, sort, span, held].join();
    this.text.choose(unit);
    this.text.brush.follow(span);
    this.found.choose(unit);
    this.bar.draw(this.picked);
    if (show === "units") this.maps.choose(unit, sort);
    else for (const part of [this.diagram, this.ledger, this.equation]) part.choose(unit, held);
  }

  draw() {
    const { clock } = this;
    const { unit, show, sort, span, held } = this.picked;
    if (show !== this.shown) this.arrange();
    else if ([unit, sort, span, held].join() !== this.chosen) this.choose();
    this.text.draw(clock.step);
    if (show === "units") return this.maps.draw(clock.shown, clock.step);
    this.diagram.draw();
    this.ledger.draw(clock.shown, clock.step);
    this.equation.draw(clock.step);
    return this.next.draw(clock.step);
  }
}
