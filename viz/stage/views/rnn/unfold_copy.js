// One copy of the network: its input and its state as coloured squares, its words, the ways U, W and V.

import { clamp, set, svg, textWidth, write } from "../../kit/dom.js";
import { css, ramp, shade } from "../../kit/colours.js";
import { Bar, percent } from "./unfold_bars.js";
import { along, joint, onCurve, placeOf } from "./unfold_geometry.js";

export const WAYS = ["U", "W", "V"];
export const point = ([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`;

const PALE = 0.3; // of what is not read yet
const FONT = "600 13px"; // of words
const BEFORE_WORDS = 18; // px from V's tip to the layer of the scores

/** A layer's units at step t as squares around the origin. */
function cells({ host, layers }, name, t, side) {
  const { columns, scale, size } = layers[name];
  const colours = ramp(host, scale.kind).map(css);
  const rows = Math.ceil(size / columns);
  const cell = side / columns;
  const place = (unit) => ({ x: (unit % columns) * cell - side / 2, y: Math.floor(unit / columns) * cell - (rows * cell) / 2 });
  const named = (unit) => (name === "h" ? { "data-unit": unit, "data-t": t + 1 } : {});
  const squares = Array.from({ length: size }, (_, unit) => svg("rect", { ...place(unit), width: cell, height: cell, ...named(unit) }));
  const paint = (others) => squares.forEach((square, unit) => {
    const value = others[t * size + unit];
    square.style.fill = colours[shade(value, scale)];
    if (name === "h") set(square, "data-value", value);
  });
  const box = svg("rect", { x: -side / 2 - 2, y: (-rows * cell) / 2 - 2, width: side + 4, height: rows * cell + 4, rx: 5, class: `layer ${name}` });
  return { box, cell, place, half: (rows * cell) / 2 + 3, group: svg("g", { class: name }, box, ...squares), paint };
}

/** Where the first copy's W comes from: the zero state, or folded the copy itself. */
function beginning({ side, start }, p, { loop }) {
  const from = start + 13 - side / 2;
  return { x: from + (p.x - from) * loop, size: 1 + (p.size - 1) * loop };
}

export class Copy {
  constructor(view, t) {
    const { data, g, layers } = view;
    Object.assign(this, { view, t });
    const side = Math.min(g.side, (g.side * layers.x.columns) / layers.h.columns);
    [this.x, this.h] = [cells(view, "x", t, side), cells(view, "h", t, g.side)];
    this.unit = this.h.group.appendChild(svg("rect", { width: this.h.cell, height: this.h.cell, class: "unit" }));
    this.h.group.addEventListener("click", ({ target }) => target.dataset.unit && view.pick("unit", Number(target.dataset.unit)));
    this.x.paint(layers.x.values);
    this.writes = data.outputs[t].word !== "";
    this.texts = { word: svg("text", { class: "word middle" }, data.tokens[t]), out: svg("text", {}), share: svg("text", { class: "tick middle" }) };
    const each = (made) => Object.fromEntries(WAYS.map((name) => [name, made(name)]));
    this.paths = each((name) => svg("path", { class: `wire ${name}`, "data-wire": name, "marker-end": `url(#unfold-${name})` }));
    this.names = each((name) => svg("text", { class: `name middle halo ${name}` }, name));
    this.message = svg("path", { class: "message" });
    this.bar = data.bars ? new Bar(view, t) : undefined;
    this.wires = svg("g", {}, ...Object.values(this.paths), this.message);
    this.group = svg("g", { "data-column": t + 1 }, this.x.group, this.h.group, ...Object.values(this.texts), ...Object.values(this.names));
  }

  /** Shows the state and the output of a copy that is joined to the others, or apart from them. */
  show(apart) {
    if (apart === this.apart) return;
    const { t, texts, view } = this;
    this.apart = apart;
    const { states, outputs } = apart ? view.apart : { states: view.layers.h.values, outputs: view.data.outputs };
    this.h.paint(states);
    const { right, share, word } = outputs[t];
    write(texts.out, word);
    set(texts.out, "class", `out middle${right ? " right" : ""}`);
    write(texts.share, share === null ? "" : percent(share) + (right ? " ✓" : ""));
    this.halves = Object.fromEntries(Object.entries(texts).map(([name, node]) => [name, textWidth(node.textContent, `${FONT} ${view.family}`) / 2]));
  }

  /** `back`: the clock is on the way back; `place`: at which copy, also between two; `head`: the nearest one. */
  draw(mix, { back, head, place }) {
    const { bar, group, t, view, wires } = this;
    const now = t === head;
    this.show(view.isApart(mix));
    const p = placeOf(view.g, t, mix);
    const lone = now ? 1 : mix.spread;
    const read = back ? 1 : clamp(place - t + 1, PALE, 1);
    for (const part of [group, wires]) {
      set(part, "opacity", (lone * read).toFixed(3));
      part.style.display = lone < 0.02 ? "none" : "";
    }
    group.classList.toggle("head", now);
    this.drawLayers(p);
    const curve = joint(view.g, t ? placeOf(view.g, t - 1, mix) : beginning(view.g, p, mix), p, mix.loop);
    this.drawWays(p, mix, curve);
    this.write(p, mix, curve, now);
    const reached = back && view.back ? clamp(t - place + 1, 0, 1) : 0;
    this.drawMessage(mix, reached && t ? clamp(t - place, 0, 1) : 0);
    this.h.box.style.stroke = reached > 0.5 ? "var(--gradient)" : "";
    bar?.draw(p.x, mix.spread * mix.join, reached, now);
  }

  drawLayers(p) {
    const { h, unit, view, x } = this;
    const turned = `rotate(${(p.angle * 180) / Math.PI}) scale(${p.size})`;
    set(h.group, "transform", `translate(${point(along(p, 0))}) ${turned}`);
    set(x.group, "transform", `translate(${point(along(p, p.reach))}) ${turned}`);
    for (const [name, value] of Object.entries(h.place(view.picked.unit))) set(unit, name, value);
  }

  drawWays(p, mix, curve) {
    const { h, message, paths, writes, x } = this;
    const straight = (from, to) => `M${point(along(p, from))}L${point(along(p, to))}`;
    set(paths.U, "d", straight(p.reach - x.half * p.size, h.half * p.size + 8));
    set(paths.V, "d", straight(-h.half * p.size, BEFORE_WORDS - p.reach));
    paths.V.style.display = writes ? "" : "none";
    for (const path of [paths.W, message]) set(path, "d", `M${point(curve[0])}C${curve.slice(1).map(point).join(" ")}`);
    set(paths.W, "opacity", mix.join);
  }

  /** What has come back to the copy before, as thick as it is strong. */
  drawMessage(mix, part) {
    const { message, t, view } = this;
    const share = view.back && t ? view.back.message[t - 1] : 0;
    set(message, "opacity", mix.join * part);
    set(message, "stroke-width", (1 + 8 * Math.min(1, share)).toFixed(2));
  }

  /** The words and letters. */
  write(p, mix, curve, now) {
    const { h, halves, names, texts, view, writes, x: input } = this;
    const { g } = view;
    const place = (node, [x, y], visible) => {
      set(node, "x", x.toFixed(1));
      set(node, "y", y.toFixed(1));
      node.style.display = visible ? "" : "none";
    };
    const word = (name, [x, y]) => place(texts[name], [clamp(x, halves[name], g.width - halves[name]), y], view.fits || now);
    const [x, y] = along(p, p.reach);
    word("word", [x - 56 * mix.turn, y + 5 + (input.half * p.size + 12) * (1 - mix.turn)]);
    const [X, Y] = along(p, 4 - p.reach);
    word("out", [X + 48 * mix.turn, Y - 15 + 12 * mix.turn]);
    word("share", [X + 48 * mix.turn, Y + 1 + 12 * mix.turn]);
    const lettered = !g.narrow || now;
    const beside = (far) => along(p, far, 11).map((value, axis) => value + (axis ? 5 : 0));
    place(names.U, beside((p.reach + (h.half - input.half) * p.size) / 2), lettered);
    place(names.V, beside(9 - (p.reach + h.half * p.size) / 2), lettered && writes);
    const [wx, wy] = onCurve(curve, 0.5);
    place(names.W, [wx + 14 * mix.loop, wy - 7 + 12 * mix.loop], lettered && mix.join > 0.5);
  }
}
