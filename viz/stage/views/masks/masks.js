// A mask at work: scores and −∞, weights, derivatives; every head small, four cards.

import { clamp, html, set, svg, write } from "../../kit/dom.js";
import { SHARES } from "../../kit/colours.js";
import { number, phrase } from "../../kit/format.js";
import { View } from "../../kit/view.js";
import { MasksModel, SUBSTEPS } from "./masks_model.js";
import { MaskGrid } from "./masks_grid.js";
import { HeadMaps } from "../common/head_maps.js";
import { MaskLooks } from "./masks_looks.js";
import { MaskMarks } from "./masks_marks.js";
import { steady } from "../../kit/steady.js";
import { MaskCards } from "./masks_cards.js";

const NARROW = 760; // px, below which the parts stand one below the other
const TALL = 176; // px of the cells' rows beside each other
const CELL = { wide: 34, tall: 24, flat: 12 }; // px
const SHORT = { wide: 16.5, tall: 12 }; // px of a cell that has room for a short number
const SQUARES = ["scores", "scores", "weights", "slopes"]; // by sub-step: the one that a narrow page shows
const ROOM = { heads: 104, gap: 14, left: 20, top: 22, scores: 2, weights: 36, slopes: 34 }; // px

const roomOf = (grid) => (grid.numbered ? "full" : grid.wide >= SHORT.wide && grid.tall >= SHORT.tall ? "short" : "none");

/** A text under a mask; see `viz.lessons.causal_mask.masks.masks` for its data. Picked in it: cells, head, key. */
export default class Masks extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    const model = (this.model = new MasksModel(data));
    const { words } = data;
    const box = (name) => html("div", { class: name });
    this.boxes = { heads: box("choose"), scores: box("of-scores"), weights: box("of-weights"), slopes: box("of-slopes"), cards: box("cards") };
    const { heads, scores, weights, slopes, cards } = this.boxes;
    const grid = (part, name, press, side, marks) => new MaskGrid(part, model, { name, help: words[`help_${name}`], side, marks }, (...cell) => this.read(...cell), press);
    this.heads = new HeadMaps(heads, model, (head) => this.pick("head", head));
    this.grids = { scores: grid(scores, "scores", (i, j) => this.paint(i, j)), weights: grid(weights, "weights", (i, j) => this.show(i, j, "softmax"), words.sums),
      slopes: grid(slopes, "slopes", (i, j) => this.show(i, j, "prove"), words.next, new MaskMarks(model)) };
    this.cards = new MaskCards(cards, model);
    this.looks = new MaskLooks(model);
    this.says = html("p", { class: "says" });
    this.reading = html("p", { class: "reading" });
    this.spoken = html("p", { class: "unseen", "aria-live": "polite" });
    this.hidden = svg("text", { class: "hidden middle" }, model.slopes ? "" : "?");
    host.append(heads, scores, weights, slopes, this.says, this.reading, cards, this.spoken);
    for (const [name, part] of Object.entries(this.grids)) write(part.heading, words[`heading_${name}`]);
    if (!this.paintable) write(this.grids.scores.heading, words.heading_still);
    else if (data.painted) write(this.grids.scores.heading, words.heading_painted);
  }

  layout(width) {
    const { grids, model } = this;
    const narrow = width < NARROW;
    this.host.classList.toggle("stacked", narrow);
    const { heads, gap, left, top, ...sides } = ROOM;
    const beside = width - heads - 3 * gap - 3 * left - Object.values(sides).reduce((sum, side) => sum + side, 0);
    const wide = Math.min(CELL.wide, (narrow ? width - left - sides.weights : beside / 3) / model.T);
    const shape = { left, top, wide, tall: clamp(TALL / model.T, CELL.flat, CELL.tall) };
    this.heads.layout();
    for (const [name, part] of Object.entries(grids)) part.layout({ ...shape, side: sides[name] });
    this.looks.layout(this.host, roomOf(grids.scores.grid));
    this.cover();
    grids.weights.explain({ ...SHARES, label: this.data.words.scale_weight });
    grids.slopes.explain(this.data.scale);
    this.head = this.drawn = undefined;
    steady([this.says, this.reading, ...this.cards.cards.boxes], this.clock.length, (step) => this.tell(this.at(step)));
    this.refocus();
  }

  /** A question mark over the derivatives before the guess. */
  cover() {
    const { grid, picture } = this.grids.slopes;
    set(this.hidden, "x", grid.left + grid.width / 2);
    set(this.hidden, "y", grid.top + grid.height / 2 + 18);
    picture.append(this.hidden);
  }

  draw() {
    const now = this.at(this.clock.shown);
    if (now.head !== this.head) this.turn(now.head);
    this.fill(now.head);
    const [row, column] = this.over ?? [now.i, now.j];
    for (const grid of Object.values(this.grids)) grid.point(row, column, now.i);
    this.tell(now);
  }

  /** What is shown at a time. */
  at(time) {
    const { item: i, ...moment } = SUBSTEPS.at(time, this.model.T);
    const { head, key } = this.picked;
    return { ...moment, i, head, j: this.model.key(i, key) };
  }

  /** All that is said in words and numbers; on a narrow page, of the square that it is about. */
  tell(now) {
    const [row, column] = this.over ?? [now.i, now.j];
    set(this.host, "data-square", SQUARES[now.substep]);
    this.cards.draw({ ...now, ...(this.over ? { i: row, j: column, substep: SUBSTEPS.last } : {}) });
    write(this.says, this.sentence(now));
    write(this.reading, this.describeCell(row, column, { item: now.i, substep: now.substep }));
  }

  /** Another head: its own scale of scores. */
  turn(head) {
    this.head = head;
    this.heads.show(head);
    this.grids.scores.explain({ ...this.looks.turn(head), label: this.data.words.scale_score });
  }

  fill(head) {
    const { looks } = this;
    for (let row = 0; row < this.model.T; row += 1) {
      const { score, mask, softmax, prove } = SUBSTEPS.done(row, this.clock.shown);
      const key = (...parts) => [head, ...parts.map((part) => part.toFixed(2))].join();
      this.grids.scores.fill(row, key(score, mask), (j) => looks.score(head, row, j, score, mask));
      this.grids.weights.fill(row, key(softmax), (j) => looks.weight(head, row, j, softmax), softmax > 0.5 ? this.sum(head, row) : "");
      this.grids.slopes.fill(row, key(prove), (j) => looks.slope(row, j, prove), prove > 0.5 ? this.next(row) : "");
      this.grids.slopes.rows[row].note.classList.toggle("right", this.data.next[row].right === true);
    }
  }

  /** What is expected after a place, with a tick where that comes. */
  next(i) {
    const { sign, right } = this.data.next[i];
    return right ? `${sign} ✓` : sign;
  }

  sum(head, i) {
    return this.model.nowhere(i) ? "0/0" : this.model.sum(head, i).toFixed(2);
  }

  /** One sentence on the sub-step at the clock. */
  sentence({ i, substep, head }) {
    const { data, model } = this;
    const { tokens, words } = data;
    const seen = tokens.filter((_, j) => model.isOpen(i, j)).length;
    const zeros = tokens.filter((_, j) => model.slope(i, j) === 0).length;
    const about = { sign: tokens[i], n: i + 1, length: model.T, seen, shut: model.T - seen, zeros, next: data.next[i].sign,
      judged: { true: words["judged.right"], false: words["judged.wrong"] }[data.next[i].right] ?? "", sum: this.sum(head, i) };
    const one = { 2: seen, 3: zeros }[substep] === 1;
    const kind = substep === 3 && !model.slopes ? "hidden" : seen === 0 ? "nowhere" : one ? "one" : seen === model.T ? "all" : "";
    return phrase(words[`say.${substep}.${kind}`] ?? words[`say.${substep}`], about);
  }

  /** The numbers of a pair, as far as the clock has come. */
  describeCell(i, j, { item, substep } = SUBSTEPS.at(this.clock.step, this.model.T)) {
    const { data, model } = this;
    const { tokens, words } = data;
    const last = i < item ? SUBSTEPS.last : i > item ? -1 : substep;
    const { head } = this.picked;
    const parts = [phrase(words[model.isOpen(i, j) ? "cell_open" : "cell_shut"], { sign: tokens[i], n: i + 1, other: tokens[j], m: j + 1 })];
    if (last >= 0) parts.push(phrase(words.cell_score, { score: number(model.score(head, i, j), 3) }));
    if (last >= 2) parts.push(phrase(words.cell_weight, { weight: model.nowhere(i) ? "0/0" : number(model.weight(head, i, j), 3) }));
    if (last >= 3) parts.push(phrase(words.cell_slope, { slope: number(model.slope(i, j), 3, "?") }));
    return parts.join(" · ");
  }

  read(cell, byKey) {
    this.over = cell;
    if (byKey) write(this.spoken, this.describeCell(...cell));
    this.clock.request();
  }

  /** Goes to the moment at which the pair's number is known, and shows it. */
  show(i, j, substep) {
    this.over = undefined;
    this.clock.go(SUBSTEPS.complete(i, substep));
    this.pick("key", j);
  }

  /** Whether there is anybody to compute the new picture: in a file there is not. */
  get paintable() {
    return Boolean(this.stage.news.send);
  }

  /** Opens a cell of the mask, or shuts it; the keyboard comes back to it in the new picture. */
  paint(i, j) {
    if (!this.paintable) return;
    const focused = this.host.getRootNode().activeElement === this.grids.scores.box;
    this.stage.painting = focused ? [i, j] : undefined;
    if (this.clock.playing) this.clock.stop();
    this.stage.tell("cells", this.model.painted(i, j));
  }

  refocus() {
    const at = this.stage.painting;
    if (!at || at[0] >= this.model.T || at[1] >= this.model.T) return;
    this.stage.painting = undefined;
    this.over = at;
    this.grids.scores.box.focus({ preventScroll: true });
  }
}
