// Groups of bars side by side that grow and shrink with the clock; see `viz.views.bars.bars`.

import { fontOf, resize, set, svg, textWidth, write } from "../../kit/dom.js";
import { between, unpack } from "../../kit/data.js";
import { number } from "../../kit/format.js";
import { View } from "../../kit/view.js";

const TOP = 26; // px, the names
const GAP = 36; // px between groups

export default class Bars extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.groups = data.groups.map((group) => ({ ...group, values: unpack(group.values), count: group.values.shape[0] }));
    this.picture = svg("svg", { "aria-hidden": "true" });
    host.append(this.picture);
  }

  layout(width) {
    const { data, groups, picture } = this;
    const each = (width - (groups.length - 1) * GAP) / groups.length;
    resize(picture, width, TOP + data.height + 22);
    picture.replaceChildren(...groups.map((group, k) => this.group(group, k * (each + GAP), each)));
  }

  group(group, left, width) {
    const { data, host } = this;
    const base = TOP + data.height;
    const pitch = width / group.count;
    group.bars = Array.from({ length: group.count }, (_, n) =>
      svg("rect", { x: left + n * pitch + 1, width: Math.max(1, pitch - 2), rx: 2, style: `fill:var(--${group.colour})`, "data-bar": n + 1 }));
    group.read = svg("text", { class: "strong halo", x: left + pitch + 4 });
    const name = svg("text", { class: "strong", x: left, y: 14, style: `fill:var(--${group.colour})` }, group.name);
    const axis = svg("line", { x1: left, x2: left + width, y1: base, y2: base, style: "stroke:var(--edge)" });
    const label = data.x_label;
    const below = textWidth(label, `13px ${fontOf(host)}`) < width ? [svg("text", { class: "note", x: left, y: base + 18 }, label)] : [];
    return svg("g", {}, name, axis, ...group.bars, group.read, ...below);
  }

  draw() {
    const { clock, data, groups } = this;
    const base = TOP + data.height;
    for (const group of groups) {
      group.bars.forEach((bar, n) => {
        const value = between(group.values.subarray(n * data.length, (n + 1) * data.length), clock.shown, false);
        set(bar, "y", base - value * data.height);
        set(bar, "height", value * data.height);
        if (n) return;
        set(group.read, "y", Math.max(TOP + 12, base - value * data.height + 4));
        write(group.read, this.value(group));
      });
    }
  }

  /** The first bar of a group at the clock's step. */
  value({ values }) {
    return number(values[this.clock.step], 2);
  }

  describe() {
    return this.groups.map((group) => `${group.name}: ${this.value(group)}`).join("; ");
  }
}
