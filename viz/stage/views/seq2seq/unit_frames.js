// Frames round one unit in the state before and in the state after it is updated.

import { set, svg } from "../../kit/dom.js";

export class UnitFrames {
  /** `places` are the states' middles and tops, `across` the units side by side, `side` their size. */
  constructor(units, places, across, side) {
    Object.assign(this, { units, places, across, side });
    this.nodes = [0, 1].map(() => svg("rect", { class: "unit", width: side + 1.5, height: side + 1.5 }));
  }

  /** Frames the unit of step t in state t and in the one after; none where t is no step. */
  show(t) {
    const { across, places, side, units } = this;
    const unit = units[t];
    this.nodes.forEach((node, k) => {
      node.style.display = unit === undefined ? "none" : "";
      if (unit === undefined) return;
      const { x, y } = places[t + k];
      set(node, "x", x + (unit % across - across / 2) * side - 1);
      set(node, "y", y + Math.floor(unit / across) * side - 1);
    });
  }
}
