// Who asks whom: the weights of one head large, growing with the clock, and of all heads small.

import { clamp, fontOf, html, set, svg, textWidth, write } from "../../kit/dom.js";
import { paintCells } from "../../kit/canvas.js";
import { SHARES, css, ramp, shade } from "../../kit/colours.js";
import { colourKey, colourKeyWidth } from "../../kit/colour_key.js";
import { number, phrase } from "../../kit/format.js";
import { SUBSTEPS } from "./asks_model.js";

const SMALL_MAP = 44; // px, side of a small map
const LEAST_SLANTED = 18; // px between two words that are written at 45°
const MAP_TURNS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

function geometry(width, height, model, family) {
  const longest = Math.max(...model.data.tokens.map((word) => textWidth(word, `13px ${family}`)));
  const left = Math.min(width * 0.36, longest + 8);
  const small = 2 * (SMALL_MAP + 8);
  /** Columns whose words rise at an angle: they need room above, and beside the last one. */
  const columns = (angle, top, beside) => {
    const pitch = clamp(Math.min((width - left - beside - small - 16) / model.T, (height - top - 26) / model.T), 7, 30);
    return { angle, left, top, pitch, size: pitch * model.T, width: left + pitch * model.T + beside, height: top + pitch * model.T + 24 };
  };
  const top = longest * 0.71 + 12;
  const slanted = columns(45, top, top * 0.9);
  return slanted.pitch < LEAST_SLANTED ? columns(90, longest + 8, 4) : slanted;
}

export class AsksMap {
  /** `pick(name, value)` is told of a picked head or key. */
  constructor(host, model, clock, pick) {
    Object.assign(this, { host, model, clock, pick });
    this.picture = svg("svg", { "aria-hidden": "true" });
    this.large = html("div", { class: "large", tabindex: 0, role: "group", "aria-label": model.data.words.map_help }, this.picture);
    this.reading = html("p", { class: "reading" });
    this.spoken = html("p", { class: "unseen", "aria-live": "polite" });
    this.small = Array.from({ length: model.heads }, (_, head) => this.button(head));
    const bar = html("div", { class: "heads", role: "group", "aria-label": model.data.words.heads }, ...this.small.flatMap((button, head) =>
      head % model.across ? [button] : [html("span", { class: "note" }, phrase(model.data.words.layer, { layer: head / model.across + 1 })), button]));
    host.append(html("div", { class: "maps" }, this.large, bar), this.reading, this.spoken);
    this.listen();
  }

  /** A small map as a button that makes it the large one. */
  button(head) {
    const { model } = this;
    const name = phrase(model.data.words.head, { layer: Math.floor(head / model.across) + 1, head: (head % model.across) + 1 });
    const canvas = html("canvas", { width: model.T, height: model.T });
    const button = html("button", { type: "button", class: "small", "aria-label": name, title: name, "data-head": head }, canvas);
    button.addEventListener("click", () => this.pick("head", head));
    return button;
  }

  layout(width, height) {
    const { model, picture } = this;
    const g = (this.g = geometry(width, height, model, fontOf(this.host)));
    this.colours = ramp(this.host, SHARES.kind);
    set(picture, "width", g.width);
    set(picture, "height", g.height);
    this.now = svg("rect", { class: "now", x: g.left - 1.5, width: g.size + 3, height: g.pitch + 1, rx: 4 });
    this.mark = svg("rect", { class: "mark", width: g.pitch, height: g.pitch, rx: 3 });
    this.rows = model.data.tokens.map((word, i) => this.row(word, i));
    const heads = model.data.tokens.map((word, j) => this.column(word, j));
    const family = fontOf(this.host);
    const [ends, { scale }] = [["0", "1"], model.data.words];
    const key = colourKey(clamp(g.width - colourKeyWidth(ends, scale, family), 0, g.left), g.top + g.size + 18, this.colours, ends, scale, family);
    picture.replaceChildren(...heads, ...this.rows.map(({ group }) => group), this.now, this.mark, this.hidden(), key);
    this.drawn = this.head = undefined;
  }

  column(word, j) {
    const { angle, left, pitch, top } = this.g;
    const x = left + (j + 0.5) * pitch + (angle < 90 ? 3 : 4.5);
    return svg("text", { class: "asker-name", x, y: top - 5, transform: `rotate(-${angle} ${x} ${top - 5})` }, word);
  }

  row(word, i) {
    const { g, model } = this;
    const y = g.top + i * g.pitch;
    const label = svg("text", { class: "asker-name end", x: g.left - 7, y: y + g.pitch / 2 + 4.5 }, word);
    const cells = model.data.tokens.map((_, j) => svg("rect", { class: "cell", x: g.left + j * g.pitch + 0.75, y: y + 0.75,
      width: g.pitch - 1.5, height: g.pitch - 1.5, rx: 2.5, "data-i": i, "data-j": j }));
    return { label, cells, group: svg("g", {}, label, ...cells) };
  }

  /** A question mark over the row that is asked for; nothing once it is known. */
  hidden() {
    const { g, model } = this;
    const i = model.data.tokens.findIndex((_, place) => model.row(place) === undefined);
    return svg("text", { class: "hidden middle", x: g.left + g.size / 2, y: g.top + (i + 0.5) * g.pitch + 5 }, i < 0 ? "" : "?");
  }

  draw({ i, done, head, j }) {
    const { g } = this;
    const key = [i, j, head, done.softmax.toFixed(2)].join();
    if (key === this.drawn) return;
    this.drawn = key;
    this.rows.forEach((row, place) => this.fill(row, place, head, SUBSTEPS.done(place, this.clock.shown).softmax));
    this.rows.forEach(({ label }, place) => label.classList.toggle("on", place === i));
    set(this.now, "y", g.top + i * g.pitch - 0.5);
    this.point({ i, j, head });
    if (head !== this.head) this.show(head);
  }

  fill({ cells }, place, head, grown) {
    cells.forEach((cell, j) => {
      const weight = this.model.weight(head, place, j);
      cell.style.fill = grown > 0 && !Number.isNaN(weight) ? css(this.colours[shade(weight * grown, SHARES)]) : "var(--empty)";
    });
  }

  /** Paints the small maps and presses the button of the large one. */
  show(head) {
    this.head = head;
    this.small.forEach((button, which) => {
      set(button, "aria-pressed", which === head);
      this.paint(button.firstChild, which);
    });
  }

  paint(canvas, head) {
    paintCells(canvas, (i, j) => this.colours[shade(this.model.weight(head, i, j) || 0, SHARES)]);
  }

  /** Marks the pair whose numbers are shown, and says its weight. */
  point({ i, j, head }) {
    const { g } = this;
    const [row, column] = this.over ?? [i, j];
    set(this.mark, "x", g.left + column * g.pitch);
    set(this.mark, "y", g.top + row * g.pitch);
    this.place = [row, column];
    write(this.reading, this.describe(row, column, head));
  }

  describe(i, j, head) {
    const { model } = this;
    const { tokens, words } = model.data;
    return phrase(words.cell, { word: tokens[i], other: tokens[j], weight: number(model.weight(head, i, j), 3, "?") });
  }

  choose(i, j) {
    const last = this.model.T - 1;
    this.over = [clamp(i, 0, last), clamp(j, 0, last)];
    this.drawn = undefined;
    this.clock.request();
  }

  leave() {
    this.over = undefined;
    this.drawn = undefined;
    this.clock.request();
  }

  find(event) {
    const { g, model } = this;
    const box = this.picture.getBoundingClientRect();
    const [i, j] = [Math.floor((event.clientY - box.top - g.top) / g.pitch), Math.floor((event.clientX - box.left - g.left) / g.pitch)];
    return i >= 0 && i < model.T && j >= 0 && j < model.T ? [i, j] : undefined;
  }

  /** Goes to the moment at which the pair's weight is known, and shows its numbers. */
  press([i, j]) {
    this.over = undefined;
    this.clock.scrub(SUBSTEPS.complete(i, "softmax"));
    this.clock.release();
    this.pick("key", j);
  }

  listen() {
    const { large, picture } = this;
    picture.addEventListener("pointermove", (event) => {
      const at = this.find(event);
      if (at) this.choose(...at);
      else this.leave();
    });
    picture.addEventListener("pointerleave", () => this.leave());
    picture.addEventListener("click", (event) => {
      const at = this.find(event);
      if (at) this.press(at);
    });
    large.addEventListener("blur", () => this.leave());
    large.addEventListener("keydown", (event) => this.key(event));
  }

  key(event) {
    const turn = MAP_TURNS[event.key];
    if (!turn && event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
    const [i, j] = this.place;
    if (!turn) return void this.press([i, j]);
    this.choose(i + turn[0], j + turn[1]);
    write(this.spoken, this.describe(...this.over, this.head));
  }
}
