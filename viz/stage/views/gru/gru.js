// One unit of a gated recurrent unit as a diagram: wires are as thick as what flows at the clock.

import { unpack } from "../../kit/data.js";
import { Diagram } from "../../kit/diagram.js";
import { View } from "../../kit/view.js";

/** A unit's diagram; see `viz.views.gru_cell.gru_cell` for its data. */
export default class GRUCell extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.series = Object.fromEntries(Object.entries(data.series).map(([name, values]) => [name, unpack(values)]));
    this.diagram = new Diagram(data.diagram, this.clock, this, host);
    host.append(this.diagram.picture);
  }

  layout(width) {
    this.diagram.layout(width);
  }

  draw() {
    this.diagram.draw();
  }

  value(name, step) {
    return this.series[name]?.[step] ?? NaN;
  }

  text(name) {
    const { clock, data, series } = this;
    if (name === "token") return data.tokens[clock.step];
    return series[name] ? series[name][clock.step].toFixed(3).replace("-", "−") : "?";
  }

  say(name) {
    return `${this.data.words[name]}: ${this.text(name)}`;
  }

  describe() {
    return `xₜ ${this.text("token")}; ${this.diagram.describe()}`;
  }
}
