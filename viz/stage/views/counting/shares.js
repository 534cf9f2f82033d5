// Distributions as bars, cut into the shares of their tokens; from one step to the next they grow.

import { clamp, fontOf, resize, set, svg, textWidth, write } from "../../kit/dom.js";
import { arrow, take } from "../../kit/keys.js";
import { eased } from "../../kit/moving.js";
import { Axis } from "../../kit/plot.js";
import { View } from "../../kit/view.js";
import { SharesBar, keyOf } from "./shares_bar.js";

const [HEAD, FOOT] = [22, 38]; // px above and below the rows
const ROWS = { all: 208, low: 18, high: 48 }; // px: all rows together, and one
const SAID = 6; // segments that are read out, at most
const TICK = 44; // px

function hatch() {
  const shape = { id: "shares-hatch", width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" };
  return svg("defs", {}, svg("pattern", shape,
    svg("rect", { width: 5, height: 5, class: "hatch-ground" }), svg("rect", { width: 1.6, height: 5, class: "hatch-line" })));
}

/** Shares; see `viz.views.counting.shares.shares` for their data. */
export default class Shares extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.picture = svg("svg", { "aria-hidden": "true" });
    host.append(this.picture);
    this.picture.addEventListener("pointermove", ({ target }) => this.read(target.dataset.key && { row: Number(target.dataset.row), key: target.dataset.key }));
    for (const [node, event] of [[this.picture, "pointerleave"], [host, "blur"]]) node.addEventListener(event, () => this.read());
    host.addEventListener("keydown", (event) => this.key(event));
  }

  layout(width) {
    const { bars, longest, rows, words } = this.data;
    const family = fontOf(this.host);
    const widthOf = (text, bold = 600) => textWidth(text, `${bold} 13px ${family}`);
    const widest = (texts) => Math.max(0, ...texts.map((text) => widthOf(text)));
    const totals = widest(bars.map(({ total }) => total));
    const left = Math.max(widest(bars.map(({ name }) => name)), widthOf(words.name)) + 10;
    const right = width - (totals ? Math.max(totals, widthOf(words.total)) + 10 : 4);
    const pitch = clamp(Math.floor(ROWS.all / Math.max(1, rows)), ROWS.low, ROWS.high);
    const bottom = HEAD + rows * pitch;
    const x = (this.x = new Axis({ low: 0, high: longest }, left, right));
    this.rows = Array.from({ length: rows }, (_, row) => new SharesBar({ left, pitch, row, top: HEAD + row * pitch, width, widthOf, x }));
    this.foot = svg("text", { class: "note end", x: right, y: bottom + 34 });
    resize(this.picture, width, bottom + FOOT);
    this.picture.replaceChildren(hatch(),
      svg("text", { class: "note end", x: left - 10, y: 13 }, words.name),
      ...(totals ? [svg("text", { class: "note end", x: width, y: 13 }, words.total)] : []),
      ...this.axis(bottom), ...this.rows.map(({ group }) => group),
      ...(longest > 1 ? [svg("line", { class: "whole", x1: x.px(1), x2: x.px(1), y1: HEAD, y2: bottom })] : []), this.foot);
    this.drawn = undefined;
  }

  axis(bottom) {
    const { x } = this;
    return x.ticks(Math.min(5, (x.to - x.from) / TICK)).flatMap(([value, text]) => [
      svg("line", { class: "rule", x1: x.px(value), x2: x.px(value), y1: HEAD, y2: bottom }),
      svg("text", { class: "tick middle", x: x.px(value), y: bottom + 15 }, text)]);
  }

  /** The bar in a row at a step. */
  bar(step, row) {
    return this.data.bars[this.data.frames[step]?.[row]];
  }

  draw() {
    const { clock: { length, shown }, data } = this;
    const from = Math.floor(shown);
    const part = eased(shown - from);
    const key = [from, part, this.at?.row, this.at?.key].join();
    if (key === this.drawn) return;
    this.drawn = key;
    const [before, after] = [from, Math.min(from + 1, length - 1)];
    const now = data.now[part < 0.5 ? before : after];
    this.rows.forEach((bar, row) => {
      bar.draw(this.bar(before, row), this.bar(after, row), part, this.at?.row === row ? this.at.key : undefined);
      set(bar.group, "data-now", now === null ? "all" : row === now);
    });
    write(this.foot, this.reading?.said ?? data.words.axis);
    this.foot.classList.toggle("strong", Boolean(this.reading));
  }

  /** What is read: the segment's words, and its place in its bar; undefined where it is gone. */
  get reading() {
    const bar = this.at && this.bar(this.clock.step, this.at.row);
    const place = bar ? bar.segments.findIndex((segment) => keyOf(segment) === this.at.key) : -1;
    return place < 0 ? undefined : { bar, place, said: bar.segments[place][3] || bar.segments[place][0] };
  }

  read(at) {
    this.at = at || undefined;
    this.clock.request();
  }

  /** Up and down walk the rows; in a row that is read, left and right its segments. */
  key(event) {
    const [down, right] = arrow(event) ?? [0, 0];
    const { clock: { step }, data, reading } = this;
    const row = clamp(reading ? this.at.row + down : data.now[step] ?? 0, 0, data.frames[step].length - 1);
    const bar = this.bar(step, row);
    if (!bar?.segments.length || (!down && !(right && reading))) return;
    const place = down ? bar.hit ?? 0 : clamp(reading.place + right, 0, bar.segments.length - 1);
    this.read({ row, key: keyOf(bar.segments[place]) });
    take(event);
  }

  describe() {
    const { clock: { step }, data, reading } = this;
    if (reading) return `${reading.bar.name}: ${reading.said}`;
    const bars = data.frames[step].map((_, row) => this.bar(step, row));
    const now = data.now[step];
    return (now === null ? bars : [bars[now]]).map(({ name, segments, total }) =>
      [`${name}: ${segments.slice(0, SAID).map(([word, , , said]) => said || word).join(", ")}`, total && `${data.words.total} ${total}`].filter(Boolean).join("; ")).join(". ");
  }
}
