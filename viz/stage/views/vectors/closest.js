// The words nearest to one, in order of the cosine: they rise, fall, come and go.

import { unpack } from "../../kit/data.js";
import { clamp, fontOf, html, resize, set, svg, textWidth, write } from "../../kit/dom.js";
import { phrase } from "../../kit/format.js";
import { View } from "../../kit/view.js";
import { cosineText, mixed, movement } from "./word_map_model.js";

const [HEAD, ROW] = [26, 25]; // px above the rows, and of one
const [VALUE, GAP] = [44, 10]; // px of a number, and between two columns
const LEAST = 70; // px of a bar as long as it may get
const GONE = 0.6; // of a row, how far below the list a word comes from
const TICKS = [0, 0.5, 1];

/** A list of words; see `viz.views.vectors.closest.closest` for its data. */
export default class Closest extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.values = unpack(data.values);
    this.covered = data.names.length === 0;
    this.ranks = data.names.map((names) => new Map(names.map((name, rank) => [name, rank])));
    this.rows = [...new Set(data.names.flat())].map((name) => this.row(name));
    this.picture = svg("svg", { "aria-hidden": "true" });
    this.cover = html("div", { class: "cover" }, html("span", { class: "unknown" }, "?"), html("p", {}, data.words.covered));
    host.append(...(this.covered ? [this.cover] : [this.picture]));
  }

  row(name) {
    const { glosses, marked, words } = this.data;
    const gloss = svg("tspan", { class: "gloss" });
    const label = svg("text", { class: "name", y: 17 }, name, gloss);
    const ring = marked[name] === "answer" ? svg("rect", { class: "answer", y: 1, height: ROW - 3, rx: 6 }) : undefined;
    const note = marked[name] === "guess" ? svg("text", { class: "guess end", y: 17 }, words.guess) : undefined;
    const bar = svg("rect", { class: "share", y: 6, height: 13, rx: 2 });
    const value = svg("text", { class: "end", y: 17 });
    const group = svg("g", { class: marked[name] ?? null }, ...[ring, label, note, bar, value].filter(Boolean));
    return { name, meaning: glosses[name] ?? "", gloss, ring, note, bar, value, label, group };
  }

  layout(width) {
    const { data, host, picture, rows } = this;
    const height = HEAD + data.rows * ROW;
    this.drawn = undefined;
    this.cover.style.height = `${height}px`;
    if (this.covered) return;
    const family = fontOf(host);
    const wide = (text, font = "600 14px") => textWidth(text, `${font} ${family}`);
    const column = (glossed) => Math.max(...rows.map(({ name, note, meaning }) => wide(name)
      + (glossed && meaning ? wide(` ${meaning}`, "12px") : 0) + (note ? GAP + wide(data.words.guess, "12px") : 0))) + 8;
    const room = width - VALUE - GAP - LEAST;
    const glossed = column(true) <= Math.min(room, 0.6 * width);
    const names = Math.min(room, Math.max(column(glossed), 0.24 * width));
    this.from = names + GAP;
    this.most = width - VALUE - this.from;
    for (const { bar, gloss, label, meaning, name, note, ring, value } of rows) {
      write(gloss, glossed && meaning ? ` ${meaning}` : "");
      set(label, "x", 6);
      if (note) set(note, "x", names);
      if (ring) for (const [key, size] of [["x", 0.75], ["width", wide(name) + (glossed && meaning ? wide(` ${meaning}`, "12px") : 0) + 12]]) set(ring, key, size);
      set(bar, "x", this.from);
      set(value, "x", width);
    }
    resize(picture, width, height);
    picture.replaceChildren(svg("text", { class: "note", x: 6, y: 15 }, data.words.axis), ...this.axis(), ...rows.map(({ group }) => group));
  }

  axis() {
    const bottom = HEAD + this.data.rows * ROW;
    return TICKS.map((value) => [value, this.from + value * this.most]).flatMap(([value, x]) => [
      svg("line", { class: "rule", x1: x, x2: x, y1: HEAD - 5, y2: bottom }), svg("text", { class: "tick middle", x, y: 15 }, value)]);
  }

  /** The rank and the cosine of a word at a step; undefined where it is not in the list. */
  at(step, name) {
    const rank = this.ranks[step].get(name);
    return rank === undefined ? undefined : { rank, value: this.values[step * this.data.rows + rank] };
  }

  draw() {
    const { clock, rows } = this;
    if (this.covered || clock.shown === this.drawn) return;
    this.drawn = clock.shown;
    const { from, to, part } = movement(clock.shown);
    for (const { name, bar, group, value } of rows) {
      const [one, other] = [this.at(from, name), this.at(to, name)];
      const strength = mixed(one ? 1 : 0, other ? 1 : 0, part);
      group.style.visibility = strength > 0.01 ? "" : "hidden";
      if (strength <= 0.01) continue;
      const below = { ...(one ?? other), rank: this.data.rows - 1 + GONE };
      const [a, b] = [one ?? below, other ?? below];
      const cosine = mixed(a.value, b.value, part);
      group.style.opacity = strength * (b.rank > a.rank ? Math.abs(1 - 2 * part) : 1); // what falls lets others pass
      set(group, "transform", `translate(0 ${(HEAD + ROW * mixed(a.rank, b.rank, part)).toFixed(2)})`);
      set(bar, "width", (clamp(cosine, 0, 1) * this.most).toFixed(2));
      write(value, cosineText(cosine));
    }
  }

  describe() {
    const { clock: { step }, data: { asked, glosses, names, rows, words } } = this;
    if (this.covered) return words.covered;
    const called = (name) => (glosses[name] ? `${name} (${glosses[name]})` : name);
    return names[step].map((name, rank) => phrase(words.say, { word: called(name), other: called(asked), cosine: cosineText(this.values[step * rows + rank]) })).join("; ");
  }
}
