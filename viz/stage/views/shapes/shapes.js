// A network unrolled in time: what it reads below, its states, what it writes above. Where the shape
// changes, edges come and go before the reader's eyes.

import { clamp, fontOf, resize, set, svg, textWidth, write } from "../../kit/dom.js";
import { unpack } from "../../kit/data.js";
import { css, ramp, shade } from "../../kit/colours.js";
import { nearly, phrase } from "../../kit/format.js";
import { colourKey } from "../../kit/legend.js";
import { View } from "../../kit/view.js";

const CHANGE = 1100; // ms in which the edges of one shape become those of another
const SAID = 18; // px from the top, as all that follows
const SHARE = 36;
const OUT = 43; // where an output's edge ends
const TOP = 80; // of a state
const CELL = 7; // px, height of a unit
const BELOW = 34; // px from a state to what is read
const SIGNS = [17, 13]; // px, the first that fits
const ROOF = 18; // px above all, where a bracket stands over the answer
const CROSS = "✗"; // what should be another
const edges = new WeakMap(); // those that a stage showed last

const smooth = (part) => part * part * (3 - 2 * part);
const up = (from, to) => `M0,${from}V${to + 5}M-4,${to + 7}L0,${to}L4,${to + 7}`;

/** A network; see `viz.views.shapes.shapes` for its data. */
export default class Shapes extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.states = unpack(data.states);
    this.shares = unpack(data.shares);
    this.looks = data.looks && unpack(data.looks);
    this.bottom = TOP + data.units * CELL;
    this.edges = { steps: data.read.length, read: data.read.map(Boolean), said: data.writes, back: data.writes.map((writes, t) => writes && data.back && t + 1 < data.read.length) };
    this.before = edges.get(stage) ?? this.edges;
    edges.set(stage, this.edges);
    this.began = performance.now();
    this.picture = svg("svg", { "aria-hidden": "true" });
    host.append(this.picture);
  }

  layout(width) {
    const { data, host, picture } = this;
    const count = Math.max(this.edges.steps, this.before.steps);
    const pitch = width / data.read.length;
    this.width = width;
    this.family = fontOf(host);
    this.box = Math.max(5, Math.min(30, pitch * 0.55));
    this.colours = ramp(host, "diverging");
    this.glyph = clamp(Math.floor(pitch), 12, 16);
    this.side = this.data.read[1] ? clamp(pitch - 4, 12, 44) : 44; // of an image
    this.shift = Math.max(0, (this.side - pitch) / 2); // px to the right, so that it stays in the picture
    this.signs = data.said.map((sign, t) => (data.wrong[t] ? `${CROSS} ${sign}` : sign));
    const wide = (text, font) => textWidth(text, `${font} ${this.family}`) > pitch - 4;
    const size = SIGNS.find((px) => !this.signs.some((sign) => wide(sign, `700 ${px}px`)));
    this.font = `700 ${size ?? SIGNS[0]}px`;
    this.tight = { said: size === undefined, share: [...this.shares].some((share) => wide(nearly(share), "12px")) };
    this.columns = Array.from({ length: count }, (_, t) => this.column(t));
    this.links = data.looks ? data.read.slice(0, data.second).map(() => svg("path", { class: "look" })) : [];
    this.dot = svg("circle", { r: 4, cy: TOP + (data.units * CELL) / 2, class: "pulse" });
    const height = this.bottom + BELOW + (data.image ? 46 : 20);
    this.roof = data.asked === null ? 0 : ROOF;
    this.bracket = this.roof ? [svg("path", { class: "bracket" }), svg("text", { y: 4 - ROOF / 2, class: "middle answer" }, this.words.shapes_answer)] : [];
    this.said = svg("text", { y: height + 16, class: "strong", "data-read": "step" });
    const many = data.writes.filter(Boolean).length > 1;
    this.sofar = many && this.tight.said ? [svg("text", { y: height + 38, "data-read": "written" })] : [];
    const key = colourKey(host, data.scale);
    const beside = key.width + 330 < width;
    const more = height + 22 * this.sofar.length;
    resize(picture, width, this.roof + more + (beside ? 24 : 46));
    picture.replaceChildren(svg("g", { transform: `translate(0,${this.roof})` }, ...this.bracket, ...this.links, ...this.columns.map(({ group }) => group),
      this.dot, this.said, ...this.sofar, key.at(beside ? width - key.width : 0, beside ? height + 16 : more + 38)));
    this.step = undefined;
  }

  /** All that stands at one step. */
  column(t) {
    const { data, box, bottom } = this;
    const middle = (TOP + bottom) / 2;
    const parts = {
      read: svg("g", { class: "in" }, svg("path", { d: up(bottom + BELOW - 6, bottom + 2), class: "edge" }), ...this.input(t)),
      said: svg("path", { d: up(TOP - 2, OUT), class: "edge out" }),
      back: svg("path", { class: "edge back" }),
      next: svg("path", { class: "edge" }),
      sign: svg("text", { y: SAID, class: "middle said halo", "data-said": t + 1 }),
      share: svg("text", { y: SHARE, class: "tick middle halo" }),
      state: svg("g", { class: t < data.second ? "state" : "state second" }, ...this.cells(t),
        svg("rect", { x: -box / 2, y: TOP, width: box, height: bottom - TOP, rx: 4, class: t < data.known ? "frame" : "frame covered" })),
    };
    if (t >= data.known) parts.state.append(svg("text", { y: middle + 5, class: "middle" }, "?"));
    return { ...parts, group: svg("g", {}, ...Object.values(parts)) };
  }

  cells(t) {
    const { data, box, colours, states } = this;
    if (t >= data.known) return [];
    return Array.from({ length: data.units }, (_, unit) => svg("rect", { x: -box / 2, y: TOP + unit * CELL, width: box, height: CELL,
      fill: css(colours[shade(states[t * data.units + unit], data.scale)]) }));
  }

  /** What is read: a sign, or an image. */
  input(t) {
    const { data, side, shift } = this;
    const y = this.bottom + BELOW;
    if (!data.read[t]) return [];
    if (!data.image) return [svg("text", { y: y + 12, class: "middle", style: `font-size:${this.glyph}px`, "data-input": t + 1 }, data.read[t] === " " ? "␣" : data.read[t])];
    const [rows, columns] = data.image.shape;
    const pixel = side / columns;
    const shades = [...unpack(data.image)].map((ink, k) => svg("rect", { x: -side / 2 + (k % columns) * pixel, y: y + Math.floor(k / columns) * pixel,
      width: pixel, height: pixel, "fill-opacity": ink }));
    return [svg("g", { class: "image", transform: `translate(${shift},0)` }, svg("rect", { x: -side / 2, y, width: side, height: rows * pixel, class: "paper" }), ...shades)];
  }

  draw() {
    const part = this.clock.still.matches ? 1 : Math.min(1, (performance.now() - this.began) / CHANGE);
    if (part < 1) this.clock.request();
    if (part !== this.part || this.step === undefined) this.shape(smooth((this.part = part)));
    const { pitch, clock } = this;
    set(this.dot, "cx", (clock.shown + 0.5) * pitch);
    set(this.dot, "opacity", Number.isInteger(clock.shown) ? 0 : 1);
    super.draw();
  }

  /** The edges, `part` of the way from the shape before to this one. */
  shape(part) {
    const { before, edges: after, box, bottom, data } = this;
    const mixed = (from, to) => Number(from ?? 0) * (1 - part) + Number(to ?? 0) * part;
    const pitch = (this.pitch = this.width / mixed(before.steps, after.steps));
    this.step = undefined; // what follows the clock stands elsewhere now
    const middle = (TOP + bottom) / 2;
    const [from, to] = [box / 2 + 1, pitch - box / 2 - 2];
    const tip = Math.min(5, (to - from) / 2);
    if (this.roof) {
      const [start, end] = [data.asked * pitch + 3, after.steps * pitch - 3];
      const [centre, half] = [(start + end) / 2, textWidth(this.words.shapes_answer, `600 13px ${this.family}`) / 2 + 8];
      set(this.bracket[0], "d", `M${start},${5 - ROOF / 2}v-5H${centre - half}M${end},${5 - ROOF / 2}v-5H${centre + half}`);
      set(this.bracket[1], "x", centre);
    }
    const both = (t) => (data.looks && t + 1 < data.second ? `M${from + tip},${middle - tip}L${from},${middle}L${from + tip},${middle + tip}` : "");
    this.columns.forEach((column, t) => {
      set(column.group, "transform", `translate(${((t + 0.5) * pitch).toFixed(2)},0)`);
      for (const kind of ["read", "said", "back"]) set(column[kind], "opacity", mixed(before[kind][t], after[kind][t]));
      set(column.state, "opacity", mixed(t < before.steps, t < after.steps));
      set(column.next, "opacity", mixed(t + 1 < before.steps, t + 1 < after.steps));
      set(column.next, "d", to > from ? `M${from},${middle}H${to}M${to - tip},${middle - tip}L${to},${middle}L${to - tip},${middle + tip}${both(t)}` : "");
      set(column.back, "d", `M3,${OUT + 6}C${pitch / 2},${OUT + 6} ${pitch / 2},${bottom + 22} ${pitch - 5},${bottom + 22}L${pitch - 3},${bottom + 3}`);
    });
  }

  drawStep(step) {
    const { data, columns, font, pitch, tight, bottom } = this;
    const covered = tight.said ? textWidth(this.signs[step] ?? "", `${font} ${this.family}`) : 0; // by the sign at the clock
    columns.forEach(({ sign, share, state }, t) => {
      const known = t < data.known;
      const here = data.writes[t] && (t <= step || !known);
      const whole = !tight.said || t === step;
      const written = whole ? (known ? this.signs[t] : "?") : Math.abs(t - step) * pitch > covered ? (data.wrong[t] ? CROSS : "•") : "";
      sign.style.font = `${font} ${this.family}`;
      sign.classList.toggle("wrong", Boolean(data.wrong[t]));
      this.put(sign, t, here ? written : "", font);
      this.put(share, t, here && known && (!tight.share || t === step) ? nearly(this.shares[t]) : "", "12px");
      state.classList.toggle("ahead", t > step && known);
      state.classList.toggle("now", t === step);
    });
    this.links.forEach((link, source) => {
      const row = step - data.second;
      const weight = row < 0 ? 0 : this.looks[row * data.second + source];
      const [x, X] = [(source + 0.5) * pitch, (step + 0.5) * pitch];
      set(link, "d", `M${x},${bottom + 2}C${x},${bottom + 30} ${X},${bottom + 30} ${X},${bottom + 2}`);
      set(link, "stroke-width", (8 * weight).toFixed(2));
    });
    write(this.said, this.describe());
    this.sofar.forEach((node) => write(node, this.written(step)));
  }

  /** Writes above a step, within the picture. */
  put(node, t, text, font) {
    const half = textWidth(text, `${font} ${this.family}`) / 2;
    const at = (t + 0.5) * this.pitch;
    set(node, "x", clamp(at, half, this.width - half) - at);
    write(node, text);
  }

  /** What was written so far, its end where there is no room for all. */
  written(step) {
    const signs = this.signs.slice(0, step + 1).filter(Boolean);
    const fits = (text) => textWidth(text, `13px ${this.family}`) < this.width;
    const said = (from) => phrase(this.words.shapes_so_far, { said: (from ? "… " : "") + signs.slice(from).join(signs.every((sign) => [...sign].length === 1) ? "" : " ") });
    return said(Math.max(0, signs.findIndex((_, from) => fits(said(from)))));
  }

  describe() {
    const { data, words, clock: { step } } = this;
    const returned = data.back && data.writes[step - 1] && data.said[step - 1];
    const read = data.read[step] ? phrase(data.image ? words.shapes_image : words.shapes_reads, { sign: data.read[step] })
      : returned ? phrase(words.shapes_back, { sign: returned }) : words.shapes_nothing;
    const known = step < data.known;
    const written = data.wrong[step] ? words.shapes_wrong : words.shapes_writes;
    const said = !data.writes[step] ? words.shapes_silent : known ? phrase(written, { sign: data.said[step], right: data.right[step], share: nearly(this.shares[step]) }) : words.covered;
    return phrase(words.shapes_step, { t: step + 1, read, said });
  }
}
