// The weights of a whole translation: a row for each word that is written, growing with the clock.

import { fontOf, html, resize, set, svg, textWidth, write } from "../../kit/dom.js";
import { SHARES, css, ramp, shade } from "../../kit/colours.js";
import { number, phrase } from "../../kit/format.js";
import { readable } from "../../kit/grid.js";
import { colourKey, keyWidth } from "../../kit/legend.js";
import { geometry, isLatin } from "./alignment_geometry.js";
import { SUBSTEPS } from "./attend_model.js";

export class Alignment {
  /** `press(t, j)` is told of a pressed cell. */
  constructor(host, model, clock, press) {
    Object.assign(this, { host, model, clock, press });
    this.picture = svg("svg", { class: "gridded", "aria-hidden": "true" });
    this.says = html("p", { class: "unseen", "aria-live": "polite" });
    this.read = html("p", { class: "reading" });
    host.append(this.picture, this.read, this.says);
    set(host, "tabindex", 0);
    set(host, "role", "group");
    set(host, "aria-label", model.data.words.map_help);
    readable(this, host);
    host.addEventListener("focus", () => this.grid && this.choose(...this.grid.nearest(...this.place)));
  }

  layout(width, height) {
    const { host, model, picture } = this;
    const family = fontOf(host);
    const { grid, labels } = geometry(width, height, model, family);
    Object.assign(this, { grid, labels, height: grid.bottom + 20 });
    this.colours = ramp(host, SHARES.kind);
    resize(picture, width, this.height);
    this.rows = Array.from({ length: model.slots }, (_, t) => this.row(t));
    this.heads = model.data.source.map((word, j) => this.head(word, j));
    picture.replaceChildren(...this.heads, ...this.rows.map(({ group }) => group), grid.now, grid.mark, ...this.key(width));
    this.drawn = undefined;
  }

  head(word, j) {
    const { grid, labels } = this;
    const x = grid.x(j);
    if (!labels.upright) return svg("text", { class: "head middle", x, y: grid.top - 6 }, word);
    if (isLatin(word)) return svg("text", { class: "head end small", transform: `rotate(90 ${x - 4} ${grid.top - 5})`, x: x - 4, y: grid.top - 5 }, word);
    const signs = [...word];
    return svg("text", { class: "head middle small" }, ...signs.map((sign, k) =>
      svg("tspan", { x, y: grid.top - 6 - 13 * (signs.length - 1 - k) }, sign)));
  }

  row(t) {
    const { grid, model } = this;
    const thin = `${t % Math.ceil(11.5 / grid.tall) ? " thinned" : ""}${grid.tall < 13.5 ? " small" : ""}`;
    const label = svg("text", { class: `row-name end${thin}`, x: grid.left - 7, y: grid.y(t) + 4.5 }, model.data.target[t] ?? "?");
    const cells = model.data.source.map((_, j) =>
      grid.cell(t, j, { class: "cell", "data-t": t + 1, "data-j": j, "data-weight": t < model.T ? model.weight(t, j) : null }));
    const rings = (model.gold(t) ?? []).flatMap((j) => this.ring(grid.x(j), grid.y(t)));
    const pin = model.data.attention_forced[t] ? [svg("rect", { class: "forced", x: grid.left + model.strongest(t) * grid.wide,
      y: grid.top + t * grid.tall, width: grid.wide, height: grid.tall, rx: 3 })] : [];
    return { label, cells, rings, group: svg("g", {}, label, ...cells, ...pin, ...rings) };
  }

  ring(cx, cy) {
    const r = Math.min(4.2, this.grid.tall / 2 - 2.4, this.grid.wide / 2 - 2.4);
    return [svg("circle", { class: "ring-ground", cx, cy, r }), svg("circle", { class: "ring", cx, cy, r })];
  }

  /** The scale of the colour and, where gold links are known, what a ring is; on two lines where room is short. */
  key(width) {
    const { grid, host, model } = this;
    const { words } = model.data;
    const scale = { ...SHARES, label: words.scale };
    const y = grid.bottom + 18;
    const key = colourKey(host, scale, grid.left, y);
    if (!model.data.gold) return [key];
    const beside = grid.left + keyWidth(host, scale) + 20;
    const wraps = beside + 9 + textWidth(words.ring, `13px ${fontOf(host)}`) > width;
    const [x, line] = wraps ? [grid.left + 18, y + 18] : [beside, y];
    set(this.picture, "height", this.height + (wraps ? 18 : 0));
    return [key, ...this.ring(x, line - 4), svg("text", { class: "note", x: x + 9, y: line }, words.ring)];
  }

  draw() {
    const { clock, grid, model } = this;
    const { item: word, done } = SUBSTEPS.at(clock.shown, model.slots);
    grid.reach = Math.min(word + 1, model.T);
    this.rows.forEach((row, t) => this.drawRow(row, t, word));
    grid.frameRow(word);
    this.heads.forEach((head, j) => head.classList.toggle("looked", done.softmax > 0.5 && j === model.strongest(word)));
    this.showCell();
  }

  drawRow({ label, cells, rings, group }, t, word) {
    const done = SUBSTEPS.done(t, this.clock.shown);
    const grown = done.softmax;
    const written = t < this.model.T ? done.word : done.query;
    const key = `${grown.toFixed(2)},${written.toFixed(2)}`;
    if (group.key === key && group.now === (t === word)) return;
    Object.assign(group, { key, now: t === word });
    label.style.opacity = written;
    label.classList.toggle("on", t === word);
    for (const ring of rings) ring.style.opacity = written;
    cells.forEach((cell, j) => {
      const weight = this.model.weight(t, j);
      cell.style.fill = grown > 0 && !Number.isNaN(weight) ? css(this.colours[shade(weight * grown, SHARES)]) : "var(--empty)";
    });
  }

  /** Whether a cell's word has been written: what is not yet written tells nothing. */
  revealed(t) {
    return t < this.model.T && SUBSTEPS.done(t, this.clock.shown).softmax === 1;
  }

  describe([t, j]) {
    const { model } = this;
    const { words, source, target } = model.data;
    const written = SUBSTEPS.done(t, this.clock.shown).word === 1;
    return phrase(this.revealed(t) && model.weights ? words.cell : words.not_yet, { word: written ? target[t] : "?", source: source[j], weight: number(model.weight(t, j), 3) });
  }

  showCell() {
    const { at, grid } = this;
    grid.mark.style.display = at ? "" : "none";
    write(this.read, at ? this.describe(at) : this.model.data.words.map_help);
    if (at) grid.frameCell(...at);
  }

  /** The cell that is read, or the strongest one of the word at the clock. */
  get place() {
    const { item: word } = SUBSTEPS.at(this.clock.shown, this.model.slots);
    return this.at ?? [word, this.model.strongest(word) ?? 0];
  }

  choose(t, j, byKey = false) {
    this.at = [t, j];
    this.showCell();
    if (byKey) write(this.says, this.describe(this.at));
  }

  leave() {
    this.at = undefined;
    this.showCell();
  }
}
