// Networks unrolled one above the other: a cell for each step, coloured by its value.

import { clamp, fontOf, resize, scrubbable, set, svg, write } from "../../kit/dom.js";
import { timeline } from "../../kit/data.js";
import { css, ramp, shade } from "../../kit/colours.js";
import { number } from "../../kit/format.js";
import { legend, legendHeight } from "../../kit/legend.js";
import { View } from "../../kit/view.js";
import { CELL, buildRow, frame, geometry, hatch, stepAxis, tokenTexts } from "./unrolled.js";

/** A chain; see `viz.views.chain.chain` for its data. */
export default class Chain extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    const rows = data.rows.map((row) => ({ ...row, values: timeline(row.values, data.cover) }));
    Object.assign(this, { rows, length: data.tokens.length });
    this.picture = svg("svg", { "aria-hidden": "true" });
    host.append(this.picture);
    scrubbable(this.picture, this.clock, (x) => (x - this.g.left) / this.g.pitch - 0.5);
  }

  /** Builds everything for a width; `draw` then only moves and recolours. */
  layout(width) {
    const { data, host, length, rows, words } = this;
    const g = (this.g = geometry(width, data.tokens, rows.length, width < 480));
    const family = fontOf(host);
    const colours = ramp(host, data.scale.kind).map(css);
    this.paints = rows.map((row) => row.values.map((value) => colours[shade(value, data.scale)]));
    this.drawn = rows.map((row, index) => buildRow(g, row, index, data, length));
    this.tokens = tokenTexts(g, data.tokens, family);
    this.token = svg("text", { y: g.bottom + 12, class: "token current middle" });
    this.edge = this.step = undefined;
    const below = g.bottom + 42;
    resize(this.picture, width, below + legendHeight(host, data.scale, width - g.left));
    const named = g.named && !g.narrow;
    this.picture.replaceChildren(hatch(), ...this.drawn.map((row) => row.group),
      ...(named ? [svg("text", { x: 0, y: g.bottom + 12, class: "note" }, words.input)] : []),
      ...this.tokens, this.token, ...stepAxis(g, length, data.loss, words, family),
      legend(host, data.scale, g.left, below, width - g.left));
  }

  draw() {
    const time = this.clock.shown;
    this.reach(time);
    this.rows.forEach((row, index) => this.drawHead(row, index, time));
    this.drawToken(time);
  }

  /** Repaints the cells that the head has passed since the last frame. */
  reach(time) {
    const forward = this.clock.natural === 1;
    const next = forward ? Math.floor(time + 0.5) : Math.ceil(time - 0.5);
    if (next === this.edge) return;
    const [from, to] = this.edge === undefined ? [0, this.length - 1]
      : [Math.min(this.edge, next), Math.max(this.edge, next)];
    this.edge = next;
    for (let t = from; t <= to; t += 1) {
      const reached = forward ? t <= next : t >= next;
      this.rows.forEach((_, row) => this.paint(row, t, reached));
    }
  }

  paint(row, t, reached) {
    const cell = this.drawn[row].cells[t];
    const covered = t < this.data.cover;
    cell.style.fill = !reached ? "" : covered ? "url(#unrolled-hatch)" : this.paints[row][t];
    cell.setAttribute("class", `cell${reached ? (covered ? " covered" : " reached") : ""}`);
  }

  drawHead(row, index, time) {
    const { clock, data, g } = this;
    const { trail, head, read } = this.drawn[index];
    const x = g.centre(time);
    set(head, "d", frame(g, x, g.top(index) + CELL / 2, clock.direction));
    if (g.linked) this.drawTrail(trail, x);
    write(read, number(row.values[clock.step], 2, clock.step < data.cover ? "?" : "–"));
    set(read, "x", g.narrow ? g.right + 28 : clamp(x, g.left + 28, g.right - 8));
  }

  /** Colours the links that the head has passed; where cells touch there are none to see. */
  drawTrail(trail, x) {
    const { clock, data, g } = this;
    const end = g.right + (data.loss === this.length - 1 ? 7 : 0);
    trail.setAttribute("x1", clock.natural === 1 ? g.centre(0) : x);
    trail.setAttribute("x2", clock.natural === 1 ? x : end);
  }

  /** Shows which token is read: among all of them, or alone where they do not fit. */
  drawToken(time) {
    const { clock, g, step, token, tokens } = this;
    if (!tokens.length) {
      const text = this.data.tokens[clock.step];
      write(token, g.narrow && g.named ? `${this.words.input} ${text}` : text);
      set(token, "x", clamp(g.centre(time), g.left + 40, g.right - 30));
    } else if (step !== clock.step) {
      tokens[step]?.classList.remove("current");
      tokens[clock.step].classList.add("current");
    }
    this.step = clock.step;
  }

  describe() {
    return this.rows.map(({ name, note, symbol, values }) =>
      `${name} ${note} ${symbol}: ${number(values[this.clock.step], 2, "?")}`).join("; ");
  }
}
