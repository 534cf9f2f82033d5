// The weights of a whole translation: a row for each word that is written, growing with the clock.

import { fontOf, html, resize, set, svg, textWidth, write } from "../../kit/dom.js";
import { SHARES, ramp, shade } from "../../kit/colours.js";
import { number, phrase } from "../../kit/format.js";
import { paint, readable } from "../../kit/grid.js";
import { columnWords, markWord, rowWords } from "../../kit/grid_words.js";
import { colourKey } from "../../kit/legend.js";
import { geometry } from "./alignment_geometry.js";

export class Alignment {
  /** `press(t, j)` is told of a pressed cell. */
  constructor(host, model, clock, press) {
    Object.assign(this, { host, model, clock, press });
    this.picture = svg("svg", { class: "gridded", "aria-hidden": "true" });
    this.says = html("p", { class: "unseen", "aria-live": "polite" });
    this.reading = html("p", { class: "reading" });
    host.append(this.picture, this.reading, this.says);
    set(host, "tabindex", 0);
    set(host, "role", "group");
    set(host, "aria-label", model.data.words.map_help);
    readable(this, host);
    host.addEventListener("focus", () => {
      if (!this.grid) return;
      this.at ??= this.place;
      this.read();
    });
  }

  layout(width, height) {
    const { host, model, picture } = this;
    const { grid, way } = geometry(width, height, model, fontOf(host));
    Object.assign(this, { grid, height: grid.bottom + 20 });
    this.colours = ramp(host, SHARES.kind);
    resize(picture, width, this.height);
    this.rows = Array.from({ length: model.slots }, (_, t) => this.row(t));
    const { source, target } = model.data;
    this.words = { rows: rowWords(grid, [...target, "?"].slice(0, model.slots)), columns: columnWords(grid, source, way) };
    for (const word of this.words.rows) word.classList.toggle("small", grid.tall < 13.5);
    picture.replaceChildren(...Object.values(this.words).flat(), ...this.rows.map(({ group }) => group), grid.now, grid.mark, ...this.key(width));
    this.drawn = undefined;
  }

  row(t) {
    const { grid, model } = this;
    const cells = model.data.source.map((_, j) =>
      grid.cell(t, j, { class: "cell", "data-t": t + 1, "data-j": j, "data-weight": t < model.T ? model.weight(t, j) : null }));
    const rings = (model.gold(t) ?? []).flatMap((j) => this.ring(grid.x(j), grid.y(t)));
    const pin = model.data.attention_forced[t] ? [svg("rect", { class: "forced", x: grid.left + model.strongest(t) * grid.wide,
      y: grid.top + t * grid.tall, width: grid.wide, height: grid.tall, rx: 3 })] : [];
    return { cells, rings, group: svg("g", {}, ...cells, ...pin, ...rings) };
  }

  ring(cx, cy) {
    const r = Math.min(4.2, this.grid.tall / 2 - 2.4, this.grid.wide / 2 - 2.4);
    return [svg("circle", { class: "ring-ground", cx, cy, r }), svg("circle", { class: "ring", cx, cy, r })];
  }

  /** The scale of the colour and, where gold links are known, what a ring is; on two lines where room is short. */
  key(width) {
    const { grid, host, model } = this;
    const { words } = model.data;
    const y = grid.bottom + 18;
    const key = colourKey(host, { ...SHARES, label: words.scale });
    if (!model.data.gold) return [key.at(grid.left, y)];
    const beside = grid.left + key.width + 20;
    const wraps = beside + 9 + textWidth(words.ring, `13px ${fontOf(host)}`) > width;
    const [x, line] = wraps ? [grid.left + 18, y + 18] : [beside, y];
    set(this.picture, "height", this.height + (wraps ? 18 : 0));
    return [key.at(grid.left, y), ...this.ring(x, line - 4), svg("text", { class: "note", x: x + 9, y: line }, words.ring)];
  }

  draw() {
    const { clock, grid, model } = this;
    const { item: word, done } = model.at(clock.shown);
    grid.reach = Math.min(word + 1, model.T);
    this.rows.forEach((row, t) => this.drawRow(row, t));
    grid.frameRow(word);
    markWord(this.words.rows, word);
    markWord(this.words.columns, done.softmax > 0.5 ? model.strongest(word) : undefined);
    this.showCell();
  }

  drawRow({ cells, rings, group }, t) {
    const done = this.model.done(t, this.clock.shown);
    const grown = done.softmax;
    const written = t < this.model.T ? done.word : done.query;
    const key = `${grown.toFixed(2)},${written.toFixed(2)}`;
    if (group.key === key) return;
    group.key = key;
    this.words.rows[t].style.opacity = written;
    for (const ring of rings) ring.style.opacity = written;
    cells.forEach((cell, j) => paint(cell, grown > 0 && this.colours[shade(this.model.weight(t, j) * grown, SHARES)]));
  }

  /** Whether a cell's word has been written: what is not yet written tells nothing. */
  revealed(t) {
    return t < this.model.T && this.model.done(t, this.clock.shown).softmax === 1;
  }

  describe([t, j]) {
    const { model } = this;
    const { words, target } = model.data;
    const written = model.done(t, this.clock.shown).word === 1;
    return phrase(this.revealed(t) && model.weights ? words.cell : words.not_yet, { word: written ? target[t] : "?", source: model.named(j), weight: number(model.weight(t, j), 3) });
  }

  showCell() {
    const { at, grid } = this;
    grid.mark.style.display = at ? "" : "none";
    write(this.reading, at ? this.describe(at) : this.model.data.words.map_help);
    if (at) grid.frameCell(...at);
  }

  /** The strongest cell of the word at the clock. */
  get place() {
    const { item: word } = this.model.at(this.clock.shown);
    return this.grid.nearest(word, this.model.strongest(word) ?? 0);
  }

  read(byKey) {
    this.showCell();
    if (byKey) write(this.says, this.describe(this.at));
  }
}
