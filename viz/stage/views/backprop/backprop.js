// A computation as a graph: values come node by node, then messages go back along its edges.

import { clamp, fontOf, svg, textWidth, write } from "../../kit/dom.js";
import { Diagram } from "../../kit/diagram.js";
import { phrase } from "../../kit/format.js";
import { View } from "../../kit/view.js";

const ROOM = 14; // px on either side of what stands over a wire
const NONE = "–";

/** A graph that is walked; see `viz.views.graphs.backprop.backprop` for its data. */
export default class Backprop extends View {
  layout(width) {
    const { data, clock, host } = this;
    const spec = width < data.needs ? data.tall : data.wide;
    if (spec !== this.spec) {
      this.diagram?.picture.remove();
      Object.assign(this, { spec, diagram: new Diagram(spec, clock, this, host) });
      host.append(this.diagram.picture);
    }
    this.diagram.layout(width);
    this.over = svg("text", { class: "over halo middle" });
    this.diagram.picture.append(this.over);
    this.step = undefined;
  }

  draw() {
    this.diagram.draw();
    const { clock } = this;
    const { shown, step } = clock;
    const { wires } = this.data.moments[step];
    const moves = clock.playing && !clock.resting && !clock.still.matches;
    for (const wire of this.diagram.wires) wire.run(moves && wires.includes(wire.name) ? clamp(shown - step + 0.5, 0, 1) : -1);
    super.draw();
  }

  drawStep(step) {
    const { nodes, wires, over } = this.data.moments[step];
    for (const { name, group } of this.diagram.nodes) group.classList.toggle("now", nodes.includes(name));
    for (const wire of this.diagram.wires) {
      const [from, to] = this.data.shows[wire.name];
      wire.group.classList.toggle("gone", step < from || step >= to);
      wire.group.classList.toggle("now", wires.includes(wire.name));
    }
    this.tell(over, this.diagram.wires.find(({ name }) => name === wires[0]));
  }

  /** What moves in a wire, above its middle; nothing where the wire is too short. */
  tell(words, wire) {
    const room = wire?.path.getBBox().width ?? 0;
    const fits = words && this.spec === this.data.wide && textWidth(words, `600 14px ${fontOf(this.host)}`) + 2 * ROOM < room;
    write(this.over, fits ? words : "");
    if (!fits) return;
    const { x, y } = wire.path.getPointAtLength(wire.path.getTotalLength() / 2);
    this.over.setAttribute("x", x);
    this.over.setAttribute("y", y - 7);
  }

  /** All wires are equally thick. */
  value() {
    return NaN;
  }

  /** What stands at a place at the clock's step. */
  text(name) {
    const { step } = this.clock;
    return this.data.texts[name]?.findLast(([from]) => from <= step)?.[1] ?? "";
  }

  say(name) {
    const values = Object.fromEntries(Object.keys(this.data.texts).map((key) => [key, this.text(key) || NONE]));
    return phrase(this.data.says[name], values);
  }

  describe() {
    return this.data.moments[this.clock.step].said;
  }
}
