// Distributions as bars, cut into the shares of their tokens; from one step to the next they grow.

import { clamp, fontOf, resize, set, svg, textWidth, write } from "../../kit/dom.js";
import { blend } from "../../kit/data.js";
import { arrow, take } from "../../kit/keys.js";
import { eased } from "../../kit/moving.js";
import { Axis } from "../../kit/plot.js";
import { View } from "../../kit/view.js";

const [HEAD, FOOT] = [22, 38]; // px above and below the rows
const ROWS = { all: 208, low: 18, high: 48 }; // px: all rows together, and one
const GAP = 7; // px between two bars, room for the mark
const KINDS = ["seen", "never", "others", "covered"];
const SAID = 6; // segments that are read out, at most
const TICK = 44; // px

const keyOf = ([word, , kind]) => `${kind} ${word}`;

/** The segments between two states of a bar: by their words, those that are gone at the end. */
function mixed(before, after, part) {
  const [old, young] = [before, after].map(({ segments }) => new Map(segments.map((each) => [keyOf(each), each])));
  return [...new Set([...young.keys(), ...old.keys()])].map((key) => {
    const [word, , kind] = young.get(key) ?? old.get(key);
    return [word, blend(old.get(key)?.[1] ?? 0, young.get(key)?.[1] ?? 0, part, false), kind];
  });
}

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
    this.g = { pitch, tall: pitch - GAP, widthOf, x: new Axis({ low: 0, high: longest }, left, right) };
    this.rows = Array.from({ length: rows }, (_, row) => this.row(row, left, width));
    this.foot = svg("text", { class: "note end", x: right, y: bottom + 34 });
    resize(this.picture, width, bottom + FOOT);
    this.picture.replaceChildren(hatch(),
      svg("text", { class: "note end", x: left - 10, y: 13 }, words.name),
      ...(totals ? [svg("text", { class: "note end", x: width, y: 13 }, words.total)] : []),
      ...this.axis(bottom), ...this.rows.map(({ group }) => group),
      ...(longest > 1 ? [svg("line", { class: "whole", x1: this.g.x.px(1), x2: this.g.x.px(1), y1: HEAD, y2: bottom })] : []), this.foot);
    this.drawn = undefined;
  }

  axis(bottom) {
    const { x } = this.g;
    return x.ticks(Math.min(5, (x.to - x.from) / TICK)).flatMap(([value, text]) => [
      svg("line", { class: "rule", x1: x.px(value), x2: x.px(value), y1: HEAD, y2: bottom }),
      svg("text", { class: "tick middle", x: x.px(value), y: bottom + 15 }, text)]);
  }

  row(row, left, width) {
    const y = HEAD + row * this.g.pitch + GAP;
    const [name, total] = [left - 10, width].map((x) => svg("text", { class: "end", x, y: y + this.g.tall / 2 + 4.5 }));
    const [cells, mark] = [svg("g"), svg("path", { class: "mark" })];
    const tag = svg("g", { class: "tag" }, svg("rect", { y: y + 0.5, height: this.g.tall - 1, rx: 3 }), svg("text", { class: "middle", y: y + this.g.tall / 2 + 4.5 }));
    return { y, name, total, cells, mark, tag, group: svg("g", { class: "bar" }, name, total, cells, tag, mark) };
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
    this.rows.forEach((parts, row) => {
      set(parts.group, "data-now", now === null ? "all" : row === now);
      this.drawRow(parts, row, this.bar(before, row), this.bar(after, row), part);
    });
    write(this.foot, this.reading?.said ?? data.words.axis);
    this.foot.classList.toggle("strong", Boolean(this.reading));
  }

  drawRow({ group, name, total, cells, mark, tag, y }, row, before, after, part) {
    const bar = part < 0.5 ? before : after;
    group.style.visibility = bar ? "" : "hidden";
    if (!bar) return;
    const moves = part > 0 && part < 1 && before?.name === after?.name;
    const hit = bar.hit === null ? undefined : keyOf(bar.segments[bar.hit]);
    write(name, bar.name);
    write(total, bar.total);
    this.drawCells(cells, tag, row, moves ? mixed(before, after, part) : bar.segments, hit, y);
    mark.style.display = bar.mark === null ? "none" : "";
    if (bar.mark !== null) set(mark, "d", `M${this.g.x.px(bar.mark)},${y + this.g.tall}V${y}l-4,-6.5h8l-4,6.5`);
  }

  drawCells(cells, tag, row, segments, hit, y) {
    const { tall, widthOf, x } = this.g;
    while (cells.childElementCount < 2 * segments.length) {
      cells.append(svg("rect", { y, height: tall, "data-row": row }, svg("title")), svg("text", { class: "middle", y: y + tall / 2 + 4.5 }));
    }
    const nodes = [...cells.children];
    let sum = 0, tagged;
    const placed = segments.map((segment) => {
      const [from, to] = [x.px(sum), x.px(sum += segment[1])];
      const is = keyOf(segment) === hit;
      const needs = widthOf(segment[0], is ? 600 : 400) + 4;
      if (is && to - from < needs) tagged = { from: to + needs + 2 < x.to ? to + 1 : from - needs - 1, wide: needs + 2, word: segment[0] };
      return { from, to, is, needs, segment };
    });
    nodes.forEach((node) => (node.style.display = "none"));
    placed.forEach(({ from, to, is, needs, segment }, k) => {
      const [rect, text] = nodes.slice(2 * k, 2 * k + 2);
      const code = KINDS[segment[2]];
      const wide = Math.max(0.5, to - from - (to - from > 3 ? 1 : 0)); // a hairline to the next
      if (to <= from) return;
      rect.style.display = "";
      for (const [name, value] of [["x", from], ["width", wide], ["class", `${code}${is ? " hit" : k % 2 ? " odd" : ""}`],
        ["data-key", keyOf(segment)], ["data-share", segment[1]]]) set(rect, name, value);
      rect.style.fill = code === "never" && !is ? "url(#shares-hatch)" : "";
      rect.classList.toggle("read", this.at?.row === row && this.at.key === keyOf(segment));
      write(rect.firstChild, segment[3] ?? "");
      const [start, end] = [(from + to - needs) / 2, (from + to + needs) / 2];
      if (to - from < needs || (tagged && tagged.from < end && start < tagged.from + tagged.wide)) return;
      text.style.display = "";
      set(text, "x", (from + to - 1) / 2);
      set(text, "class", `middle${is ? " hit" : ""}`);
      write(text, segment[0]);
    });
    tag.style.visibility = tagged ? "" : "hidden";
    if (!tagged) return;
    set(tag.firstChild, "x", tagged.from);
    set(tag.firstChild, "width", tagged.wide);
    set(tag.lastChild, "x", tagged.from + tagged.wide / 2);
    write(tag.lastChild, tagged.word);
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
