// The cell of one unit of any LSTM as a diagram, without the rest of the lesson on it.

import { CellMemory } from "./cell_memory.js";
import { CellDiagram } from "./cell_diagram.js";
import { View } from "../../kit/view.js";

/** See `viz.views.cells.lstm_diagram.lstm_diagram` for its data; what is picked in it: unit. */
export default class LSTMDiagram extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.diagram = new CellDiagram(host, data, new CellMemory(data), this.clock, (place) => this.pick("unit", data.units[place]));
  }

  layout(width) {
    this.diagram.layout(width);
    this.place = undefined;
  }

  draw() {
    const place = Math.max(0, this.data.units.indexOf(this.picked.unit));
    if (place !== this.place) this.diagram.choose(place);
    this.place = place;
    this.diagram.draw();
  }
}
