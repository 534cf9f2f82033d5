// Networks unrolled one above the other: a cell for each step, coloured by its value.

import { clamp, fontOf, resize, scrubbable, set, svg, textWidth, write } from "../../kit/dom.js";
import { timeline } from "../../kit/data.js";
import { css, ramp, shade } from "../../kit/colours.js";
import { number } from "../../kit/format.js";
import { legend } from "../../kit/legend.js";
import { View } from "../../kit/view.js";
import { MARK_ROOM, rowMarks } from "./marks.js";
import { CELL, buildRow, frame, geometry, hatch, stepAxis, tokenTexts, tokensName } from "./unrolled.js";

/** A chain; see `viz.views.chain.chain` for its data. */
export default class Chain extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    const rows = data.rows.map((row) => ({ ...row, values: timeline(row.values, data.cover) }));
    const said = data.tokens.map((token) => token.replace(/^-(?=\d)/, "−"));
    Object.assign(this, { rows, said, length: said.length });
    this.picture = svg("svg", { "aria-hidden": "true" });
    host.append(this.picture);
    scrubbable(this.picture, this.clock, (x) => (x - this.g.left) / this.g.pitch - 0.5);
  }

  /** Builds everything for a width; `draw` then only moves and recolours. */
  layout(width) {
    const { data, host, length, rows, words } = this;
    const family = (this.family = fontOf(host));
    const room = rows.some(({ marks }) => marks.length) ? MARK_ROOM : 0;
    const g = (this.g = geometry(width, this.said, rows, width < 480, family, room));
    const colours = ramp(host, data.scale.kind).map(css);
    this.paints = rows.map((row) => row.values.map((value) => colours[shade(value, data.scale)]));
    this.drawn = rows.map((row, index) => buildRow(g, row, index, data, length, rowMarks(g, row, index, words, family)));
    this.tokens = tokenTexts(g, this.said, family);
    this.token = svg("text", { y: g.bottom + 12, class: "token current middle" });
    this.edge = this.step = undefined;
    const below = g.bottom + 42;
    const key = legend(host, data.scale, width - g.left);
    resize(this.picture, width, below + key.height);
    const named = g.named && !g.narrow;
    this.picture.replaceChildren(hatch(), ...this.drawn.map((row) => row.group),
      ...(named ? [svg("text", { x: 0, y: g.bottom + 12, class: "note" }, tokensName(this.said, words))] : []),
      ...this.tokens.values(), this.token, ...stepAxis(g, length, data.loss, words, family),
      key.at(g.left, below));
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

  /** Shows which token is read: among those that are seen, or alone where none fits. */
  drawToken(time) {
    const { clock, g, step, token, tokens } = this;
    if (!tokens.size) {
      const text = this.said[clock.step];
      const half = textWidth(text, `700 13px ${this.family}`) / 2;
      write(token, g.narrow && g.named ? `${tokensName(this.said, this.words)} ${text}` : text);
      set(token, "x", clamp(g.centre(time), g.left + (g.narrow ? 40 : half), g.right - half));
    } else if (step !== clock.step) {
      tokens.get(step)?.classList.remove("current");
      tokens.get(clock.step)?.classList.add("current");
    }
    this.step = clock.step;
  }

  describe() {
    return this.rows.map(({ name, note, symbol, values }) =>
      `${name} ${note} ${symbol}: ${number(values[this.clock.step], 2, "?")}`).join("; ");
  }
}
