// One stack: a row for each word, its label, its line, and what the line holds at every place.

import { clamp, set, svg, textWidth } from "../../kit/dom.js";
import { SHARES, css, inkOn, shade } from "../../kit/colours.js";
import { number, probability } from "../../kit/format.js";
import { knotAt, lead, linePath, slotOf, thickness, windowFrom } from "./machine_geometry.js";
import { ENCODER } from "./machine_model.js";

const INSET = 2.5; // px from a tile to the edges of its place
const PAD = 3; // px from a tile's word to its ends
const NARROW = 42; // px of a tile that has no room for words
const ELLIPSIS = "…";
const [MIDDLE, LOW] = [0.5, 0.85]; // of a window, where its row stands: below the last that is written there is nothing yet
const MORE = "⋯";

/** A text that is cut until it fits into so many px; nothing where not even a letter does. */
export function fitted(text, width, font) {
  if (textWidth(text, font) <= width) return text;
  for (let end = text.length - 1; end > 1; end -= 1) {
    const cut = text.slice(0, end) + ELLIPSIS;
    if (textWidth(cut, font) <= width) return cut;
  }
  return "";
}

export class MachineStack {
  /** `side` is "encoder" or "decoder". */
  constructor(side, model) {
    Object.assign(this, { side, model });
    this.group = svg("g", { class: `stack ${side}` });
  }

  /** `colours` are those of probabilities; `font` is a family. */
  layout(g, colours, family) {
    Object.assign(this, { g, at: g[this.side], colours, font: `12px ${family}`, strong: `600 13px ${family}` });
    const { count, slots, top, edges } = this.at;
    this.rows = Array.from({ length: count }, (_, row) => this.row(row));
    const beyond = count > slots ? [0, slots - 1] : [];
    this.more = beyond.map((slot) => svg("text", { class: "more middle", x: (edges[0] + edges.at(-1)) / 2, y: top + (slot + 0.5) * g.pitch + 4 }, MORE));
    this.drawn = [];
    this.from = undefined;
  }

  row(row) {
    const { at, g, model, side } = this;
    const y = g.line[side];
    const places = at.edges.length - 1;
    const widths = Array.from({ length: places }, (_, place) => thickness(g, model.norm(side, place, row), model.shortest, model.longest));
    const guide = svg("path", { class: "guide", d: `M${at.edges[0]},${y}H${at.edges.at(-1)}` });
    const line = svg("path", { class: "stream" });
    const tiles = widths.map((_, place) => (side === ENCODER ? this.knot(place, row, y, widths[place]) : this.tile(place, row)));
    const labels = this.labels(row);
    const group = svg("g", { class: model.isWrong(row) && side !== ENCODER ? "row wrong" : "row" }, guide, line, ...tiles, ...labels.map(({ node }) => node));
    return { group, line, tiles, labels, widths, y };
  }

  /** The words beside a line: what is read and, where there is a decoder, what is written. */
  labels(row) {
    const { at, g, model, side, strong } = this;
    const { data } = model;
    const middle = (side === ENCODER ? g.pitch / 2 : g.tall / 2) + 4.5;
    const text = (name, word, x, width) => svg("text", { class: name, x, y: middle }, fitted(word, width, strong));
    if (side === ENCODER) return [{ node: text("word end", data.source[row], at.edges[0] - 5, g.label), since: -1 }];
    const start = at.edges.at(-1) + 5;
    const sign = row === model.data.wrong ? "✗ " : "";
    const written = { node: text("word written", sign + data.target[row], start, g.width - start), since: at.edges.length - 1 };
    if (g.stacked) return [written];
    return [{ node: text("word end", data.reads[row], at.edges[0] - 5, at.edges[0] - g.left), since: model.taught ? -1 : 0 }, written];
  }

  /** A place of the encoder: a point on the line, whose length is told. */
  knot(place, row, y, wide) {
    const { edges } = this.at;
    const x = knotAt(edges, place);
    const title = `‖x‖ = ${number(this.model.norm(ENCODER, place, row), 3)}`;
    return svg("g", { class: "knot" }, svg("title", {}, title), svg("circle", { cx: x, cy: y, r: 2.2 + wide / 2 }));
  }

  /** A place of the decoder: the word that the line holds, on the colour of its probability. */
  tile(place, row) {
    const { colours, font, g } = this;
    const [from, to] = this.at.edges.slice(place, place + 2);
    const [{ share, word }] = this.model.held(place, row);
    const colour = colours[shade(share, SHARES)];
    const width = to - from - 2 * INSET;
    const told = this.model.held(place, row).map((one) => `${one.word} ${probability(one.share)}`).join(" · ");
    const said = width < NARROW ? "" : fitted(word, width - 2 * PAD, font);
    return svg("g", { class: "tile" }, svg("title", {}, told),
      svg("rect", { x: from + INSET, width, height: g.tall, rx: 3, fill: css(colour) }),
      svg("text", { class: "holds middle", x: (from + to) / 2, y: g.tall / 2 + 4.3, style: `fill:${inkOn(colour)}` }, said));
  }

  /** Shows a window of rows round one of them; whether that moved any. */
  frame(row) {
    const { at, g } = this;
    const from = windowFrom(at.count, at.shown, row, this.side === ENCODER || this.model.taught ? MIDDLE : LOW);
    if (from === this.from) return false;
    this.from = at.from = from;
    const shown = this.rows.slice(from, from + at.shown);
    shown.forEach(({ group }, k) => set(group, "transform", `translate(0,${(at.top + slotOf(at, from + k) * g.pitch).toFixed(2)})`));
    this.group.replaceChildren(...shown.map(({ group }) => group), ...this.more.filter((_, k) => (k ? from + at.shown < at.count : from > 0)));
    return true;
  }

  /** Draws every line as far as it has come; only what has moved is touched. Under a mask nobody sees those behind. */
  draw(now, cuts, current, masked) {
    this.rows.forEach((row, k) => {
      const progress = this.model.progress(this.side, k, now);
      const key = [progress.toFixed(3), k === current, masked && k > current].join();
      if (this.drawn[k] === key) return;
      this.drawn[k] = key;
      set(row.line, "d", linePath(this.at.edges, row.widths, row.y, progress, cuts));
      row.tiles.forEach((tile, place) => this.reveal(tile, progress - place));
      for (const { node, since } of row.labels) this.reveal(node, progress - since);
      row.group.classList.toggle("now", k === current);
      row.group.classList.toggle("masked", masked && k > current);
    });
  }

  /** What is `ahead` steps away from being there, or 0 or more when it is. */
  reveal(node, ahead) {
    const there = clamp(1 + 2 * ahead, 0, 1);
    node.style.display = there > 0 ? "" : "none";
    node.style.opacity = there < 1 ? there.toFixed(2) : "";
  }

  /** The row and place at a point of the picture, if there is one. */
  find(x, y) {
    const { at, g } = this;
    const slot = Math.floor((y - at.top) / g.pitch);
    const row = at.from + slot - lead(at);
    const left = this.side === ENCODER || g.stacked ? 0 : g.left;
    const right = this.side === ENCODER ? at.edges.at(-1) + 8 : g.width;
    if (x < left || x > right || slot < 0 || slot >= at.slots || row < at.from || row >= at.from + at.shown) return undefined;
    const place = at.edges.findLastIndex((edge) => x >= edge);
    return { side: this.side, row, place: Math.max(0, this.side === ENCODER ? Math.min(place, at.edges.length - 2) : place) };
  }
}
