// A Transformer that translates: the encoder's lines, the decoder's lines, and what is added to them.

import { fontOf, html, resize, set, svg, textWidth, within, write } from "../../kit/dom.js";
import { ramp } from "../../kit/colours.js";
import { number, phrase, probability } from "../../kit/format.js";
import { arrow, take } from "../../kit/keys.js";
import { colourKey } from "../../kit/legend.js";
import { lengthOf, momentAt, stepOf } from "../../kit/machine_clock.js";
import { View } from "../../kit/view.js";
import { MachineArcs } from "./machine_arcs.js";
import { geometry } from "./machine_geometry.js";
import { MachineHeads } from "./machine_heads.js";
import { DECODER, ENCODER, MachineModel } from "./machine_model.js";
import { MachineStack, fitted } from "./machine_stack.js";

const WIDEST = { source: [22, 58], reads: [30, 62], writes: [40, 66] }; // px of labels
const SIGN = 14; // px of the sign of a wrong word

/** Two stacks; see `viz.views.machine.machine` for their data. Picked in it: row, off, cut; beside it: head. */
export default class Machine extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    const model = (this.model = new MachineModel(data));
    this.switches = data.switches && this.heard;
    this.heads = new MachineHeads(model, this.switches ? (name, code) => this.flip(name, code) : undefined);
    this.stacks = { encoder: new MachineStack(ENCODER, model), decoder: new MachineStack(DECODER, model) };
    this.arcs = new MachineArcs(model);
    this.picture = svg("svg", { "aria-hidden": "true" });
    this.told = svg("text", { class: "told" });
    host.append(html("h2", { class: "unseen" }, data.words.heading), this.heads.host, this.picture);
    host.addEventListener("keydown", (event) => this.key(event));
    this.picture.addEventListener("click", (event) => this.press(this.find(event)));
    this.picture.addEventListener("pointermove", (event) => this.read(this.find(event)));
    this.picture.addEventListener("pointerleave", () => this.read(undefined));
  }

  layout(width) {
    const { data, host, model } = this;
    const family = (this.family = fontOf(host));
    const wide = (words, [least, most], more = 0) => Math.min(most, Math.max(least, ...words.map((word) => textWidth(word, `600 13px ${family}`) + more)));
    const { reads, source, target } = data;
    const widths = { source: wide(source, WIDEST.source), reads: wide(reads, WIDEST.reads), writes: wide(target, WIDEST.writes, data.wrong === null ? 0 : SIGN) };
    const g = (this.g = geometry(width, data.height, widths, { encoder: data.clock.encoder, decoder: data.clock.decoder - 1 }, model.counts));
    const colours = ramp(host, "sequential");
    for (const stack of Object.values(this.stacks)) stack.layout(g, colours, family);
    this.heads.layout(g, family);
    this.arcs.layout(g);
    resize(this.picture, width, g.height);
    this.picture.replaceChildren(this.stacks.encoder.group, this.stacks.decoder.group, this.arcs.ends, this.arcs.wires, this.arcs.arcs, this.arcs.sums, ...this.foot(), this.told);
    if (this.switches) set(host, "role", "group"); // its switches take the focus too
    this.drawn = undefined;
  }

  /** What thickness and colours mean. */
  foot() {
    const { data, g, host, model } = this;
    const y = g.bottom + 15;
    const label = phrase(data.words.thickness, { low: number(model.shortest, 2), high: number(model.longest, 2) });
    const key = colourKey(host, { kind: "sequential", low: 0, high: 1, label: data.words.lens });
    const line = svg("path", { class: "stream", d: `M0,${y - 5}l26,${-g.thick / 2}v${g.thick}Z` });
    const first = 32 + textWidth(label, `13px ${this.family}`);
    const below = g.stacked ? 1 : 0;
    const start = below ? 0 : first + 24;
    const rest = g.width - start - key.width - 16;
    Object.assign(this, { room: g.stacked ? g.width : Math.max(0, rest) });
    for (const [name, value] of [["x", g.width], ["y", y + 38 * below], ["class", "told end"]]) set(this.told, name, value);
    return [line, svg("text", { class: "note", x: 32, y }, label), key.at(start, y + 19 * below)];
  }

  /** The codes that are taken away: as picked, else as recorded. */
  changed(name) {
    const picked = this.switches ? this.picked[name] : undefined;
    return new Set(picked === undefined ? this.data[name] : String(picked).split("."));
  }

  draw() {
    const { clock, model, picked } = this;
    const [off, cut] = [this.changed("off"), this.changed("cut")];
    const key = [clock.shown, picked.row, picked.head, [...off], [...cut], this.at?.side, this.at?.row, this.at?.place].join();
    if (key === this.drawn) return;
    this.drawn = key;
    const now = model.at(clock.shown);
    const row = model.row(now, picked.row);
    const head = picked.head ?? 0;
    const moved = Object.values(this.stacks).map((stack) => stack.frame(this.middle(stack.side, now, row, head))).some(Boolean);
    for (const [side, stack] of Object.entries(this.stacks)) stack.draw(now, this.edges(side, cut), side === now.side ? row : undefined, model.masked(now));
    this.heads.draw(model.working(now), off, cut);
    this.arcs.draw(now, { head, off, moved, row });
    write(this.told, fitted(this.tell(this.at ?? { ...momentAt(this.data, clock.step), row: model.row(momentAt(this.data, clock.step), picked.row) }), this.room, `13px ${this.family}`));
  }

  /** The places before which the line of a stack is cut. */
  edges(side, cut) {
    return new Set(this.data.sublayers[side].flatMap((code, k) => (cut.has(code) ? [k + 1] : [])));
  }

  /** The row that a stack's window is about: while the decoder works, where it looks most in the source. */
  middle(side, now, row, head) {
    if (side === now.side) return row;
    if (side === DECODER) return 0;
    const cross = this.data.sublayers.decoder.findLast((code) => code[2] === "c");
    return this.model.strongest(cross, row, head).key;
  }

  /** The words that a line holds at a place, or how long it is. */
  tell({ place, row, side }) {
    if (side === ENCODER) return `${this.data.source[row]}: ‖x‖ = ${number(this.model.norm(side, place, row), 3)}`;
    return this.model.held(Math.min(place, this.data.clock.decoder - 2), row).map(({ share, word }) => `${word} ${probability(share)}`).join(" · ");
  }

  find(event) {
    const [x, y] = within(this.picture, event);
    return this.stacks.encoder.find(x, y) ?? this.stacks.decoder.find(x, y);
  }

  read(cell) {
    this.at = cell;
    this.clock.request();
  }

  /** A pressed place: the clock goes there, and its word is the one that is told. */
  press(cell) {
    if (!cell) return;
    if (cell.side === ENCODER || this.model.taught) this.pick("row", cell.row);
    this.clock.go(Math.min(stepOf(this.data, cell), lengthOf(this.data) - 1));
  }

  flip(name, code) {
    const changed = this.changed(name);
    if (!changed.delete(code)) changed.add(code);
    this.pick(name, this.model.codes.filter((each) => changed.has(each)).join("."));
  }

  /** Up and down lead from word to word: where all work at once to another row, else to another time. */
  key(event) {
    const [way] = arrow(event) ?? [];
    if (!way) return;
    take(event);
    const now = momentAt(this.data, this.clock.step);
    if (now.row === null) {
      const row = this.model.row(now, this.picked.row) + way;
      if (row >= 0 && row < this.model.counts[now.side]) this.pick("row", row);
    } else if (now.row + way >= 0 && now.row + way < this.model.counts.decoder) this.clock.move(way * this.data.clock.decoder);
  }

  describe() {
    const { data, model } = this;
    const { words } = data;
    const now = momentAt(data, this.clock.step);
    const row = model.row(now, this.picked.row);
    const code = model.working(now);
    const place = code ? this.heads.name(code) : words[now.place ? "readout" : "embedding"];
    const about = { place, n: row + 1, word: data[now.side === ENCODER ? "source" : "reads"][row], norm: number(model.norm(now.side, Math.min(now.place, data.clock.decoder - 2), row), 3) };
    const said = [phrase(words[`say.${now.side}`], about)];
    if (code in model.looks) {
      const { key, weight } = model.strongest(code, row, this.picked.head ?? 0);
      said.push(phrase(words["say.looks"], { word: model.keys(code)[key], weight: probability(weight) }));
    }
    if (now.side === DECODER) said.push(phrase(words[now.place === data.clock.decoder - 1 ? "say.writes" : "say.holds"], { word: data.target[row], best: this.tell({ ...now, row }) }));
    return said.join(" ");
  }
}
