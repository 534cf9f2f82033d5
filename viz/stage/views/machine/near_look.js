// An attention opened: a row of weights for each head, and the chosen weight as an equation.

import { set, svg, textWidth, html, within, write } from "../../kit/dom.js";
import { SHARES, css, ramp, shade } from "../../kit/colours.js";
import { equation } from "../../kit/equation.js";
import { apart, number, phrase } from "../../kit/format.js";
import { Grid, writeOn } from "../../kit/grid.js";
import { LEVEL, SLANTED, UPRIGHT, columnWords, markWord, rowRoom, rowWords } from "../../kit/grid_words.js";
import { MOST_KEYS } from "./near_model.js";

const LABELS = 43; // px above the grid
const TALL = 16; // px of a row
const SIDE = 54; // px behind the grid: what each head writes
const LONGEST = { latin: 6, signs: 3 }; // of a word above the grid
const NUMBERED = 18.5; // px of a cell that has room for a weight
const FAINT = 0.05; // a weight below it stays without a number
const GAP = 6; // px
const ROOM = 8; // signs of a number in a fraction
const SLOTS = ["dot", "root", "e", "mask", "exp", "sum", "alpha"];
const HATCH = "near-hatch";

const isLatin = (word) => /[A-Za-z⟨]/.test(word);

/** A word as it fits above a column. */
function short(word) {
  const [signs, most] = [[...word], isLatin(word) ? LONGEST.latin : LONGEST.signs];
  return signs.length > most ? `${signs.slice(0, most - 1).join("")}…` : word;
}

/** A weight in little room: .98, 1. */
const small = (weight) => (weight >= 0.995 ? "1" : weight.toFixed(2).slice(1));

/** A part and the whole, told apart as far as there is room. */
function inRoom(part, whole) {
  const texts = apart(part, whole, 3);
  return Math.max(...texts.map((text) => text.length)) > ROOM ? [part, whole].map((value) => number(value, 3)) : texts;
}

const hatch = () => svg("defs", {}, svg("pattern", { id: HATCH, width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
  svg("rect", { width: 1.4, height: 5, class: "hatch-line" })));

export class NearLook {
  /** `pick(name, value)` is told which head and which word is pressed, `take(code)`, if there is one, which head goes. */
  constructor(model, pick, take) {
    Object.assign(this, { model, pick, take });
    this.picture = svg("svg", { "aria-hidden": "true" });
    const made = ["score", "weight", "mask"].map((name) => equation(model.data.equations[name], SLOTS));
    this.live = made.flatMap(({ live }) => live);
    [, this.plain, this.masked] = made.map(({ math }) => math);
    this.sides = Array.from({ length: model.heads }, (_, head) => this.side(head));
    this.host = html("div", { class: "look" }, this.picture, ...this.sides, html("div", { class: "equation" }, ...made.map(({ math }) => math)));
    for (const node of this.host.querySelectorAll("mi")) if (["q", "k"].includes(node.textContent)) node.classList.add(node.textContent);
    this.picture.addEventListener("click", (event) => this.press(event));
  }

  layout(width, family) {
    Object.assign(this, { width, family, colours: ramp(this.host, SHARES.kind) });
    set(this.picture, "width", width);
  }

  draw(moment, picked) {
    const { model } = this;
    const look = (this.look = model.look(moment));
    this.gone = picked.heads ?? "";
    const chosen = (this.chosen = model.chosen(moment, picked));
    const start = (this.start = model.from(look, chosen.key));
    const keys = look.keys.slice(start, start + MOST_KEYS).map((word, k) => this.word(word, start + k));
    const names = look.heads.map((_, head) => phrase(model.data.words.head, { n: head + 1 }));
    const left = rowRoom(names, this.width, `13px ${this.family}`);
    const grid = (this.grid = new Grid({ left, top: LABELS, wide: Math.min(30, (this.width - left - SIDE - GAP) / keys.length), tall: TALL, rows: names.length, columns: keys.length }));
    set(this.picture, "height", grid.bottom + 2);
    this.picture.replaceChildren(hatch(), ...this.cells(), ...rowWords(grid, names), ...columnWords(grid, keys, this.way(keys)),
      ...this.sizes(moment), ...this.hidden(), ...this.marks(moment, keys), ...this.more(look.keys.length));
    markWord(this.picture.querySelectorAll(".row-word"), chosen.head);
    markWord(this.picture.querySelectorAll(".column-word"), chosen.key - start);
    this.say(moment);
  }

  /** A word above its column; of what is not written yet none. */
  word(word, key) {
    if (this.look.masked(key) && this.model.data.clock.mode !== "teach") return "";
    return short(word === "" ? this.model.data.words.start : word);
  }

  way(keys) {
    const widest = Math.max(...keys.map((word) => textWidth(word, `13px ${this.family}`)));
    if (widest <= this.grid.wide - 3) return LEVEL;
    return keys.some((word) => isLatin(word) && word.length > 1) ? SLANTED : UPRIGHT;
  }

  cells() {
    const { colours, grid, look, start } = this;
    return look.heads.flatMap(({ weights }, head) => Array.from({ length: grid.columns }, (_, column) => {
      const key = start + column;
      if (look.masked(key)) return [grid.cell(head, column, { class: "cell", fill: `url(#${HATCH})` })];
      const colour = colours[shade(weights[key], SHARES)];
      const cell = grid.cell(head, column, { class: "cell", style: `fill:${css(colour)}`, "data-head": head, "data-key": key });
      if (grid.wide < NUMBERED || weights[key] < FAINT) return [cell];
      const value = grid.value(head, column);
      writeOn(value, small(weights[key]), colour);
      return [cell, value];
    }).flat());
  }

  /** Behind each row what the head writes, as a bar and a number; a switch where heads can be taken away. */
  sizes({ code }) {
    const { grid, look, model, sides, width } = this;
    const { limits, words } = model.data;
    const gone = this.gone.split(".");
    this.code = code;
    look.heads.forEach(({ size }, head) => {
      const [node, off] = [sides[head], gone.includes(`${code}${head}`)];
      node.style.cssText = `top:${grid.top + head * TALL}px;--share:${Math.min(1, size / limits.head)}`;
      write(node, size && !off ? number(size, 3) : words.off);
      node.classList.toggle("gone", off || !size);
      if (!this.take) return;
      set(node, "aria-pressed", off);
      set(node, "aria-label", phrase(words.switch, { n: head + 1, state: words[off ? "off" : "on"] }));
    });
    return [svg("text", { class: "tick end", x: width, y: grid.top - 6 }, words.sizes)];
  }

  /** The node that shows what a head writes. */
  side(head) {
    if (!this.take) return html("span", { class: "size", "data-size": head });
    const button = html("button", { type: "button", class: "size", "data-size": head });
    button.addEventListener("click", () => this.take(`${this.code}${head}`));
    return button;
  }

  /** The chosen cell, and around whole columns the gold links. */
  marks({ kind, row }, keys) {
    const { chosen, grid, model, start } = this;
    const gold = (kind === "c" && model.data.gold?.[row]) || [];
    const shown = gold.filter((key) => key >= start && key < start + keys.length);
    const rings = shown.map((key) => svg("rect", { class: "ring", "data-gold": key, x: grid.left + (key - start) * grid.wide - 0.5, y: grid.top - 1.5, width: grid.wide + 1, height: grid.height + 3, rx: 5 }));
    grid.frameCell(chosen.head, chosen.key - start);
    const lines = model.data.words.gold.split("|");
    const note = shown.length ? lines.map((line, k) => svg("text", { class: "gold", x: 0, y: grid.top - 6 - 13 * (lines.length - 1 - k) }, line)) : [];
    return [...rings, grid.mark, ...note];
  }

  /** Over the columns that may not be looked at, why not, where there is room. */
  hidden() {
    const { grid, look, model, start } = this;
    const first = Array.from({ length: grid.columns }, (_, k) => start + k).findIndex(look.masked);
    if (first < 0) return [];
    const said = model.data.words[model.data.clock.mode === "teach" ? "masked" : "ahead"];
    const [from, to] = [grid.left + first * grid.wide, grid.left + grid.width];
    if (textWidth(said, `13px ${this.family}`) + 12 > to - from) return [];
    return [svg("text", { class: "middle hidden", x: (from + to) / 2, y: grid.top + grid.height / 2 + 4.5 }, said)];
  }

  /** Signs that there are more words on a side. */
  more(count) {
    const { grid, start } = this;
    const tip = (x, way) => svg("path", { class: "more", d: `M${x},${grid.top - 9}l${5 * way},4l${-5 * way},4z` });
    return [...(start > 0 ? [tip(grid.left - 1, -1)] : []), ...(start + MOST_KEYS < count ? [tip(grid.left + grid.width + 1, 1)] : [])];
  }

  /** The numbers of the chosen weight. */
  say({ kind, side }) {
    const { chosen: { head, key }, live, look, model } = this;
    const { raised, scores, sum, weights } = look.heads[head];
    const under = kind === "s" && side === "decoder" && model.data.causal;
    const [exp, whole] = inRoom(raised[key], sum);
    const { root } = model.data;
    const said = { dot: number(scores[key] * root, 3), root: number(root, 2).replace(/\.0$/, ""), e: number(scores[key], 3), mask: look.masked(key) ? "−∞" : "0", exp, sum: whole, alpha: number(weights[key], 3) };
    for (const [node, name] of live) write(node, said[name]);
    this.plain.style.display = under ? "none" : "";
    this.masked.style.display = under ? "" : "none";
    const row = this.plain.parentNode;
    row.classList.remove("tight");
    row.classList.toggle("tight", row.scrollWidth > row.clientWidth);
  }

  /** A pressed cell chooses its head and word, the same once more the word that is looked at most; a name its head. */
  press(event) {
    const [x, y] = within(this.picture, event);
    const [head, column] = this.grid.at(Math.max(x, this.grid.left), y) ?? [];
    if (head === undefined) return;
    const key = x < this.grid.left ? -1 : this.start + column;
    if (this.look.masked(key)) return;
    const again = key === this.chosen.key && head === this.chosen.head && !this.chosen.free;
    this.pick("head", head);
    this.pick("key", again ? -1 : key);
  }
}
