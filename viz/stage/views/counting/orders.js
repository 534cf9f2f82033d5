// What changes with n: perplexities as curves on a logarithmic axis, and a table in the same columns.

import { clamp, fontOf, html, resize, set, svg, textWidth } from "../../kit/dom.js";
import { number, phrase, powerOfTen } from "../../kit/format.js";
import { arrow, take } from "../../kit/keys.js";
import { placeLabels } from "../../kit/labels.js";
import { Axis } from "../../kit/plot.js";
import { View } from "../../kit/view.js";

const [ALL, LEAST] = [248, 104]; // px: all of the picture, and its curves at least
const [TOP, ROW, NAME] = [24, 20, 17]; // px above the curves, of a row, of a name above its row
const COLUMN = 46; // px, where names of rows stand beside them
const TICK = 20; // px between two numbers of the axis, at least
const LETTER = 16; // px of a "?"

/** Round numbers on a logarithmic axis, as many as have room: 1, 2, 5, 10 …, or 1, 10 … */
function roundTicks({ from, to, low, high, px }) {
  const powers = Array.from({ length: 13 }, (_, k) => k - 2);
  const all = [[1, 2, 5], [1, 5], [1]].map((steps) => powers.flatMap((power) => steps.map((m) => m * 10 ** power)).filter((v) => v >= low * 0.999 && v <= high * 1.001));
  const found = all.find((ticks) => ticks.every((v, k) => !k || Math.abs(px(v) - px(ticks[k - 1])) >= TICK)) ?? all[2];
  return found.length ? found.map((v) => [v, v >= 1e5 ? powerOfTen(Math.round(Math.log10(v))) : String(Number(v.toPrecision(2)))]) : [[low, number(low)], [from === to ? low : high, number(high)]];
}

/** Curves over n; see `viz.views.counting.orders.orders` for their data. Picked in them: `data.picked`. */
export default class Orders extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.picture = svg("svg", { "aria-hidden": "true" });
    this.choices = Array.from({ length: data.length }, (_, k) => this.choice(k + 1));
    const group = html("div", { class: "across", role: "radiogroup", "aria-label": data.words.hint }, ...this.choices);
    group.addEventListener("keydown", (event) => this.key(event));
    host.append(html("div", { class: "plot-and-table" }, this.picture, group), html("p", { class: "hint" }, data.words.hint));
  }

  choice(n) {
    const said = this.said(n);
    const node = html("div", { role: "radio", title: said, "aria-label": said, "data-n": n });
    node.addEventListener("click", () => this.pick(this.data.picked, n));
    return node;
  }

  /** All that stands in a column. */
  said(n) {
    const { curves, rows, words } = this.data;
    const told = curves.map(({ best, covered, guess, name, values }) => [`${name}: ${covered ? words.covered : number(values[n - 1], 3)}`,
      best === n && phrase(words.best, { n, value: number(values[n - 1], 3) }), guess === n && words.guess].filter(Boolean).join(", "));
    return [`${words.n} = ${n}`, ...told, ...rows.map(({ name, cells }) => `${name}: ${cells[n - 1]}`)].join("; ");
  }

  layout(width) {
    const { data, host } = this;
    this.family = fontOf(host);
    const widest = Math.max(0, ...[...data.rows.map(({ name }) => name), data.words.n].map((name) => this.wide(name))) + 10;
    const beside = (width - widest) / data.length >= COLUMN;
    const left = beside ? Math.max(44, widest) : 40;
    const table = ROW + data.rows.length * (ROW + (beside ? 0 : NAME));
    const bottom = TOP + Math.max(LEAST, ALL - TOP - table - 4);
    const column = (width - left) / data.length;
    this.g = { beside, bottom, column, left, width, height: bottom + table + 4, x: (n) => left + (n - 0.5) * column,
      y: new Axis({ low: data.bounds[0], high: data.bounds[1], log: true }, bottom - 6, TOP + 4) };
    this.plate = svg("rect", { class: "plate", y: TOP - 6, width: column - 4, height: this.g.height - TOP + 6, rx: 6 });
    resize(this.picture, width, this.g.height);
    this.picture.replaceChildren(this.plate, ...this.axis(), ...this.curves(), ...this.table());
    this.choices.forEach((node, k) => (node.style.cssText = `left:${left + k * column + 2}px;top:${TOP - 6}px;width:${column - 4}px;height:${this.g.height - TOP + 6}px`));
    this.chosen = undefined;
  }

  wide(text, size = 13) {
    return textWidth(text, `600 ${size}px ${this.family}`);
  }

  axis() {
    const { left, width, y } = this.g;
    const ticks = roundTicks({ ...y, px: (value) => y.px(value) });
    return [svg("text", { class: "note", y: 13 }, this.data.words.axis), ...ticks.flatMap(([value, text]) => [
      svg("line", { class: "rule", x1: left, x2: width, y1: y.px(value), y2: y.px(value) }),
      svg("text", { class: "tick end", x: left - 7, y: y.px(value) + 4 }, text)])];
  }

  /** Curves with dots, or a row of "?"; names beside them, the value of the best, the guess on the axis. */
  curves() {
    const { data: { curves, words }, g } = this;
    const open = curves.filter(({ covered }) => !covered).map((curve) => ({ ...curve, points: curve.values.map((v, k) => [g.x(k + 1), g.y.px(v)]) }));
    const hidden = this.hidden(curves.filter(({ covered }) => covered), open);
    const best = open.filter((curve) => curve.best).map((curve) => ({ ...curve, of: curve.points[curve.best - 1], text: number(curve.values[curve.best - 1], 3) }));
    const told = open.flatMap((curve) => curve.told.map(([n, text]) => ({ ...curve, of: curve.points[n - 1], text })));
    const written = [...best, ...told];
    const guesses = open.filter(({ guessed }) => guessed).map(({ guessed: [n, value] }) => [g.x(n), clamp(g.y.px(value), TOP, g.bottom - 6)]);
    const [guess, taken] = this.guess(curves.find((curve) => curve.guess)?.guess, words.guess);
    const lines = [...written.map(({ of, text }) => ({ points: [of], width: this.wide(text) + 2, dot: true })),
      ...[...open, ...hidden].map(({ name, points }) => ({ points, width: this.wide(name) + 2, dot: true })),
      ...guesses.map((point) => ({ points: [point], width: this.wide(words.guess, 12) + 2, dot: true }))];
    const boxes = placeLabels(lines, [], { x: g.left + 2, y: TOP - 8, width: g.width - g.left - 2, height: g.bottom - TOP + 6 },
      [...taken, ...hidden.flatMap(({ points }) => points.map(([x, y]) => ({ x: x - LETTER / 2, y: y - 9, width: LETTER, height: 18 })))]);
    const label = (text, box, kind, colour) => svg("text", { class: `halo ${kind}`, x: box.x + 1, y: box.y + 12, style: colour && `fill:var(--${colour})` }, text);
    return [...open.map(({ colour, dash, points }) => svg("path", { class: "curve", d: `M${points.join("L")}`, style: `stroke:var(--${colour})`, "stroke-dasharray": dash })),
      ...open.flatMap(({ colour, name, points, values }) => points.map(([cx, cy], k) =>
        svg("circle", { class: "dot", cx, cy, r: 4, style: `fill:var(--${colour})`, "data-curve": name, "data-n": k + 1, "data-value": values[k] }))),
      ...best.map(({ of: [cx, cy] }) => svg("circle", { class: "best", cx, cy, r: 8 })),
      ...hidden.flatMap(({ colour, points }) => points.map(([x, y]) => svg("text", { class: "asked middle", x, y: y + 6, style: `fill:var(--${colour})` }, "?"))),
      ...written.map(({ colour, text }, k) => label(text, boxes[k], "value", colour)),
      ...[...open, ...hidden].map(({ colour, name }, k) => label(name, boxes[written.length + k], "name", colour)),
      ...guesses.flatMap(([x, y], k) => [svg("path", { class: "guess", d: `M${x - 6},${y - 6}h12l-6,10z` }),
        label(words.guess, boxes[written.length + open.length + hidden.length + k], "guess")]), ...guess];
  }

  /** Covered curves, each as a row where the open ones are farthest. */
  hidden(covered, open) {
    const { bottom, x } = this.g;
    const heights = open.flatMap(({ points }) => points.map(([, y]) => y));
    return covered.map((curve) => {
      const places = Array.from({ length: 24 }, (_, k) => TOP + 26 + (k / 23) * (bottom - TOP - 40));
      const room = (y) => Math.min(bottom - y, y - TOP + 14, ...heights.map((other) => Math.abs(other - y)));
      const y = places.reduce((one, other) => (room(other) > room(one) ? other : one));
      heights.push(y);
      return { ...curve, points: Array.from({ length: this.data.length }, (_, k) => [x(k + 1), y]) };
    });
  }

  /** The mark of the guess with its name, and the box that they take. */
  guess(n, text) {
    if (!n) return [[], []];
    const { bottom, left, width, x } = this.g;
    const wide = this.wide(text, 12) + 4;
    const start = x(n) + 8 + wide < width ? x(n) + 8 : Math.max(left, x(n) - 8 - wide);
    return [[svg("path", { class: "guess", d: `M${x(n) - 6},${bottom - 11}h12l-6,10z` }), svg("text", { class: "guess halo", x: start, y: bottom - 2 }, text)],
      [{ x: Math.min(start, x(n) - 7), y: bottom - 14, width: wide + 15, height: 16 }]];
  }

  table() {
    const { data: { length, rows, words }, g: { beside, bottom, column, left, width, x } } = this;
    const pitch = ROW + (beside ? 0 : NAME);
    const least = Math.max(...rows.flatMap(({ cells }) => cells.map((cell) => this.wide(cell)))) > column - 4 ? 12 : 13;
    this.heads = Array.from({ length }, (_, k) => svg("text", { class: "head middle", x: x(k + 1), y: bottom + 15 }, k + 1));
    return [svg("line", { class: "ground", x1: left, x2: width, y1: bottom, y2: bottom }),
      svg("text", { class: "note end", x: left - 7, y: bottom + 15 }, words.n), ...this.heads,
      ...rows.flatMap(({ best, cells, name }, row) => {
        const y = bottom + ROW + (row + 1) * pitch - 5;
        return [svg("text", { class: beside ? "note end" : "note", ...(beside ? { x: left - 7, y } : { x: 0, y: y - NAME }) }, name),
          ...(best ? [svg("rect", { class: "best", x: x(best) - column * 0.4, y: y - 14, width: column * 0.8, height: 19, rx: 6 })] : []),
          ...cells.map((cell, k) => svg("text", { class: "middle cell", x: x(k + 1), y, style: `font-size:${least}px` }, cell))];
      })];
  }

  draw() {
    const chosen = this.picked[this.data.picked];
    if (chosen === this.chosen) return;
    this.chosen = chosen;
    const { column, left } = this.g;
    this.plate.style.display = chosen ? "" : "none";
    set(this.plate, "x", left + ((chosen || 1) - 1) * column + 2);
    this.choices.forEach((node, k) => {
      set(node, "aria-checked", k + 1 === chosen);
      set(node, "tabindex", k + 1 === (chosen || 1) ? 0 : -1);
      this.heads[k].classList.toggle("strong", k + 1 === chosen);
    });
  }

  /** Arrow keys pick the neighbours; Enter and Space what has the focus. */
  key(event) {
    const at = this.choices.indexOf(event.target) + 1;
    const [down, right] = arrow(event) ?? [0, 0];
    if (!down && !right && event.key !== "Enter" && event.key !== " ") return;
    const n = clamp(at + (right || down), 1, this.data.length);
    this.pick(this.data.picked, n);
    this.choices[n - 1].focus();
    take(event);
  }
}
