// One recurrent network: an MLP, turned, copied for each word, joined by W, and folded into a loop.

import { clamp, fontOf, resize, set, svg, textWidth } from "../../kit/dom.js";
import { unpack } from "../../kit/data.js";
import { number } from "../../kit/format.js";
import { arrow, take } from "../../kit/keys.js";
import { View } from "../../kit/view.js";
import { legend, linesOf, percent } from "./unfold_bars.js";
import { Copy, WAYS, point } from "./unfold_copy.js";
import { LOOKS, along, geometry, joint, mixed, onCurve, placeOf } from "./unfold_geometry.js";

const MOVE = 900; // ms from one look to another
const FAN = 5; // lines from each side of a layer to the next one, where it is drawn as an MLP
const THIN = 10; // px from the middle of the input's layer, or the scores', to their lines

/** The tip of a way, and the pattern of a covered bar. */
const tip = (name) => svg("marker", { id: `unfold-${name}`, viewBox: "0 0 10 10", refX: 2, refY: 5, markerUnits: "userSpaceOnUse", markerWidth: 10, markerHeight: 10, orient: "auto" },
  svg("path", { d: "M0,0L10,5L0,10z", class: `tip ${name}` }));
const hatch = () => svg("pattern", { id: "unfold-hatch", width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
  svg("rect", { width: 1.6, height: 5, class: "hatch-line" }));

/** The state before the first one. */
const zeroState = ({ middle, start }) => svg("g", { class: "zero" },
  svg("rect", { x: start - 13, y: middle - 13, width: 26, height: 26, rx: 6 }),
  svg("text", { x: start, y: middle + 5, class: "middle" }, "0"), svg("text", { x: start, y: middle + 32, class: "tick middle" }, "h₀"));

/** An unrolled network; see `viz.views.unfold.unfold` for its data. What is picked in it: look, unit. */
export default class Unfold extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.count = data.tokens.length;
    this.layers = Object.fromEntries(["x", "h"].map((name) => [name, { ...data.layers[name], values: unpack(data.layers[name].values) }]));
    this.back = data.back && Object.fromEntries(["influence", "message"].map((name) => [name, unpack(data.back[name])]));
    this.apart = data.apart && { states: unpack(data.apart.states), outputs: data.apart.outputs };
    this.picture = svg("svg", { "aria-hidden": "true" });
    host.append(this.picture);
    host.addEventListener("keydown", (event) => this.key(event));
  }

  layout(width) {
    const { count, data, host } = this;
    const family = (this.family = fontOf(host));
    const lines = linesOf(data, width, family);
    const g = (this.g = geometry(width, count, lines.length));
    const words = [...data.tokens, ...[...data.outputs, ...(data.apart?.outputs ?? [])].map(({ word }) => word)];
    this.fits = Math.max(...words.map((word) => textWidth(word, `13px ${family}`))) + 4 <= g.pitch;
    this.copies = data.tokens.map((_, t) => new Copy(this, t));
    this.fans = ["U", "V"].map((name) => svg("path", { class: `fan ${name}` }));
    this.zero = zeroState(g);
    this.named = Object.entries(data.names).map(([name, word]) => ({ name, node: svg("text", { class: "note" }, word) }));
    this.scores = svg("rect", { class: "layer", rx: 5 });
    this.pulse = svg("circle", { r: 5, class: "pulse" });
    this.below = lines.length ? legend(this, lines) : svg("g", {});
    this.drawn = undefined;
    resize(this.picture, width, g.height);
    this.picture.replaceChildren(svg("defs", {}, hatch(), ...WAYS.map(tip)), this.scores, ...this.named.map(({ node }) => node),
      ...this.fans, ...this.copies.map(({ wires }) => wires), this.zero, this.below,
      ...this.copies.flatMap(({ bar, group }) => (bar ? [bar.group, group] : [group])), this.pulse);
  }

  /** The mixture of looks that is shown now. */
  mix() {
    const { look } = this.picked;
    if (look !== this.look) {
      this.from = this.mixture ?? LOOKS[look];
      this.began = performance.now();
      this.look = look;
    }
    const part = this.clock.still.matches ? 1 : clamp((performance.now() - this.began) / MOVE, 0, 1);
    if (part < 1) this.clock.request();
    return (this.mixture = mixed(this.from, LOOKS[look], part * part * (3 - 2 * part)));
  }

  /** Whether the copies stand apart, so that no state comes from another. */
  isApart({ join }) {
    return Boolean(this.apart) && join < 0.5;
  }

  /** Where the clock is: on the way back or not, at which copy, and the nearest one. */
  at(time) {
    const last = this.count - 1;
    const back = time > last + 0.5;
    const place = back ? 2 * last + 1 - time : Math.min(time, last);
    return { back, place, head: clamp(Math.round(place), 0, last) };
  }

  draw() {
    const { clock, g } = this;
    const mix = this.mix();
    const state = [JSON.stringify(mix), clock.shown, clock.playing, this.picked.unit].join();
    if (state === this.drawn) return;
    this.drawn = state;
    const moment = this.at(clock.shown);
    for (const copy of this.copies) copy.draw(mix, moment);
    const now = placeOf(g, moment.head, mix);
    this.drawFan(now, mix);
    this.drawNames(now, mix);
    set(this.zero, "opacity", (mix.join * mix.spread * (1 - mix.loop)).toFixed(3));
    this.drawPulse(mix, moment);
  }

  /** Every unit of a layer to every unit of the next, as an MLP is drawn. */
  drawFan(p, { turn }) {
    const size = this.g.side * p.size;
    const half = size / 2 + 3;
    const side = (far) => Array.from({ length: FAN }, (_, k) => along(p, far, size * (k / (FAN - 1) - 0.5)));
    const lines = (from, to) => side(from).flatMap((a) => side(to).map((b) => `M${point(a)}L${point(b)}`)).join("");
    const ends = [[p.reach - THIN, half], [-half, THIN - p.reach]];
    this.fans.forEach((fan, k) => {
      set(fan, "d", turn > 0 ? lines(...ends[k]) : "");
      set(fan, "opacity", turn);
    });
  }

  /** One copy alone has its layers named, and a box for its scores. */
  drawNames(p, { spread, turn }) {
    const opacity = Math.max(0, 1 - 2 * spread);
    const size = this.g.side * p.size;
    const [sx, sy] = along(p, -p.reach);
    const box = { x: sx - size / 2, y: sy - 8, width: size, height: 16, opacity: opacity * turn, transform: `rotate(${(p.angle * 180) / Math.PI} ${sx} ${sy})` };
    for (const [name, value] of Object.entries(box)) set(this.scores, name, value);
    for (const { name, node } of this.named) {
      const [x, y] = along(p, { x: p.reach, h: 0, o: -p.reach }[name]);
      set(node, "x", x - (size / 2 + 16) * (1 - turn));
      set(node, "y", y + 5 + (size / 2 + 13) * turn);
      set(node, "opacity", opacity);
      node.style.textAnchor = turn > 0.5 ? "middle" : "end";
    }
    set(this.below, "opacity", spread * this.mixture.join);
  }

  /** What runs from one state to the next, and back. */
  drawPulse(mix, { back, place }) {
    const { clock, count, g, pulse } = this;
    const next = Math.ceil(place);
    const moves = clock.playing && mix.join > 0.5 && next > 0 && next < count && place !== next && (!back || this.back);
    pulse.style.display = moves ? "" : "none";
    if (!moves) return;
    const [x, y] = onCurve(joint(g, placeOf(g, next - 1, mix), placeOf(g, next, mix), mix.loop), place - next + 1);
    set(pulse, "cx", x.toFixed(1));
    set(pulse, "cy", y.toFixed(1));
    set(pulse, "class", back ? "pulse back" : "pulse");
  }

  /** Up and down lead from unit to unit. */
  key(event) {
    const [way] = arrow(event) ?? [];
    if (!way) return;
    take(event);
    this.pick("unit", clamp(this.picked.unit + way, 0, this.layers.h.size - 1));
  }

  describe() {
    const { back, head } = this.at(this.clock.step);
    const { unit } = this.picked;
    const { size } = this.layers.h;
    const apart = this.isApart(LOOKS[this.picked.look]);
    const { share, word } = (apart ? this.apart : this.data).outputs[head];
    const values = apart ? this.apart.states : this.layers.h.values;
    const parts = [this.data.tokens[head], `h[${unit}] ${number(values[head * size + unit], 2)}`];
    if (word) parts.push(`${word} ${percent(share)}`);
    if (back && this.back) parts.push(`${this.count - 1 - head}: ${percent(this.back.influence[head])}`);
    return parts.join("; ");
  }
}
