// Any graph with what flows in it at the clock: its wires are as thick as that, its nodes show numbers.

import { timeline } from "./data.js";
import { Diagram } from "./diagram.js";
import { number } from "./format.js";
import { View } from "./view.js";

/** A view with a `diagram`, and the values (time,) of its quantities in `series`, which `words` names. */
export class GraphView extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.series = Object.fromEntries(Object.entries(data.series).map(([name, values]) => [name, timeline(values, data.cover ?? 0)]));
    this.diagram = new Diagram(data.diagram, this.clock, this, host);
    host.append(this.diagram.picture);
  }

  layout(width) {
    this.diagram.layout(width);
  }

  draw() {
    this.diagram.draw();
  }

  /** What flows at a step; NaN where it is not known. */
  value(name, step) {
    return this.series[name]?.[step] ?? NaN;
  }

  text(name) {
    return number(this.value(name, this.clock.step), 3, "?");
  }

  say(name) {
    return `${this.data.words[name]}: ${this.text(name)}`;
  }

  describe() {
    return this.diagram.describe();
  }
}
