// The cell of one unit of any LSTM as a diagram, without the rest of the lesson on it.

import { CellMemory } from "./cell_memory.js";
import { CellDiagram } from "./cell_diagram.js";

/** See `viz.views.lstm_diagram.lstm_diagram` for its data; what is picked in it: unit. */
export default class LSTMDiagram {
  constructor(host, data, stage) {
    Object.assign(this, { host, data, stage, clock: stage.clock });
    this.diagram = new CellDiagram(host, data, new CellMemory(data), stage.clock, (place) => stage.tell("unit", data.units[place]));
    this.follow(stage.picked);
  }

  layout(width) {
    this.diagram.layout(width);
    this.diagram.choose(this.place);
  }

  /** Shows the unit that is picked now. */
  follow({ unit }) {
    this.place = Math.max(0, this.data.units.indexOf(unit));
    this.diagram.choose(this.place);
    this.clock.request();
  }

  draw() {
    this.diagram.draw(this.clock.shown, this.clock.step);
  }
}
