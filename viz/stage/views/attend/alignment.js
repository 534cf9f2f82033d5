// The weights of a whole translation: a row for each word that is written, growing with the clock.

import { clamp, fontOf, html, set, svg, textWidth, write } from "../../kit/dom.js";
import { SHARES, css, ramp, shade } from "../../kit/colours.js";
import { number, phrase } from "../../kit/format.js";
import { geometry, isLatin } from "./alignment_geometry.js";
import { SUBSTEPS } from "./attend_model.js";

const CELL_TURNS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

export class Alignment {
  /** `press(t, j)` is told of a pressed cell. */
  constructor(host, model, clock, press) {
    Object.assign(this, { host, model, clock, press });
    this.picture = svg("svg", { "aria-hidden": "true" });
    this.says = html("p", { class: "unseen", "aria-live": "polite" });
    this.read = html("p", { class: "reading" });
    host.append(this.picture, this.read, this.says);
    set(host, "tabindex", 0);
    set(host, "role", "group");
    set(host, "aria-label", model.data.words.map_help);
    this.listen();
  }

  layout(width, height) {
    const { host, model, picture } = this;
    const family = fontOf(host);
    const g = (this.g = geometry(width, height, model, family));
    this.colours = ramp(host, SHARES.kind);
    set(picture, "width", width);
    set(picture, "height", g.height);
    this.rows = Array.from({ length: model.slots }, (_, t) => this.row(t));
    this.now = svg("rect", { class: "now", x: g.left - 1.5, width: g.width + 3, height: g.row + 1, rx: 4 });
    this.mark = svg("rect", { class: "mark", width: g.pitch, height: g.row, rx: 3 });
    this.heads = model.data.source.map((word, j) => this.head(word, j));
    picture.replaceChildren(...this.heads, ...this.rows.map(({ group }) => group), this.now, this.mark, ...this.key(width, family));
    this.drawn = undefined;
  }

  head(word, j) {
    const { g } = this;
    const x = g.left + (j + 0.5) * g.pitch;
    if (!g.labels.upright) return svg("text", { class: "head middle", x, y: g.top - 6 }, word);
    if (isLatin(word)) return svg("text", { class: "head end small", transform: `rotate(90 ${x - 4} ${g.top - 5})`, x: x - 4, y: g.top - 5 }, word);
    const signs = [...word];
    return svg("text", { class: "head middle small" }, ...signs.map((sign, k) =>
      svg("tspan", { x, y: g.top - 6 - 13 * (signs.length - 1 - k) }, sign)));
  }

  row(t) {
    const { g, model } = this;
    const y = g.top + t * g.row;
    const every = Math.ceil(11.5 / g.row);
    const label = svg("text", { class: `row-name end${t % every ? " thinned" : ""}${g.row < 13.5 ? " small" : ""}`, x: g.left - 7, y: y + g.row / 2 + 4.5 }, model.data.target[t] ?? "?");
    const cells = model.data.source.map((_, j) => svg("rect", { class: "cell", x: g.left + j * g.pitch + 0.75, y: y + 0.75,
      width: g.pitch - 1.5, height: g.row - 1.5, rx: 2.5, "data-t": t + 1, "data-j": j, "data-weight": t < model.T ? model.weight(t, j) : null }));
    const rings = this.rings(t, y);
    const pin = model.data.attention_forced[t] ? [svg("rect", { class: "forced", x: g.left + model.strongest(t) * g.pitch, y, width: g.pitch, height: g.row, rx: 3 })] : [];
    return { label, cells, rings, group: svg("g", {}, label, ...cells, ...pin, ...rings) };
  }

  rings(t, y) {
    const { g, model } = this;
    return (model.gold(t) ?? []).flatMap((j) => this.ring(g.left + (j + 0.5) * g.pitch, y + g.row / 2));
  }

  ring(cx, cy) {
    const r = Math.min(4.2, this.g.row / 2 - 2.4, this.g.pitch / 2 - 2.4);
    return [svg("circle", { class: "ring-ground", cx, cy, r }), svg("circle", { class: "ring", cx, cy, r })];
  }

  /** The scale of the colour and, where gold links are known, what a ring is; on two lines where room is short. */
  key(width, family) {
    const { g, model } = this;
    const { words } = model.data;
    const y = g.bottom + 9;
    const cells = Array.from({ length: 24 }, (_, k) => svg("rect", { x: g.left + 14 + k * 3, y, width: 3.2, height: 9, fill: css(this.colours[Math.round((k / 23) * 255)]) }));
    const name = svg("text", { class: "note", x: g.left + 100, y: y + 9 }, words.scale);
    const ends = [svg("text", { class: "tick end", x: g.left + 10, y: y + 9 }, "0"), svg("text", { class: "tick", x: g.left + 89, y: y + 9 }, "1")];
    if (!model.data.gold) return [...cells, ...ends, name];
    const beside = g.left + 120 + textWidth(words.scale, `13px ${family}`);
    const wraps = beside + 9 + textWidth(words.ring, `13px ${family}`) > width;
    const [x, line] = wraps ? [g.left + 18, y + 18] : [beside, y];
    set(this.picture, "height", g.height + (wraps ? 18 : 0));
    return [...cells, ...ends, name, ...this.ring(x, line + 5), svg("text", { class: "note", x: x + 9, y: line + 9 }, words.ring)];
  }

  draw() {
    const { clock, g, model } = this;
    const now = SUBSTEPS.at(clock.shown, model.slots);
    this.rows.forEach((row, t) => this.drawRow(row, t, now.item));
    set(this.now, "y", g.top + now.item * g.row - 0.5);
    this.heads.forEach((head, j) => head.classList.toggle("looked", now.done.softmax > 0.5 && j === model.strongest(now.item)));
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

  describe({ t, j }) {
    const { model } = this;
    const { words, source, target } = model.data;
    const written = SUBSTEPS.done(t, this.clock.shown).word === 1;
    return phrase(this.revealed(t) && model.weights ? words.cell : words.not_yet, { word: written ? target[t] : "?", source: source[j], weight: number(model.weight(t, j), 3) });
  }

  showCell() {
    const { at, g } = this;
    this.mark.style.display = at ? "" : "none";
    write(this.read, at ? this.describe(at) : this.model.data.words.map_help);
    if (!at) return;
    set(this.mark, "x", g.left + at.j * g.pitch);
    set(this.mark, "y", g.top + at.t * g.row);
  }

  choose(t, j) {
    const { item: word } = SUBSTEPS.at(this.clock.shown, this.model.slots);
    this.at = { t: clamp(t, 0, Math.min(word, this.model.T - 1)), j: clamp(j, 0, this.model.S - 1) };
    this.showCell();
  }

  find(event) {
    const { g } = this;
    const box = this.picture.getBoundingClientRect();
    const [t, j] = [Math.floor((event.clientY - box.top - g.top) / g.row), Math.floor((event.clientX - box.left - g.left) / g.pitch)];
    const { item: word } = SUBSTEPS.at(this.clock.shown, this.model.slots);
    return t >= 0 && t <= word && t < this.model.T && j >= 0 && j < this.model.S ? { t, j } : undefined;
  }

  listen() {
    const leave = () => {
      this.at = undefined;
      if (this.g) this.showCell();
    };
    const { host, picture } = this;
    picture.addEventListener("pointermove", (event) => {
      const at = this.find(event);
      if (at) this.choose(at.t, at.j);
      else leave();
    });
    picture.addEventListener("pointerleave", leave);
    picture.addEventListener("click", (event) => {
      const at = this.find(event);
      if (at) this.press(at.t, at.j);
    });
    host.addEventListener("blur", leave);
    host.addEventListener("focus", () => this.start());
    host.addEventListener("keydown", (event) => this.turn(event));
  }

  start() {
    if (!this.g || this.at) return;
    const { item: word } = SUBSTEPS.at(this.clock.shown, this.model.slots);
    this.choose(word, this.model.strongest(word) ?? 0);
  }

  turn(event) {
    const way = CELL_TURNS[event.key];
    if (!way && event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
    this.start();
    if (way) this.choose(this.at.t + way[0], this.at.j + way[1]);
    else this.press(this.at.t, this.at.j);
    write(this.says, this.describe(this.at));
  }
}
