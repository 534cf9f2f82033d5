// One recurrent network: an MLP, turned, copied for each word, joined by W, and folded into a loop.

import { clamp, fontOf, resize, set, svg, textWidth, write } from "../../kit/dom.js";
import { unpack } from "../../kit/data.js";
import { css, ramp, shade } from "../../kit/colours.js";
import { number } from "../../kit/format.js";
import { colourKey } from "../../kit/legend.js";
import { arrow, take } from "../../kit/keys.js";
import { View } from "../../kit/view.js";
import { BARS, LOOKS, along, geometry, joint, mixed, onCurve, placeOf } from "./unfold_geometry.js";

const MOVE = 900; // ms from one look to another
const PALE = 0.3; // of what is not read yet
const FAN = 5; // lines from each side of a layer to the next one, where it is drawn as an MLP

const percent = (share) => (share === null || Number.isNaN(share) ? "?" : `${number(100 * share, 2)}%`);
const tip = (name) => svg("marker", { id: `unfold-${name}`, viewBox: "0 0 10 10", refX: 2, refY: 5, markerUnits: "userSpaceOnUse", markerWidth: 10, markerHeight: 10, orient: "auto" },
  svg("path", { d: "M0,0L10,5L0,10z", class: `tip ${name}` }));
const point = ([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`;

/** An unrolled network; see `viz.views.unfold.unfold` for its data. What is picked in it: look, unit. */
export default class Unfold extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.count = data.tokens.length;
    this.layers = Object.fromEntries(["x", "h"].map((name) => [name, { ...data.layers[name], values: unpack(data.layers[name].values) }]));
    this.back = data.back && Object.fromEntries(["influence", "message"].map((name) => [name, unpack(data.back[name])]));
    this.picture = svg("svg", { "aria-hidden": "true" });
    host.append(this.picture);
    host.addEventListener("keydown", (event) => this.key(event));
  }

  layout(width) {
    const { data, host } = this;
    const g = (this.g = geometry(width, this.count, data.bars ? (textWidth(data.bars.join(" "), `12px ${fontOf(host)}`) <= width ? 1 : 2) : 0));
    this.family = fontOf(host);
    const widest = Math.max(...[...data.tokens, ...data.outputs.map(({ word }) => word)].map((word) => textWidth(word, `13px ${this.family}`)));
    this.fits = widest + 4 <= g.pitch;
    this.columns = data.tokens.map((_, t) => this.column(t));
    this.fans = ["U", "V"].map((name) => svg("path", { class: `fan ${name}` }));
    this.zero = svg("g", { class: "zero" }, svg("rect", { x: g.start - 13, y: g.middle - 13, width: 26, height: 26, rx: 6 }),
      svg("text", { x: g.start, y: g.middle + 5, class: "middle" }, "0"), svg("text", { x: g.start, y: g.middle + 32, class: "tick middle" }, "h₀"));
    this.alone = Object.entries(data.names).map(([name, word]) => ({ name, node: svg("text", { class: "note" }, word) }));
    this.scores = svg("rect", { class: "layer", rx: 5 });
    this.pulse = svg("circle", { r: 5, class: "pulse" });
    const hatch = svg("defs", {}, svg("pattern", { id: "unfold-hatch", width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      svg("rect", { width: 1.6, height: 5, class: "hatch-line" })), ...["U", "W", "V"].map(tip));
    this.drawn = undefined;
    resize(this.picture, width, g.height);
    this.picture.replaceChildren(hatch, this.scores, ...this.alone.map(({ node }) => node), ...this.fans, ...this.columns.map(({ wires }) => wires), this.zero, ...(this.data.bars ? [this.legend()] : []), ...this.columns.flatMap(({ bar, group }) => (bar ? [bar.group, group] : [group])), this.pulse);
  }

  /** A layer's units as coloured squares around the origin. */
  cells(name, t, side) {
    const { columns, size, scale, values } = this.layers[name];
    const colours = ramp(this.host, scale.kind).map(css);
    const rows = Math.ceil(size / columns);
    const cell = side / columns;
    const squares = Array.from({ length: size }, (_, unit) => svg("rect", {
      x: (unit % columns) * cell - side / 2, y: Math.floor(unit / columns) * cell - (rows * cell) / 2, width: cell, height: cell,
      style: `fill:${colours[shade(values[t * size + unit], scale)]}`, ...(name === "h" ? { "data-unit": unit, "data-t": t + 1, "data-value": values[t * size + unit] } : {}) }));
    const box = svg("rect", { x: -side / 2 - 2, y: (-rows * cell) / 2 - 2, width: side + 4, height: rows * cell + 4, rx: 5, class: `layer ${name}` });
    return { box, half: (rows * cell) / 2 + 3, cell, columns, rows, group: svg("g", { class: name }, box, ...squares) };
  }

  column(t) {
    const { data, g } = this;
    const [x, h] = [this.cells("x", t, Math.min(g.side, (g.side * data.layers.x.columns) / data.layers.h.columns)), this.cells("h", t, g.side)];
    const unit = svg("rect", { width: h.cell, height: h.cell, class: "unit" });
    h.group.append(unit);
    h.group.addEventListener("click", ({ target }) => target.dataset.unit && this.pick("unit", Number(target.dataset.unit)));
    const output = data.outputs[t];
    const texts = {
      word: svg("text", { class: "word middle" }, data.tokens[t]),
      out: svg("text", { class: `out middle${output.right ? " right" : ""}` }, output.word),
      share: svg("text", { class: "tick middle" }, output.share === null ? "" : percent(output.share) + (output.right ? " ✓" : "")),
    };
    const wires = Object.fromEntries(["U", "W", "V"].map((name) => [name, svg("path", { class: `wire ${name}`, "data-wire": name, "marker-end": `url(#unfold-${name})` })]));
    const names = Object.fromEntries(["U", "W", "V"].map((name) => [name, svg("text", { class: `name middle halo ${name}` }, name)]));
    const bar = data.bars ? this.bar(t) : undefined;
    const message = svg("path", { class: "message" });
    return { t, x, h, unit, texts, names, bar, message, paths: wires, wires: svg("g", {}, ...Object.values(wires), message),
      group: svg("g", { "data-column": t + 1 }, x.group, h.group, ...Object.values(texts), ...Object.values(names)) };
  }

  /** What the bars say, on a line of its own; on a narrow picture on two. */
  legend() {
    const { data, g } = this;
    const parts = textWidth(data.bars.join(" "), `12px ${this.family}`) <= g.width ? [data.bars.join(" ")] : data.bars;
    const key = colourKey(this.host, this.layers.h.scale);
    this.scaleKey = svg("g", {}, svg("text", { class: "tick" }, ...parts.map((part, k) => svg("tspan", { x: 0, y: g.legend + 18 + 15 * (k - parts.length + 1) }, part))),
      g.narrow ? key.at(0, g.legend + 34) : key.at(g.width - key.width - g.pitch, g.legend + 18));
    return this.scaleKey;
  }

  /** The bar below a word, with how far back it is, and the guess where one is asked for. */
  bar(t) {
    const { data, g } = this;
    const lag = this.count - 1 - t;
    const mark = data.marks.find((one) => one.lag === lag);
    const width = Math.min(40, g.pitch * 0.6);
    const at = (share) => g.ground - BARS * clamp(share, 0, 1.2);
    const rect = svg("rect", { x: -width / 2, width, rx: 2, class: "bar", "data-bar": lag, "data-value": this.back?.influence[t] });
    const read = svg("text", { class: `middle halo${mark ? " strong" : " tick"}`, "data-read": lag });
    const parts = [svg("line", { x1: -g.pitch / 2, x2: g.pitch / 2, y1: g.ground, y2: g.ground, class: "ground" }), rect, read,
      svg("text", { y: g.ground + 16, class: `middle ${mark ? "strong" : "tick"}` }, String(lag))];
    if (mark && !this.back) parts.push(svg("rect", { x: -width / 2, width, y: at(1), height: BARS, rx: 2, class: "covered", style: "fill:url(#unfold-hatch)", "data-covered": lag }));
    if (mark && mark.guess !== null) {
      parts.push(svg("rect", { x: -width / 2 - 3, width: width + 6, y: at(mark.guess), height: g.ground - at(mark.guess), rx: 2, class: "guess", "data-guess": lag }),
        svg("text", { y: g.ground + 30, class: "tick middle" }, `${percent(mark.guess)}${{ true: " ✓", false: " ✗" }[mark.right] ?? ""}`));
    }
    return { rect, read, mark, at, group: svg("g", { class: "bars" }, ...parts) };
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
    return (this.mixture = mixed(this.from, LOOKS[look] ?? LOOKS.unrolled, part * part * (3 - 2 * part)));
  }

  /** Where the clock is: the word, whether the way is back, and how far. */
  at(time) {
    const back = time > this.count - 0.5;
    return { back, place: back ? 2 * this.count - 1 - time : Math.min(time, this.count - 1) };
  }

  draw() {
    const { clock, g } = this;
    const mix = this.mix();
    const { back, place } = this.at(clock.shown);
    const head = clamp(Math.round(place), 0, this.count - 1);
    const state = [JSON.stringify(mix), clock.shown, this.picked.unit].join();
    if (state === this.drawn) return;
    this.drawn = state;
    for (const column of this.columns) this.show(column, mix, { back, place, head });
    const now = placeOf(g, head, mix);
    this.fan(now, mix);
    this.drawAlone(now, mix);
    set(this.zero, "opacity", (mix.join * mix.spread * (1 - mix.loop)).toFixed(3));
    this.drawPulse(mix, back, place);
  }

  show(column, mix, { back, place, head }) {
    const { g } = this;
    const { t, x, h, paths, bar, message } = column;
    const p = placeOf(g, t, mix);
    const turned = `rotate(${(p.angle * 180) / Math.PI})`;
    const lone = t === head ? 1 : mix.spread;
    const read = back ? 1 : clamp(place - t + 1, PALE, 1);
    for (const part of [column.group, column.wires]) {
      set(part, "opacity", (lone * read).toFixed(3));
      part.style.display = lone < 0.02 ? "none" : "";
    }
    column.group.classList.toggle("head", t === head);
    set(h.group, "transform", `translate(${point(along(p, 0))}) ${turned} scale(${p.size})`);
    set(x.group, "transform", `translate(${point(along(p, p.reach))}) ${turned} scale(${p.size})`);
    const { unit } = this.picked;
    set(column.unit, "x", (unit % h.columns) * h.cell - g.side / 2);
    set(column.unit, "y", Math.floor(unit / h.columns) * h.cell - (h.rows * h.cell) / 2);
    const straight = (from, to) => `M${point(along(p, from))}L${point(along(p, to))}`;
    set(paths.U, "d", straight(p.reach - x.half * p.size, h.half * p.size + 8));
    if (!this.data.outputs[t].word) paths.V.style.display = "none";
    set(paths.V, "d", straight(-h.half * p.size, -p.reach + 18));
    const curve = joint(g, t ? placeOf(g, t - 1, mix) : this.beginning(p, mix), p, mix.loop);
    const drawnCurve = `M${point(curve[0])}C${curve.slice(1).map(point).join(" ")}`;
    set(paths.W, "d", drawnCurve);
    set(paths.W, "opacity", mix.join);
    this.write(column, p, mix, curve, t === head);
    const reached = back && this.back ? clamp(t - place + 1, 0, 1) : 0;
    const share = this.back && t ? this.back.message[t - 1] : 0;
    set(message, "d", drawnCurve);
    set(message, "opacity", back && this.back && t > place - 0.5 && t ? mix.join * clamp(t - place, 0, 1) : 0);
    set(message, "stroke-width", (1 + 8 * Math.min(1, share)).toFixed(2));
    h.box.style.stroke = reached > 0.5 ? "var(--gradient)" : "";
    if (!bar) return;
    set(bar.group, "transform", `translate(${p.x.toFixed(1)} 0)`);
    set(bar.group, "opacity", mix.spread);
    const value = this.back ? this.back.influence[t] : NaN;
    const top = bar.at(reached ? reached * value : 0);
    set(bar.rect, "y", top);
    set(bar.rect, "height", Math.max(0, g.ground - top));
    set(bar.read, "y", (this.back ? top : g.ground - BARS / 2 + 9) - 5);
    write(bar.read, reached > 0.99 && (bar.mark || (t === head && !g.narrow)) ? percent(value) : bar.mark && !this.back ? "?" : "");
  }

  /** Where the first copy's W comes from: the zero state, or folded the copy itself. */
  beginning(p, { loop }) {
    const start = this.g.start + 13 - this.g.side / 2;
    return { x: start + (p.x - start) * loop, size: 1 + (p.size - 1) * loop };
  }

  /** The words and letters of a copy. */
  write({ texts, names, x: input, h }, p, mix, curve, now) {
    const { g } = this;
    const seen = this.fits || now;
    const place = (node, [x, y], visible = true) => {
      set(node, "x", x.toFixed(1));
      set(node, "y", y.toFixed(1));
      node.style.display = visible ? "" : "none";
    };
    const within = ([x, y], node) => [clamp(x, textWidth(node.textContent, `600 13px ${this.family}`) / 2, g.width - textWidth(node.textContent, `600 13px ${this.family}`) / 2), y];
    const [x, y] = along(p, p.reach);
    place(texts.word, within([x - 44 * mix.turn, y + 5 + 19 * (1 - mix.turn)], texts.word), seen);
    const [ox, oy] = along(p, -p.reach + 4);
    place(texts.out, within([ox + 48 * mix.turn, oy - 15 + 12 * mix.turn], texts.out), seen);
    place(texts.share, [ox + 48 * mix.turn, oy + 1 + 12 * mix.turn], seen);
    const lettered = !g.narrow || now;
    const beside = (far) => along(p, far, 11).map((value, axis) => value + (axis ? 5 : 0));
    place(names.U, beside((p.reach + (h.half - input.half) * p.size) / 2), lettered);
    place(names.V, beside(9 - (p.reach + h.half * p.size) / 2), lettered && texts.out.textContent !== "");
    const [wx, wy] = onCurve(curve, 0.5);
    place(names.W, [wx + 14 * mix.loop, wy - 7 + 12 * mix.loop], lettered && mix.join > 0.5);
  }

  /** Every unit of a layer to every unit of the next, as an MLP is drawn. */
  fan(p, mix) {
    const { g } = this;
    const side = (far) => Array.from({ length: FAN }, (_, k) => along(p, far, g.side * p.size * (k / (FAN - 1) - 0.5)));
    const half = (g.side * p.size) / 2;
    const thin = 10;
    const lines = (from, to) => from.flatMap((a) => to.map((b) => `M${point(a)}L${point(b)}`)).join("");
    const [U, V] = this.fans;
    set(U, "d", mix.turn > 0 ? lines(side(p.reach - thin), side(half + 3)) : "");
    set(V, "d", mix.turn > 0 ? lines(side(-half - 3), side(-p.reach + thin)) : "");
    for (const fan of this.fans) set(fan, "opacity", mix.turn);
  }

  /** One copy alone has its layers named, and a box for its scores. */
  drawAlone(p, { spread, turn }) {
    const opacity = Math.max(0, 1 - 2 * spread);
    const size = this.g.side * p.size;
    const [sx, sy] = along(p, -p.reach);
    for (const [name, value] of Object.entries({ x: sx - size / 2, y: sy - 8, width: size, height: 16, opacity: opacity * turn, transform: `rotate(${(p.angle * 180) / Math.PI} ${sx} ${sy})` })) set(this.scores, name, value);
    for (const { name, node } of this.alone) {
      const [x, y] = along(p, { x: p.reach, h: 0, o: -p.reach }[name]);
      set(node, "x", x - (size / 2 + 16) * (1 - turn));
      set(node, "y", y + 5 + (size / 2 + 13) * turn);
      node.style.textAnchor = turn > 0.5 ? "middle" : "end";
      set(node, "opacity", opacity);
    }
    if (this.scaleKey) set(this.scaleKey, "opacity", 1 - opacity);
  }

  /** What runs from one state to the next, and back. */
  drawPulse(mix, back, place) {
    const { clock, g } = this;
    const next = Math.ceil(place);
    const moves = clock.playing && mix.join > 0.5 && next > 0 && next < this.count && place !== next && (!back || this.back);
    this.pulse.style.display = moves ? "" : "none";
    if (!moves) return;
    const [x, y] = onCurve(joint(g, placeOf(g, next - 1, mix), placeOf(g, next, mix), mix.loop), place - next + 1);
    set(this.pulse, "cx", x.toFixed(1));
    set(this.pulse, "cy", y.toFixed(1));
    set(this.pulse, "class", back ? "pulse back" : "pulse");
  }

  /** Up and down lead from unit to unit. */
  key(event) {
    const [way] = arrow(event) ?? [];
    if (!way) return;
    take(event);
    this.pick("unit", clamp(this.picked.unit + way, 0, this.layers.h.size - 1));
  }

  describe() {
    const { back, place } = this.at(this.clock.step);
    const t = Math.round(place);
    const { unit } = this.picked;
    const { word, share } = this.data.outputs[t];
    const { size, values } = this.layers.h;
    const parts = [`${this.data.tokens[t]}`, `h[${unit}] ${number(values[t * size + unit], 2)}`];
    if (word) parts.push(`${word} ${percent(share)}`);
    if (back && this.back) parts.push(`${this.count - 1 - t}: ${percent(this.back.influence[t])}`);
    return parts.join("; ");
  }
}
