// Boxes and wires: a wire is as thick as what flows in it at the clock, and every value can be read.

import { clamp, fontOf, resize, set, svg, write } from "./dom.js";
import { ramp } from "./colours.js";
import { blend } from "./data.js";
import { arrow, take } from "./keys.js";
import { across } from "./diagram_paths.js";
import { NodePart, WirePart, frame, roomy } from "./diagram_parts.js";

export class Diagram {
  /**
   * `spec` as `viz.diagram.Diagram.data` makes it. Of what flows, `flows` knows the `value(name, step)`,
   * its `text(name)` and what to `say(name)` of it at the clock's step. `keyboard` takes the keys up and
   * down, which lead through what can be read; without it, the parts take the focus themselves.
   */
  constructor(spec, clock, flows, keyboard) {
    Object.assign(this, { spec, clock, flows, keyboard });
    this.picture = svg("svg", { class: "diagram", ...(keyboard ? { "aria-hidden": "true" } : { role: "group" }) });
    const taker = keyboard ?? this.picture;
    taker.addEventListener("keydown", (event) => this.key(event));
    taker.addEventListener("blur", () => this.choose(undefined));
    this.turns = 1 + Math.max(0, ...spec.wires.map(({ turn }) => turn ?? 0));
  }

  /** Lays it out in a picture that has so many px free on either side. */
  layout(width, margin = 0) {
    const { spec, picture } = this;
    const area = { left: margin, width: width - 2 * margin };
    const family = fontOf(picture);
    const ramps = {};
    const colours = (kind) => (ramps[kind] ??= ramp(picture, kind));
    const fits = (node) => roomy(node, area, family);
    const full = spec.nodes.filter(({ shape }) => shape === "box").every(fits); // one look for all boxes
    this.nodes = spec.nodes.map((node) => new NodePart(node, area, family, node.shape === "label" ? fits(node) : full));
    const byName = Object.fromEntries(this.nodes.map((node) => [node.name, node]));
    this.wires = spec.wires.map((wire) => new WirePart(wire, byName, area, colours));
    this.read = spec.says && svg("text", { x: across(spec.says, area), y: spec.says.y, class: `reading strong ${spec.says.anchor}`, "data-read": "part" });
    this.readable();
    resize(picture, width, spec.height);
    const frames = (covers) => spec.frames.filter((one) => one.covers === covers).map((one) => frame(one, area, family));
    const pulses = this.wires.map(({ dot }) => dot);
    picture.replaceChildren(...[...frames(false), ...this.wires.map(({ group }) => group), ...pulses,
      ...this.nodes.map(({ group }) => group), ...frames(true), this.read].filter(Boolean));
    this.renew();
  }

  /** Lets the parts be read: those of one quantity are read together, and the first takes the focus. */
  readable() {
    this.parts = new Map(this.spec.reading.map((name) => [name, []]));
    for (const { quantity, group } of [...this.nodes, ...this.wires]) this.parts.get(quantity)?.push(group);
    for (const [name, groups] of this.parts) {
      const listen = (group, begin, end) => {
        group.addEventListener(begin, () => this.choose(name));
        group.addEventListener(end, () => this.choose(undefined));
      };
      for (const group of groups) listen(group, "pointerenter", "pointerleave");
      if (this.keyboard || !groups.length) continue;
      set(groups[0], "role", "img");
      set(groups[0], "tabindex", name === this.spec.reading[0] ? 0 : -1);
      listen(groups[0], "focus", "blur");
    }
  }

  /** Forgets the numbers that are shown: what flows is another's. */
  renew() {
    this.step = undefined;
  }

  draw() {
    const { clock } = this;
    const { shown, step } = clock;
    const moves = clock.playing && !clock.resting && !clock.still.matches;
    for (const wire of this.wires) {
      wire.draw(this.between(wire.quantity, shown));
      if (wire.dot) wire.run(moves ? (shown - step + 0.5) * this.turns - wire.turn : -1);
    }
    if (step === this.step) return;
    this.step = step;
    for (const node of this.nodes) if (node.shows) node.write(this.flows.text(node.quantity));
    if (!this.keyboard) for (const [name, [group]] of this.parts) if (group) set(group, "aria-label", this.flows.say(name));
    this.say();
  }

  between(name, time) {
    const [from, to] = [Math.floor(time), Math.ceil(time)].map((step) => this.flows.value(name, step));
    return blend(from, to, time - Math.floor(time), false);
  }

  /** Reads a quantity, or none. */
  choose(name) {
    if (name === this.at) return;
    this.at = name;
    for (const [other, groups] of this.parts) {
      for (const group of groups) group.classList.toggle("at", other === name);
      if (!this.keyboard && name && groups.length) set(groups[0], "tabindex", other === name ? 0 : -1);
    }
    this.say();
  }

  say() {
    const said = this.at && this.step !== undefined ? this.flows.say(this.at) : "";
    if (this.read) write(this.read, said);
    if (this.keyboard && said) this.keyboard.setAttribute("aria-label", said);
  }

  /** Up and down lead through what can be read. */
  key(event) {
    const [way] = arrow(event) ?? [];
    if (!way) return;
    take(event);
    const { reading } = this.spec;
    const next = reading[this.at ? clamp(reading.indexOf(this.at) + way, 0, reading.length - 1) : 0];
    if (this.keyboard) this.choose(next);
    else this.parts.get(next)[0]?.focus();
  }

  /** All that can be read, in words. */
  describe() {
    return this.step === undefined ? "" : this.spec.reading.map((name) => this.flows.say(name)).join("; ");
  }
}
