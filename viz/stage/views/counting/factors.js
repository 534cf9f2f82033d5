// A line as a product: for each token its factor in bits, the counts behind it, and the sum so far.

import { blend } from "../../kit/data.js";
import { clamp, fontOf, resize, set, svg, textWidth, write } from "../../kit/dom.js";
import { number, phrase } from "../../kit/format.js";
import { eased } from "../../kit/moving.js";
import { Axis } from "../../kit/plot.js";
import { View } from "../../kit/view.js";

const [TOP, BARS, TOKEN, NAME, FOOT] = [22, 97, 25, 16, 20]; // px, heights
const ROWS = { fraction: 35, whole: 35, seen: 20 }; // px
const BESIDE = 0.3; // of the width that names may take beside their rows
const [AXIS, AIR, WIDEST] = [34, 11, 76]; // px: the axis alone, between two columns, a column
const PLACE = 0.7; // of the columns, where the clock stands when not all have room

/** Factors; see `viz.views.counting.factors.factors` for their data. */
export default class Factors extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    let total = 0;
    this.sums = data.factors.map(({ bits }) => (total += bits));
    this.most = Math.max(...data.factors.map(({ bits }) => bits));
    this.picture = svg("svg", { "aria-hidden": "true" });
    host.append(this.picture);
  }

  layout(width) {
    const { data: { factors, words }, host } = this;
    const family = fontOf(host);
    const wide = (text, size = 13) => textWidth(text, `600 ${size}px ${family}`);
    const rows = Object.keys(ROWS);
    const names = Math.max(...rows.map((name) => wide(words[name]))) + 12;
    const beside = names <= BESIDE * width;
    const left = beside ? Math.max(AXIS, names) : AXIS;
    const parts = factors.flatMap(({ fraction, whole }) => [fraction, whole]).flatMap((text) => text.split("/"));
    const needs = Math.max(26, ...factors.map(({ word }) => wide(word, 16)), ...parts.map((part) => wide(part, 12))) + AIR;
    const fits = clamp(Math.floor((width - left) / needs), 1, factors.length);
    const pitch = Math.min(Math.max(needs, WIDEST), (width - left) / fits);
    const bottom = TOP + 14 + BARS;
    let end = bottom + TOKEN;
    const row = Object.fromEntries(rows.map((name) => [name, (end += ROWS[name] + (beside ? 0 : NAME)) - ROWS[name] / 2]));
    this.g = { bottom, end, fits, left, pitch, row, wide, width, x: (k) => left + (k + 0.5) * pitch,
      y: new Axis({ low: 0, high: this.most }, bottom, TOP + 14) };
    this.sum = svg("text", { class: "strong end", x: width, y: 13 });
    this.columns = factors.map((factor, k) => this.column(factor, k));
    this.line = svg("g", {}, ...this.columns.map(({ group }) => group));
    const never = factors.some(({ zero, whole_zero }) => zero || whole_zero);
    const height = end + (never ? FOOT : 0);
    resize(this.picture, width, height);
    this.picture.replaceChildren(...this.axis(), ...rows.map((name) => svg("text", { class: beside ? "note end" : "note",
      ...(beside ? { x: left - 8, y: row[name] + 4 } : { x: 0, y: row[name] - ROWS[name] / 2 - 4 }) }, words[name])), this.line, this.sum,
      ...(never ? [svg("text", { class: "never end", x: width, y: height - 5 }, words.never)] : []));
    this.drawn = undefined;
  }

  axis() {
    const { bottom, left, width, y } = this.g;
    return [svg("text", { class: "note", y: 13 }, this.data.words.bits), ...y.ticks(4).flatMap(([value, text]) => [
      svg("line", { class: value ? "rule" : "ground", x1: left, x2: width, y1: y.px(value), y2: y.px(value) }),
      svg("text", { class: "tick end", x: left - 8, y: Math.min(y.px(value) + 4, bottom) }, text)])];
  }

  /** A fraction as numerator, line and denominator, around the middle of its row. */
  fraction(text, k, y, kind, ringed) {
    const { wide, x } = this.g;
    const parts = text.split("/");
    const half = Math.max(...parts.map((part) => wide(part, 12))) / 2 + 2;
    return svg("g", { class: `count ${kind}`, "data-fraction": text },
      ringed ? svg("rect", { class: "ring", x: x(k) - half - 2.5, y: y - 16.5, width: 2 * half + 5, height: 33, rx: 6 }) : "",
      svg("line", { x1: x(k) - half, x2: x(k) + half, y1: y, y2: y }),
      ...parts.map((part, row) => svg("text", { class: "middle", x: x(k), y: y + (row ? 13 : -4) }, part)));
  }

  column(factor, k) {
    const { bottom, end, pitch, row, x } = this.g;
    const thick = Math.min(26, pitch - 8);
    const at = (y, text, kind) => svg("text", { class: `middle ${kind}`, x: x(k), y }, text);
    const bar = svg("rect", { class: "bits", x: x(k) - thick / 2, width: thick, rx: 2, "data-t": k + 1, "data-bits": factor.bits });
    const bits = at(0, number(factor.bits), "bits-text");
    const told = svg("g", {}, this.fraction(factor.fraction, k, row.fraction, factor.zero ? "zero" : "", false),
      this.fraction(factor.whole, k, row.whole, factor.whole_zero ? "zero" : factor.differs ? "" : "same", factor.differs),
      at(row.seen + 4, factor.seen, `count${factor.seen ? "" : " zero"}`));
    const word = at(bottom + 18, factor.word === " " ? "␣" : factor.word, `word${factor.special ? " special" : ""}`);
    const title = svg("title");
    const group = svg("g", { class: "column" }, title, svg("rect", { class: "reach", x: x(k) - pitch / 2, y: TOP, width: pitch, height: end - TOP }), bar, bits, told, word);
    group.addEventListener("click", () => this.clock.go(k));
    return { bar, bits, group, title, told, word };
  }

  /** How far the columns are moved at a step, so that its own is seen. */
  offset(step) {
    const { fits, pitch } = this.g;
    return -pitch * clamp(step - Math.floor(PLACE * fits), 0, this.sums.length - fits);
  }

  draw() {
    const { clock: { length, shown, step }, g } = this;
    if (shown === this.drawn) return;
    this.drawn = shown;
    const from = Math.floor(shown);
    const part = eased(shown - from);
    const offset = blend(this.offset(from), this.offset(Math.min(from + 1, length - 1)), part, false);
    set(this.line, "transform", `translate(${offset.toFixed(2)},0)`);
    write(this.sum, `${this.data.words.sum} ${number(this.sums[step], 3)}`);
    this.columns.forEach(({ bar, bits, group, title, told, word }, k) => {
      const x = g.x(k) + offset;
      group.style.visibility = x - g.pitch / 2 < g.left - 1 || x + g.pitch / 2 > g.width + 1 ? "hidden" : "";
      const grown = k <= from ? 1 : k === from + 1 ? part : 0;
      const top = blend(g.bottom, g.y.px(this.data.factors[k].bits), grown, false);
      set(bar, "y", top);
      set(bar, "height", g.bottom - top);
      set(bits, "y", top - 4);
      for (const node of [bits, told]) node.style.visibility = k <= step ? "" : "hidden";
      word.classList.toggle("ahead", k > step);
      word.classList.toggle("now", k === step);
      write(title, k <= step ? this.said(k) : "");
    });
  }

  said(k) {
    const { factors, words } = this.data;
    const { bits, fraction, seen, whole, word, zero } = factors[k];
    const said = phrase(words.say, { word, bits: number(bits), fraction, whole, seen, sum: number(this.sums[k], 3) });
    return zero ? `${said}; ${words.never}` : said;
  }

  describe() {
    return this.said(this.clock.step);
  }
}
