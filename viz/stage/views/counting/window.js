// A text in one line that slides along under the window of an n-gram: its history and the next token.

import { blend } from "../../kit/data.js";
import { clamp, fontOf, resize, set, svg, textWidth } from "../../kit/dom.js";
import { phrase } from "../../kit/format.js";
import { eased } from "../../kit/moving.js";
import { View } from "../../kit/view.js";

const [TOP, TALL, HEIGHT] = [5, 30, 62]; // px: the tiles, the picture
const TILE = { least: 25, around: 14, gap: 4 }; // px
const FRAME = 3; // px of a plate around its tiles
const PLACE = 0.6; // of the width, where the next token stands
const FADE = 9; // px beyond an end at which a tile is gone
const APART = 10; // px between the two labels
const SLACK = 6; // px that a label may be wider than it was measured

/** A window; see `viz.views.counting.window.window` for its data. */
export default class Window extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.picture = svg("svg", { "aria-hidden": "true" });
    host.append(this.picture);
    this.steps = new Map(data.places.map((place, step) => [place, step]));
  }

  layout(width) {
    const { data: { tiles, words }, host } = this;
    const family = fontOf(host);
    let left = FRAME;
    this.boxes = tiles.map(([word, special]) => {
      const wide = Math.max(TILE.least, textWidth(word, `600 ${special ? 13 : 17}px ${family}`) + TILE.around);
      left += wide + TILE.gap;
      return { left: left - wide - TILE.gap, wide };
    });
    this.width = width;
    this.total = left - TILE.gap + FRAME;
    this.tiles = tiles.map((tile, k) => this.tile(tile, k));
    this.line = svg("g", {}, ...this.tiles);
    this.plates = ["history", "next"].map((name) => svg("rect", { class: `around ${name}`, y: TOP - FRAME, height: TALL + 2 * FRAME, rx: 7 }));
    this.labels = ["history", "next"].map((name) => svg("text", { class: `label-of ${name}`, y: HEIGHT - 6 }, words[name]));
    this.needs = this.labels.map((label) => textWidth(label.textContent, `600 13px ${family}`));
    resize(this.picture, width, HEIGHT);
    this.picture.replaceChildren(...this.plates, this.line, ...this.labels);
    this.step = this.drawn = undefined;
  }

  tile([word, special, mark], k) {
    const { left, wide } = this.boxes[k];
    const step = this.steps.get(k);
    const node = svg("g", { class: `tile${special ? " special" : ""}`, "data-word": word },
      svg("rect", { x: left, y: TOP, width: wide, height: TALL, rx: 5 }),
      svg("text", { class: "middle", x: left + wide / 2, y: TOP + (special ? 19.5 : 21) }, word === " " ? "␣" : word));
    if (mark) node.append(svg("line", { class: mark, x1: left + 5, x2: left + wide - 5, y1: TOP + TALL - 3, y2: TOP + TALL - 3 }));
    if (step !== undefined) node.addEventListener("click", () => this.clock.go(step));
    return node;
  }

  /** Where history and next token stand at a step, as [left, right] each; a history of none is a line. */
  frames(step) {
    const { boxes, data: { history, places } } = this;
    const next = boxes[places[step]];
    const from = history[step] ? boxes[places[step] - history[step]].left : next.left - TILE.gap;
    return [[from, next.left - TILE.gap], [next.left, next.left + next.wide]];
  }

  /** How far the line is moved where the next token stands between these. */
  offset([left, right]) {
    if (this.total <= this.width) return (this.width - this.total) / 2;
    return clamp(PLACE * this.width - (left + right) / 2, this.width - this.total, 0);
  }

  draw() {
    const { clock: { length, shown } } = this;
    if (shown === this.drawn) return;
    this.drawn = shown;
    const from = Math.floor(shown);
    const part = eased(shown - from);
    const [before, after] = [from, Math.min(from + 1, length - 1)].map((step) => this.frames(step));
    const between = (one, other) => one.map((edge, k) => blend(edge, other[k], part, false));
    const [history, next] = before.map((edges, k) => between(edges, after[k]));
    const [offset] = between([this.offset(before[1])], [this.offset(after[1])]);
    set(this.line, "transform", `translate(${offset.toFixed(2)},0)`);
    const edges = [history, next].map((pair) => pair.map((x) => x + offset));
    this.plates.forEach((plate, k) => {
      set(plate, "x", edges[k][0] - FRAME + k);
      set(plate, "width", Math.max(0, edges[k][1] - edges[k][0] + 2 * FRAME - 2));
    });
    this.drawLabels(edges, this.data.history[part < 0.5 ? from : Math.min(from + 1, length - 1)] > 0);
    this.drawTiles(offset, part < 0.5 ? from : Math.min(from + 1, length - 1));
  }

  /** Below its plate each, moved apart where they would touch. */
  drawLabels([history, next], has) {
    const { labels, needs, width } = this;
    const under = ([left, right], need, start) => (right - left > need ? (left + right - need) / 2 : start ? left : right - need);
    let first = Math.max(0, under(history, needs[0], false));
    const second = clamp(under(next, needs[1], true), has ? first + needs[0] + APART : 0, width - needs[1] - SLACK);
    first = Math.min(first, second - APART - needs[0]);
    [first, second].forEach((x, k) => set(labels[k], "x", x.toFixed(1)));
    for (const part of [labels[0], this.plates[0]]) part.style.display = has ? "" : "none";
    for (const part of [labels[1], this.plates[1]]) part.style.display = this.clock.step === this.data.rest ? "none" : "";
  }

  drawTiles(offset, step) {
    const { boxes, data, width } = this;
    const place = data.places[step];
    this.tiles.forEach((tile, k) => {
      const [left, right] = [boxes[k].left + offset, boxes[k].left + boxes[k].wide + offset];
      const out = Math.max(0, -left, right - width);
      const hidden = out >= FADE || (data.written && k > place);
      tile.style.visibility = hidden ? "hidden" : "";
      if (hidden) return;
      tile.style.opacity = 1 - out / FADE;
      set(tile, "data-is", step === data.rest ? "read" : k === place ? "next" : k > place ? "ahead" : k >= place - data.history[step] ? "history" : "read");
    });
  }

  describe() {
    const { data: { history, places, tiles, words }, clock: { step } } = this;
    const place = places[step];
    const [before, [next]] = [tiles.slice(place - history[step], place), tiles[place]];
    return phrase(words.say, { history: before.map(([word]) => word).join(" ") || "–", next });
  }
}
