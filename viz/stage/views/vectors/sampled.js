// A training step with negative sampling: the text, a bar for each word that is taught, h and its change.

import { fontOf, resize, set, svg, textWidth, write } from "../../kit/dom.js";
import { blend, unpack } from "../../kit/data.js";
import { ramp, shade } from "../../kit/colours.js";
import { number, phrase } from "../../kit/format.js";
import { Grid, paint } from "../../kit/grid.js";
import { eased } from "../../kit/moving.js";
import { Axis } from "../../kit/plot.js";
import { View } from "../../kit/view.js";
import { Passage } from "./passage.js";

const [HEAD, ROW, STRIP] = [24, 17, 17]; // px: above the bars, from bar to bar, from strip to strip
const BAR = 9; // px, its thickness
const GAP = { column: 9, strips: 7 }; // px
const TURN = 0.5; // part of the way to the next step at which that one is shown
const DIGITS = [3, 4, 5, 6]; // of numbers, as few as tell one from the other
const ARROW = 22; // px from number to number
const LEAST = 70; // px of a bar, where there is room for the roles beside it

/** Before and after with the digits that tell one from the other, where any of these do. */
function both(before, after) {
  const found = DIGITS.map((digits) => [before, after].map((value) => number(value, digits)));
  return found.find(([one, other]) => one !== other) ?? found[0];
}

/** A row of the table: a word, its role, its bar with the goal, and the numbers. */
class Row {
  constructor(y, { arrow, left, right, roles, x }) {
    Object.assign(this, { roles, x });
    const middle = y + ROW / 2;
    const text = (name, at, ...said) => svg("text", { class: name, x: at, y: middle + 4.5 }, ...said);
    const mark = (name, reach) => svg("line", { class: name, y1: middle - reach, y2: middle + reach });
    [this.role, this.word] = [text("tick", 0), text("word", roles)];
    this.numbers = [text("end", arrow - ARROW / 2), text("", arrow + ARROW / 2)];
    this.bar = svg("rect", { class: "sigma", x: left, y: middle - BAR / 2, height: BAR, rx: 1.5 });
    [this.goal, this.ghost] = [mark("goal", 7.5), mark("ghost", 6)];
    this.group = svg("g", { class: "taught" }, this.role, this.word,
      svg("rect", { class: "track", x: left, y: middle - BAR / 2, width: right - left, height: BAR, rx: 1.5 }),
      this.bar, this.ghost, this.goal, text("note middle", arrow, "→"), ...this.numbers);
  }

  /** Writes what a word is taught. */
  show([word, drawn, before, after], words) {
    set(this.group, "data-drawn", drawn);
    write(this.role, !this.roles ? "" : drawn ? words.drawn : words.true);
    write(this.word, word);
    both(before, after).forEach((text, k) => write(this.numbers[k], text));
    for (const [node, value] of [[this.goal, drawn ? 0 : 1], [this.ghost, after]]) {
      for (const end of ["x1", "x2"]) set(node, end, this.x.px(value).toFixed(2));
    }
  }

  move([, , before, after], part) {
    set(this.bar, "width", (this.x.px(blend(before, after, part, false)) - this.x.px(0)).toFixed(2));
  }
}

/** A training step; see `viz.views.vectors.sampled.sampled` for its data. */
export default class Sampled extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.steps = data.steps.map((step) => ({ ...step, h: unpack(step.h), change: unpack(step.change) }));
    this.passage = new Passage(data.steps.map(({ line }) => line));
    this.picture = svg("svg", { "aria-hidden": "true" });
    host.append(this.passage.host, this.picture);
  }

  layout(width) {
    const { data: { words }, host, picture, steps } = this;
    const g = this.geometry(width, fontOf(host));
    this.passage.layout(width);
    this.colours = ramp(host, "diverging");
    this.rows = steps[0].taught.map((_, k) => new Row(HEAD + k * ROW, g));
    const top = HEAD + steps[0].taught.length * ROW + GAP.strips;
    this.strips = ["h", "change"].map((name, k) => this.strip(name, top + k * STRIP, g));
    resize(picture, width, top + 2 * STRIP);
    const head = (look, x, ...said) => svg("text", { class: look, x, y: HEAD - 5 }, ...said);
    this.input = head("word asked", g.roles);
    picture.replaceChildren(head("tick asked", 0, g.roles ? words.asked : ""), this.input,
      ...[0, 1].map((value) => head("tick middle", g.x.px(value), value)), head("note end", width, words.sigma),
      ...this.rows.map(({ group }) => group), ...this.strips.map(({ group }) => group));
    this.at = this.drawn = undefined;
  }

  /** Where columns stand: as wide as the longest word and the longest numbers of all steps. */
  geometry(width, family) {
    const { data: { words }, steps } = this;
    const widest = (texts, font) => Math.max(...texts.map((text) => textWidth(text, `${font} ${family}`)));
    const taught = steps.flatMap((step) => step.taught);
    const named = widest([words.h, words.change], "600 13px");
    const word = widest([...taught.map(([found]) => found), ...steps.map((step) => this.asked(step))], "600 13px");
    const written = taught.map(([, , before, after]) => both(before, after));
    const numbers = [0, 1].map((k) => widest(written.map((pair) => pair[k]), "13px"));
    const scale = widest(steps.flatMap(({ h, change }) => [h, change].map((values) => this.scale(values).text)), "12px");
    const arrow = width - numbers[1] - ARROW / 2;
    const right = arrow - ARROW / 2 - numbers[0] - GAP.column - 3;
    const beside = widest([words.asked, words.true, words.drawn], "12px") + GAP.column;
    const roles = right - Math.max(beside + word, named) - GAP.column < LEAST ? 0 : beside; // a phone has none
    const left = Math.max(roles + word, named) + GAP.column;
    return { arrow, left, right, roles, scale, width, x: new Axis({ low: 0, high: 1 }, left, right) };
  }

  /** The word that is asked, where it is one: several stand in the text only. */
  asked({ asked, line }) {
    return asked.length === 1 ? line[asked[0]] : "";
  }

  /** The scale of a vector, and how its bounds are written. */
  scale(values) {
    const far = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return { kind: "diverging", low: -(far || 1), high: far || 1, text: `±${number(far)}` };
  }

  strip(name, y, { left, scale, width }) {
    const columns = this.steps[0][name].length;
    const wide = (width - scale - GAP.column - left) / columns;
    const grid = new Grid({ left, top: y + 2, wide, tall: STRIP - 4, rows: 1, columns, gap: { x: wide < 8 ? 0.5 : 1, y: 0 } });
    const cells = Array.from({ length: columns }, (_, column) => grid.cell(0, column, { rx: 1, class: "number", "data-j": column }));
    const far = svg("text", { class: "tick end", x: width, y: y + STRIP / 2 + 4.5 });
    const label = svg("text", { class: `vector ${name}`, x: 0, y: y + STRIP / 2 + 4.5 }, this.data.words[name]);
    return { cells, far, name, group: svg("g", { class: "strip" }, label, ...cells, far) };
  }

  draw() {
    const { clock: { shown }, steps } = this;
    const from = Math.min(Math.floor(shown), steps.length - 1);
    const next = shown - from >= TURN && from + 1 < steps.length;
    const [at, part] = next ? [from + 1, 0] : [from, eased((shown - from) / TURN)];
    const key = [at, part].join();
    if (key === this.drawn) return;
    this.drawn = key;
    if (at !== this.at) this.show(at);
    this.rows.forEach((row, k) => row.move(steps[at].taught[k], part));
    const { h, change } = steps[at];
    this.paint(this.strips[0], h, (k) => h[k] + part * change[k]);
  }

  /** Writes what belongs to another step. */
  show(at) {
    this.at = at;
    const { asked, change, h, line, target, taught } = this.steps[at];
    write(this.input, this.asked(this.steps[at]));
    this.passage.show(line, new Map([...asked.map((place) => [place, "asked"]), [target, "target"]]));
    this.rows.forEach((row, k) => row.show(taught[k], this.data.words));
    for (const [k, values] of [h, change].entries()) write(this.strips[k].far, this.scale(values).text);
    this.paint(this.strips[1], change, (k) => change[k]);
  }

  /** Colours a strip, on the scale of `values`. */
  paint({ cells }, values, value) {
    const scale = this.scale(values);
    cells.forEach((cell, k) => paint(cell, this.colours[shade(value(k), scale)]));
  }

  describe() {
    const { asked, line, target, taught } = this.steps[Math.min(this.clock.step, this.steps.length - 1)];
    const [[, , from, to], ...drawn] = taught;
    const [before, after] = both(from, to);
    return phrase(this.data.words.say, { asked: asked.map((place) => line[place]).join(", "), target: line[target],
      drawn: drawn.map(([word]) => word).join(", "), before, after });
  }
}
