// Where the sublayer at work looks, and that it adds what it found to the line.

import { set, svg } from "../../kit/dom.js";
import { knotAt, slotOf } from "./machine_geometry.js";
import { DECODER, ENCODER } from "./machine_model.js";

const LEAST = 0.05; // weight of an arc that is drawn
const WIDE = { least: 1, more: 3.5 }; // px
const FAINT = 0.2; // of the strength of an arc of another word
const PLUS = 5; // px, radius of a sum
const END = 0; // px behind the encoder's last edge: where its output is read
const RING = 6; // px, radius of a gold ring
const ROUND = 30; // px to the right, from an encoder above a decoder
const BULGE = { first: 12, each: 2.5, most: 0.62 }; // px, px for each row, and of a place

export class MachineArcs {
  constructor(model) {
    this.model = model;
    this.wires = svg("g", { class: "wires" });
    this.arcs = svg("g", { class: "arcs" });
    this.sums = svg("g", { class: "sums" });
  }

  layout(g) {
    this.g = g;
    this.key = undefined;
    const ends = this.model.data.source.map(() => svg("circle", { class: "memory", r: 2.6, cx: g.encoder.edges.at(-1) + END }));
    this.ends = svg("g", {}, ...ends);
  }

  /** The y of a word's line. */
  y(side, row) {
    const { g } = this;
    return g[side].top + slotOf(g[side], row) * g.pitch + g.line[side];
  }

  /** Draws a moment; `head` and `row` are picked, `off` are codes. */
  draw(now, { head, off, moved, row }) {
    const code = this.model.working(now);
    const working = code && !off.has(code);
    const key = [now.side, now.row, now.place, head, row, [...off]].join();
    if (key !== this.key || moved) this.build(working ? code : undefined, now, head, row);
    this.key = key;
    const part = Math.min(1, now.part * 1.6);
    set(this.arcs, "stroke-dasharray", part < 1 ? `${part.toFixed(3)} 1` : "none");
    set(this.sums, "opacity", Math.max(0, 2 * now.part - 1).toFixed(3));
  }

  build(code, now, head, row) {
    const { g, model } = this;
    const done = now.side === DECODER;
    [...this.ends.children].forEach((end, j) => {
      set(end, "cy", this.y(ENCODER, j));
      end.style.display = done && this.isShown(ENCODER, j) ? "" : "none";
    });
    if (!code) return [this.wires, this.arcs, this.sums].forEach((part) => part.replaceChildren());
    const rows = now.row === null ? Array.from({ length: g[now.side].count }, (_, k) => k).filter((k) => this.isShown(now.side, k)) : [now.row];
    const x = g[now.side].edges[now.place];
    const lowest = Math.max(...rows.map((k) => this.y(now.side, k)));
    this.wires.replaceChildren(svg("path", { class: "wire", d: `M${x},${g[now.side].top - 4}V${lowest}` }));
    const looks = code in model.looks;
    this.arcs.replaceChildren(...(looks ? rows.flatMap((k) => this.bundle(code, k, now, head, k === row || now.row !== null)) : []));
    const gold = looks && code[2] === "c" ? model.data.gold?.[row] ?? [] : [];
    this.sums.replaceChildren(...rows.map((k) => this.sum(x, this.y(now.side, k))), ...gold.filter((j) => this.isShown(ENCODER, j)).map((j) => this.ring(j)));
    return undefined;
  }

  isShown(side, row) {
    const { count, from, shown } = this.g[side];
    return count <= shown || (row >= from && row < from + shown);
  }

  /** All arcs of one word, the weakest first. */
  bundle(code, row, now, head, strong) {
    return [...this.model.weights(code, row, head)].map((weight, j) => ({ weight, j })).filter(({ weight }) => weight >= LEAST)
      .toSorted((one, other) => one.weight - other.weight)
      .map(({ weight, j }) => svg("path", { class: strong ? "look strong" : "look", d: this.curve(code, row, j, now), pathLength: 1, "data-j": j, "data-row": row, "data-weight": weight.toFixed(4),
        style: `stroke-width:${(WIDE.least + WIDE.more * weight * (strong ? 1 : 0.5)).toFixed(2)};opacity:${((0.4 + 0.6 * weight) * (strong ? 1 : FAINT)).toFixed(2)}` }));
  }

  curve(code, row, j, { place, side }) {
    const { g } = this;
    const { across, edges } = g[side];
    const [X, Y] = [edges[place], this.y(side, row)];
    if (code[2] === "c") {
      const [x, y] = [g.encoder.edges.at(-1) + END, this.y(ENCODER, j)];
      return g.stacked ? `M${x},${y}C${x + ROUND},${y} ${x + ROUND},${Y} ${X + PLUS},${Y}`
        : `M${x},${y}C${x + (X - x) * 0.4},${y} ${X - (X - x) * 0.25},${Y} ${X - PLUS},${Y}`;
    }
    const y = this.y(side, j);
    if (side === ENCODER) {
      const x = knotAt(edges, place - 1) + 3;
      return `M${x},${y}C${x + 9},${y} ${X - 11},${Y} ${X - PLUS},${Y}`;
    }
    const bulge = Math.min(BULGE.first + BULGE.each * Math.abs(row - j), BULGE.most * across);
    return j === row ? `M${X - bulge},${Y}H${X - PLUS}` : `M${X - 3},${y}C${X - bulge},${y} ${X - bulge},${Y} ${X - PLUS},${Y}`;
  }

  sum(x, y) {
    return svg("g", { class: "sum" }, svg("circle", { cx: x, cy: y, r: PLUS }), svg("path", { d: `M${x - 3},${y}h6M${x},${y - 3}v6` }));
  }

  ring(j) {
    return svg("circle", { class: "ring", cx: this.g.encoder.edges.at(-1) + END, cy: this.y(ENCODER, j), r: RING });
  }
}
