// An encoder reads word by word, one vector is all that passes, a decoder writes word by word.

import { clamp, fontOf, html, resize, set, svg } from "../../kit/dom.js";
import { fitCanvas } from "../../kit/canvas.js";
import { unpack } from "../../kit/data.js";
import { css, ramp, shade } from "../../kit/colours.js";
import { number, phrase } from "../../kit/format.js";
import { legend } from "../../kit/legend.js";
import { View } from "../../kit/view.js";
import { UnitFrames } from "./unit_frames.js";
import { STATE_ACROSS, glassWalls, halfOf, geometry, wayBack, wayFromNeck, wayToNeck } from "./hourglass_geometry.js";

const CAPTION_BASE = 15; // px from the last line to its caption, on a phone
// px of a written word's line below its state, and of the word that it stands for below that.
const FIX = { roomy: { word: 16, below: 17 }, tight: { word: 14, below: 13 } };
const UNIT_SCALE = { kind: "diverging", low: -1, high: 1 };

/** An hourglass; see `viz.views.seq2seq.hourglass.hourglass` for its data. */
export default class Hourglass extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    const arrays = Object.fromEntries(["values", "summary", "start", "states"].map((name) => [name, unpack(data[name])]));
    Object.assign(this, { ...arrays, reads: data.source.length, size: data.size });
    this.canvas = html("canvas", { class: "vectors" });
    this.picture = svg("svg", { "aria-hidden": "true" });
    host.append(this.canvas, this.picture);
  }

  layout(width) {
    const { data, host, picture } = this;
    const family = fontOf(host);
    const g = (this.g = geometry(width, data, family));
    this.colours = ramp(host, "diverging").map(css);
    this.empty = getComputedStyle(host).getPropertyValue("--empty");
    this.heads = [0, 1].map(() => svg("rect", { class: "head", rx: 3 }));
    this.pulses = [0, 1].map(() => svg("circle", { r: 5, class: "pulse" }));
    this.unit = new UnitFrames(data.units, g.decoder, STATE_ACROSS, g.side);
    this.flow = svg("path", { class: "flow" });
    this.back = svg("path", { class: "flow back" });
    this.read = data.source.map((word, j) => this.sourceWord(word, g.encoder[j], j));
    this.written = data.target.map((word, t) => this.targetWord(word, g.decoder[t + 1], t));
    resize(picture, width, g.height);
    picture.replaceChildren(...this.glass(), ...this.chains(), this.flow, this.back, ...this.captions(),
      ...this.read, ...this.written.map(({ group }) => group), ...this.heads, ...this.pulses, ...this.unit.nodes);
    this.context = fitCanvas(this.canvas, g.width, g.height);
    this.step = undefined;
  }

  glass() {
    const { fill, left, right } = glassWalls(this.g);
    return [svg("path", { d: fill, class: "glass" }), svg("path", { d: left, class: "wall" }), svg("path", { d: right, class: "wall" })];
  }

  captions() {
    const { data, g } = this;
    const { neck } = g;
    const aside = g.narrow ? [neck.x, g.begin - 14] : [neck.x - neck.width / 2 - 26, neck.y + 12];
    const scale = { ...UNIT_SCALE, label: data.words.scale };
    return [
      svg("text", { x: 0, y: 13, class: "note" }, data.words.reads),
      g.narrow ? svg("text", { x: 0, y: g.foot + CAPTION_BASE, class: "note" }, data.words.writes)
        : svg("text", { x: g.width, y: 13, class: "note end" }, data.words.writes),
      svg("text", { x: aside[0], y: aside[1], class: `strong ${g.narrow ? "middle halo" : "end"}` }, data.words.neck),
      g.narrow ? legend(this.host, scale, g.width).at(0, g.foot + CAPTION_BASE + 10)
        : legend(this.host, scale, g.width / 2 - neck.width / 2 - 30).at(neck.x + neck.width / 2 + 26, neck.y - 6),
      svg("text", { x: g.decoder[0].x, y: g.decoder[0].y + g.state.height + 16, class: "note middle" }, "s₀"),
    ];
  }

  /** Arrows from each state to the next one, in both directions where a line is read. */
  chains() {
    const { encoder, decoder, state, word } = this.g;
    const arrow = (from, to, y) => {
      const way = Math.sign(to.x - from.x);
      const [x1, x2] = [from.x + way * (state.width / 2 + 2), to.x - way * (state.width / 2 + 3)];
      return svg("path", { d: `M${x1},${y}H${x2}m${-4 * way},-3l${4 * way},3l${-4 * way},3`, class: "arrow" });
    };
    const pairs = (places) => places.slice(1).map((place, k) => [places[k], place]).filter(([from, to]) => from.line === to.line);
    return [
      ...pairs(encoder).flatMap(([from, to]) => [
        arrow(from, to, from.y + word + state.height * 0.25), arrow(to, from, from.y + word + state.height * 0.75)]),
      ...pairs(decoder).map(([from, to]) => arrow(from, to, from.y + state.height * 0.5)),
    ];
  }

  sourceWord(text, place, j) {
    const group = svg("g", {}, svg("text", { x: place.x, y: place.y + 14, class: "word middle halo", "data-read": j + 1 }, text));
    const gloss = this.data.glosses[j];
    if (gloss) group.append(svg("text", { x: place.x, y: place.y + 27, class: "gloss middle halo" }, gloss));
    return this.pressable(group, j);
  }

  targetWord(text, place, t) {
    const { g, data: { fixes } } = this;
    const fix = FIX[g.fixed ? "roomy" : "tight"];
    const y = place.y + g.state.height + fix.word;
    const group = svg("g", { class: "written", "data-written": t + 1 },
      svg("text", { x: place.x, y, class: "word middle halo" }, text));
    if (fixes[t] !== null) group.append(svg("text", { x: place.x, y: y + fix.below, class: `fix middle halo${g.fixed ? "" : " tight"}` }, fixes[t]));
    return { group: this.pressable(group, this.reads + 1 + t), place };
  }

  /** Pressing a word takes the clock to where it is read or written. */
  pressable(node, step) {
    node.addEventListener("pointerdown", () => {
      this.clock.go(step);
    });
    return node;
  }

  draw() {
    const time = this.clock.shown;
    if (this.step !== this.clock.step) this.reach(this.clock.step);
    this.move(time);
  }

  /** Paints everything that is known at a step, and shows the words written until then. */
  reach(step) {
    this.step = step;
    const { g, reads } = this;
    this.context.clearRect(0, 0, g.width, g.height);
    g.encoder.forEach((place, j) => {
      const [x, y, half] = [place.x - g.state.width / 2, place.y + g.word, this.size / 2];
      this.paint(x, y, this.values, j * this.size, half, step >= j);
      this.paint(x, y + g.state.height / 2, this.values, j * this.size + half, half, step >= reads - 1 - j);
    });
    g.decoder.forEach(({ x, y }, k) => {
      const [source, at] = k ? [this.states, (k - 1) * this.size] : [this.start, 0];
      this.paint(x - g.state.width / 2, y, source, at, this.size, step >= reads + k);
    });
    const { neck } = g;
    this.paint(neck.x - neck.width / 2, neck.y, this.summary, 0, this.size, step >= reads, g.neckAcross, g.neckSide);
    this.read.forEach((node, j) => node.classList.toggle("now", step < reads && (j === step || j === reads - 1 - step)));
    const judged = !this.data.late || step === this.clock.length - 1;
    this.written.forEach(({ group }, t) => {
      group.style.visibility = step > reads + t ? "" : "hidden";
      group.classList.toggle("now", step === reads + 1 + t);
      group.classList.toggle("wrong", judged && this.data.wrong[t]);
      group.classList.toggle("unjudged", !judged);
    });
    this.unit.show(step - reads - 1);
  }

  paint(x, y, values, at, count, known, across = STATE_ACROSS, side = this.g.side) {
    const { context } = this;
    for (let unit = 0; unit < count; unit += 1) {
      context.fillStyle = known ? this.colours[shade(values[at + unit], UNIT_SCALE)] : this.empty;
      context.fillRect(x + (unit % across) * side, y + Math.floor(unit / across) * side, side - 0.5, side - 0.5);
    }
  }

  /** Moves what moves between two steps: frames along the chains, pulses through the neck. */
  move(time) {
    const { g, heads, pulses, flow, reads } = this;
    const [near, far] = [g.encoder[0], g.encoder[reads - 1]];
    const reading = time <= reads - 1;
    const passing = time > reads - 1 && time < reads;
    this.frame(heads[0], g.encoder, time, reading, g.word, 0.5);
    this.frame(heads[1], g.encoder, reads - 1 - time, reading, g.word + g.state.height / 2, 0.5);
    if (time >= reads) this.frame(heads[0], g.decoder, time - reads, true, 0, 1);
    const ways = [halfOf(g, far, "forward"), halfOf(g, near, "reverse")];
    pulses.forEach((pulse, k) => {
      pulse.style.display = passing ? "" : "none";
      if (passing) this.along(flow, wayToNeck(g, ways[k]), pulse, time - reads + 1);
    });
    const to = g.decoder[clamp(Math.ceil(time - reads - 1e-6), 0, g.decoder.length - 1)];
    set(flow, "d", time >= reads ? wayFromNeck(g, to) : "M0,0");
    const t = Math.ceil(time - reads - 1e-6) - 1; // the word being written; the one before is read
    set(this.back, "d", t > 0 ? wayBack(g, g.decoder[t], g.decoder[t + 1]) : "M0,0");
  }

  along(path, d, pulse, part) {
    set(path, "d", d);
    const { x, y } = path.getPointAtLength(path.getTotalLength() * part);
    set(pulse, "cx", x);
    set(pulse, "cy", y);
  }

  /** A frame round a state, or half of one, between two steps. */
  frame(node, places, time, shown, offset, share) {
    node.style.display = shown ? "" : "none";
    if (!shown) return;
    const [from, to] = [places[Math.floor(time)], places[Math.ceil(time)]];
    const part = from.line === to.line ? time - Math.floor(time) : Math.round(time - Math.floor(time));
    const at = (name) => from[name] + (to[name] - from[name]) * part;
    set(node, "x", at("x") - this.g.state.width / 2 - 2);
    set(node, "y", at("y") + offset - 1.5);
    resize(node, this.g.state.width + 3.5, this.g.state.height * share + 2.5);
  }

  describe() {
    const { data, reads, step } = this;
    if (step < reads) return phrase(data.words.say_read, { forward: data.named[step], reverse: data.named[reads - 1 - step] });
    if (step === reads) return data.words.neck;
    const t = step - reads - 1;
    return phrase(data.words.say_write, { word: data.target[t], p: number(data.chances[t]), fix: data.late && step < this.clock.length - 1 ? "?" : data.fixes[t] ?? data.target[t] });
  }
}
