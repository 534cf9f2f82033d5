// One question as a sum: every word's key, score, weight and value, and below them the answer.

import { clamp, fontOf, resize, set, svg, textWidth, write } from "../../kit/dom.js";
import { css, ramp, shade } from "../../kit/colours.js";
import { number, phrase } from "../../kit/format.js";
import { colourKey } from "../../kit/legend.js";

const VECTOR_SCALE = { kind: "diverging", low: -3, high: 3, ends: ["≤ −3", "≥ 3"] };
const ROW = { least: 15, most: 25, head: 46, foot: 30 }; // px

function geometry(width, height, model, family) {
  const { tokens } = model.data;
  const words = Math.max(...tokens.map((word) => textWidth(word, `600 14px ${family}`))) + 14;
  const row = clamp((height - ROW.head - ROW.foot) / model.T, ROW.least, ROW.most);
  const numbers = 46;
  const room = width - words - 2 * numbers - 40;
  const side = clamp(Math.floor((room * 0.3) / model.D), 2, 7);
  const strip = side * model.D;
  const bar = Math.max(24, room - 2 * strip - 40);
  const left = { word: words - 10, k: words, dot: words + strip + numbers, e: words + strip + 2 * numbers };
  const weight = left.e + 12;
  return { ...left, weight, bar, v: weight + bar + 44, strip, side, row, top: ROW.head, bottom: ROW.head + model.T * row,
    height: ROW.head + model.T * row + ROW.foot };
}

export class AsksTable {
  /** `press(j)` is told of a pressed word. */
  constructor(host, model, press) {
    Object.assign(this, { host, model, press });
    this.picture = svg("svg", { "aria-hidden": "true" });
    host.append(this.picture);
    this.picture.addEventListener("click", (event) => this.find(event));
  }

  find(event) {
    const { g, model } = this;
    const y = event.clientY - this.picture.getBoundingClientRect().top - g.top;
    const j = Math.floor(y / g.row);
    if (j >= 0 && j < model.T) this.press(j);
  }

  layout(width, height) {
    const { host, model, picture } = this;
    const g = (this.g = geometry(width, height, model, fontOf(host)));
    this.colours = ramp(host, VECTOR_SCALE.kind);
    resize(picture, width, g.height);
    this.rows = model.data.tokens.map((word, j) => this.line(word, j));
    this.asks = svg("text", { class: "asker", x: g.k - 8, y: 17 });
    this.q = this.strip(g.k, 6);
    this.out = this.strip(g.v, g.bottom + 8);
    this.frame = svg("rect", { class: "now", x: 1, width: width - 2, height: g.row, rx: 4 });
    picture.replaceChildren(this.frame, ...this.heads(), this.asks, this.q.group, ...this.rows.map(({ group }) => group), this.out.group, ...this.foot());
    this.drawn = undefined;
  }

  /** What each column is, once above all rows. */
  heads() {
    const { g, model } = this;
    const { words, scaled, root } = model.data;
    const head = (x, text, end, name) => svg("text", { class: `column${end ? " end" : ""} ${name}`, x, y: g.top - 6 }, text);
    return [
      svg("text", { class: "column end q", x: g.word, y: 17 }, "q"),
      head(g.k, "k", false, "k"),
      head(g.dot, "q·k", true, ""),
      head(g.e, scaled ? `/ ${root}` : words.unscaled, true, ""),
      head(g.weight, "α", false, ""),
      head(g.v, "v", false, "v"),
    ];
  }

  /** The name of the answer's strip, and what the colours of all strips mean. */
  foot() {
    const { g, host, model } = this;
    const { answer, vectors } = model.data.words;
    const y = g.bottom + 19;
    return [svg("text", { class: "column end", x: g.v - 10, y }, answer), colourKey(host, { ...VECTOR_SCALE, label: vectors }, 4, y)];
  }

  /** A vector as a strip of cells. */
  strip(x, y) {
    const { g, model } = this;
    const size = Math.min(g.row - 4, 14);
    const cells = Array.from({ length: model.D }, (_, n) => svg("rect", { x: x + n * g.side, y, width: g.side, height: size }));
    return { cells, group: svg("g", { class: "vector" }, ...cells) };
  }

  line(word, j) {
    const { g } = this;
    const y = g.top + j * g.row;
    const middle = y + g.row / 2 + 4.5;
    const [k, v] = [this.strip(g.k, y + 2), this.strip(g.v, y + 2)];
    const text = (name, x, end = true) => svg("text", { class: `${name}${end ? " end" : ""}`, x, y: middle, "data-j": j });
    const parts = { word: text("token", g.word), dot: text("dot", g.dot), e: text("e", g.e), alpha: text("alpha", 0, false) };
    write(parts.word, word);
    const bar = svg("rect", { class: "weight", x: g.weight, y: y + 3, height: g.row - 6, rx: 2 });
    return { ...parts, k, v, bar, group: svg("g", {}, parts.word, k.group, parts.dot, parts.e, bar, parts.alpha, v.group) };
  }

  paint({ cells }, values) {
    cells.forEach((cell, n) => {
      cell.style.fill = values ? css(this.colours[shade(values[n], VECTOR_SCALE)]) : "var(--empty)";
    });
  }

  draw({ i, done, head, j }) {
    const key = [i, head, j, ...Object.values(done).map((part) => part.toFixed(2))].join();
    if (key === this.drawn) return;
    const fresh = `${i},${head}` !== this.shown;
    this.drawn = key;
    if (fresh) this.change(i, head);
    const { g, model } = this;
    const { project, dot = 0, scale = 0, softmax = 0, mix = 0 } = model.row(i) === undefined ? { project: done.project } : done;
    set(this.frame, "y", g.top + j * g.row);
    this.q.group.style.opacity = project;
    this.out.group.style.opacity = mix;
    this.rows.forEach((row, place) => {
      const weight = model.weight(head, i, place) || 0;
      row.k.group.style.opacity = project;
      row.dot.style.opacity = dot;
      row.e.style.opacity = scale;
      row.alpha.style.opacity = row.bar.style.opacity = softmax;
      set(row.bar, "width", Math.max(1, weight * softmax * g.bar));
      set(row.alpha, "x", g.weight + weight * softmax * g.bar + 5);
      row.v.group.style.opacity = project * (1 - mix * (1 - Math.max(0.06, weight)));
    });
  }

  /** Writes what belongs to another question or another head. */
  change(i, head) {
    const { g, model } = this;
    const { tokens, words } = model.data;
    this.shown = `${i},${head}`;
    write(this.asks, "");
    this.paint(this.q, model.vector("q", head, i));
    this.paint(this.out, model.vector("out", head, i));
    this.rows.forEach((row, place) => {
      this.paint(row.k, model.vector("k", head, place));
      this.paint(row.v, model.vector("v", head, place));
      write(row.dot, number(model.dot(head, i, place), 3, "?"));
      write(row.e, number(model.score(head, i, place), 3, "?"));
      write(row.alpha, model.weight(head, i, place).toFixed(2));
      row.word.classList.toggle("asking", place === i);
    });
    set(this.asks, "x", g.k + g.strip + 10);
    write(this.asks, phrase(words.asks, { word: tokens[i] }));
  }
}
