// One unit of a gated recurrent unit as a diagram: wires are as thick as what flows at the clock.

import { GraphView } from "../../kit/graph_view.js";

/** A unit's diagram; see `viz.views.cells.gru_cell.gru_cell` for its data. */
export default class GRUCell extends GraphView {
  text(name) {
    const { clock, data, series } = this;
    if (name === "token") return data.tokens[clock.step];
    return series[name] ? series[name][clock.step].toFixed(3).replace("-", "−") : "?";
  }

  describe() {
    return `xₜ ${this.text("token")}; ${super.describe()}`;
  }
}
