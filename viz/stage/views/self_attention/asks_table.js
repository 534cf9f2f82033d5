// One question as a sum: every word's key, score, weight and value, and below them the answer.

import { clamp, fontOf, resize, set, svg, textWidth, write, within } from "../../kit/dom.js";
import { ramp, shade } from "../../kit/colours.js";
import { number, phrase } from "../../kit/format.js";
import { Grid, paint } from "../../kit/grid.js";
import { markWord, rowRoom, rowWords } from "../../kit/grid_words.js";
import { colourKey } from "../../kit/legend.js";
import { VECTOR_SCALE } from "./asks_model.js";

const ROW = { least: 12.5, most: 25, head: 46, foot: 30 }; // px
const THICKEST = 14; // px of a vector
const WEIGHT = 38; // px, a weight that is written
const LINE = 18; // px, the key where it stands below the answer

/** What stands above the scores. */
const headOfScores = ({ data }) => (data.scaled ? `/ ${data.root}` : data.words.unscaled);

function geometry(width, height, model, family) {
  const { tokens } = model.data;
  const k = rowRoom(tokens, width, `600 14px ${family}`) + 6;
  const row = clamp((height - ROW.head - ROW.foot) / model.T, ROW.least, ROW.most);
  const numbers = 46;
  const scores = Math.max(numbers, textWidth(headOfScores(model), `italic 14px ${family}`) + 8);
  const room = width - k - numbers - scores - 40;
  const side = clamp(Math.floor((room * 0.3) / model.D), 2, 7);
  const strip = side * model.D;
  const bar = Math.max(24, room - 2 * strip - 40);
  const [dot, e] = [k + strip + numbers, k + strip + numbers + scores];
  const weight = e + 12;
  const grid = new Grid({ left: 2.5, top: ROW.head, wide: width - 5, tall: row, rows: model.T, columns: 1 });
  return { grid, k, dot, e, weight, bar, v: weight + bar + 44, strip, side };
}

/** A vector: a row of a grid, whose cells fade together. */
function vector(grid, row) {
  const cells = grid.cells(row);
  return { cells, group: svg("g", {}, ...cells) };
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
    const cell = this.g.grid.at(...within(this.picture, event));
    if (cell) this.press(cell[0]);
  }

  layout(width, height) {
    const { host, model, picture } = this;
    const g = (this.g = geometry(width, height, model, fontOf(host)));
    this.colours = ramp(host, VECTOR_SCALE.kind);
    const { tall, top } = g.grid;
    const [keys, values] = [g.k, g.v].map((left) => this.vectors(left, top, tall, model.T));
    this.words = rowWords(keys, model.data.tokens);
    this.rows = this.words.map((word, j) => this.line(word, j, vector(keys, j), vector(values, j)));
    this.asks = svg("text", { class: "asker", x: g.k - 8, y: 17 });
    const alone = (left, y) => vector(this.vectors(left, y, Math.min(tall, THICKEST + 4), 1), 0);
    this.q = alone(g.k, 4);
    this.out = alone(g.v, g.grid.bottom + 6);
    picture.replaceChildren(g.grid.now, ...this.heads(), this.asks, this.q.group, ...this.rows.map(({ group }) => group), this.out.group, ...this.foot(width));
    this.drawn = undefined;
  }

  /** What each column is, once above all rows. */
  heads() {
    const { g, model } = this;
    const head = (x, text, end, name) => svg("text", { class: `column${end ? " end" : ""} ${name}`, x, y: g.grid.top - 6 }, text);
    return [
      svg("text", { class: "column end q", x: g.k - 8, y: 17 }, "q"),
      head(g.k, "k", false, "k"),
      head(g.dot, "q·k", true, ""),
      head(g.e, headOfScores(model), true, ""),
      head(g.weight, "α", false, ""),
      head(g.v, "v", false, "v"),
    ];
  }

  /** The name of the answer's vector, and what the colours of all vectors mean: beside it, or below where room is short. */
  foot(width) {
    const { g, host, model } = this;
    const { answer, vectors } = model.data.words;
    const key = colourKey(host, { ...VECTOR_SCALE, label: vectors });
    const y = g.grid.bottom + 19;
    const beside = 4 + key.width + 12 <= g.v - 10 - textWidth(answer, `italic 14px ${fontOf(host)}`);
    const drop = beside ? 0 : LINE;
    resize(this.picture, width, g.grid.bottom + ROW.foot + drop);
    return [svg("text", { class: "column end", x: g.v - 10, y }, answer), key.at(4, y + drop)];
  }

  /** Vectors one below the other, a cell for each number. */
  vectors(left, top, tall, rows) {
    const gap = { x: 0, y: Math.max(4, tall - THICKEST) };
    return new Grid({ left, top, wide: this.g.side, tall, rows, columns: this.model.D, gap });
  }

  line(word, j, k, v) {
    const { g } = this;
    const y = g.grid.y(j);
    const text = (name, x, end = true) => svg("text", { class: `${name}${end ? " end" : ""}`, x, y: y + 4.5, "data-j": j });
    const [dot, e, alpha] = [text("dot", g.dot), text("e", g.e), text("alpha", 0, false)];
    const tag = svg("text", { class: "tag", y: y + 4.5, "data-j": j });
    const bar = svg("rect", { class: "weight", x: g.weight, y: y - g.grid.tall / 2 + 3, height: g.grid.tall - 6, rx: 2 });
    return { k, v, dot, e, alpha, tag, bar, group: svg("g", {}, word, k.group, dot, e, bar, alpha, tag, v.group) };
  }

  paint({ cells }, values) {
    cells.forEach((cell, n) => paint(cell, values && this.colours[shade(values[n], VECTOR_SCALE)]));
  }

  draw({ i, done, head, j }) {
    const key = [i, head, j, ...Object.values(done).map((part) => part.toFixed(2))].join();
    if (key === this.drawn) return;
    const fresh = `${i},${head}` !== this.shown;
    this.drawn = key;
    if (fresh) this.change(i, head);
    const { g, model } = this;
    const { project, dot = 0, scale = 0, softmax = 0, mix = 0 } = model.row(i) === undefined ? { project: done.project } : done;
    g.grid.frameRow(j);
    this.q.group.style.opacity = project;
    this.out.group.style.opacity = mix;
    this.rows.forEach((row, place) => {
      const weight = model.weight(head, i, place) || 0;
      row.k.group.style.opacity = project;
      row.dot.style.opacity = dot;
      row.e.style.opacity = scale;
      row.alpha.style.opacity = row.bar.style.opacity = row.tag.style.opacity = softmax;
      set(row.bar, "width", Math.max(1, weight * softmax * g.bar));
      set(row.alpha, "x", g.weight + weight * softmax * g.bar + 5);
      this.placeTag(row, g.weight + weight * softmax * g.bar);
      row.v.group.style.opacity = project * (1 - mix * (1 - Math.max(0.06, weight)));
    });
  }

  /** A mark's word stands behind the weight, or in the bar; where neither has room, the map tells it alone. */
  placeTag({ tag }, end) {
    const width = textWidth(tag.textContent, `600 13px ${fontOf(this.host)}`);
    const beside = end + WEIGHT + width < this.g.v - 4;
    tag.style.display = beside || end - 12 - width > this.g.weight ? "" : "none";
    tag.classList.toggle("within", !beside);
    set(tag, "x", beside ? end + WEIGHT : end - 6);
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
      write(row.tag, model.marks(head, i, place).map((name) => words[`mark.${name}`]).join(" = "));
    });
    markWord(this.words, i);
    set(this.asks, "x", g.k + g.strip + 10);
    write(this.asks, phrase(words.asks, { word: tokens[i] }));
  }
}
