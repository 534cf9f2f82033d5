// What a network makes of each word, as a square of colours: in the sentence, moved, and again.

import { clamp, fontOf, html, resize, set, svg, textWidth } from "../../kit/dom.js";
import { fitCanvas } from "../../kit/canvas.js";
import { unpack } from "../../kit/data.js";
import { ramp } from "../../kit/colours.js";
import { number, phrase } from "../../kit/format.js";
import { legend } from "../../kit/legend.js";
import { vectorImage } from "../../kit/vectors.js";
import { View } from "../../kit/view.js";

const ACROSS = 8; // numbers in a row of a square
const LINKS = 22; // px between the sentence and the other order
const LARGEST_TILE = 38; // px
const HEAD = 17; // px of a line of words

function areaOf(width, count) {
  const pitch = width / count;
  const side = Math.floor(Math.min(LARGEST_TILE, pitch - 5));
  const from = HEAD + 4, moved = from + side + LINKS + HEAD, again = moved + side + 18;
  return { pitch, side, from, moved, again, bottom: again + side, x: (place) => (place + 0.5) * pitch };
}

/** So short that ten stand side by side. */
const brief = (value) => number(value, value < 0.01 ? 1 : 2);

/** Fingerprints; see `viz.views.shuffle.fingerprints` for their data. */
export default class Fingerprints extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    Object.assign(this, { count: data.words.length, channels: data.before.shape[1] });
    this.before = unpack(data.before);
    this.after = data.after && unpack(data.after);
    this.canvas = html("canvas", { class: "tiles" });
    this.picture = svg("svg", { "aria-hidden": "true" });
    host.append(this.canvas, this.picture, html("p", { class: "answer" }, data.labels.answer));
  }

  layout(width) {
    const { canvas, data, host, picture } = this;
    const family = fontOf(host);
    const a = (this.area = areaOf(width, this.count));
    this.width = width;
    const scale = { kind: "diverging", low: -data.most, high: data.most, label: data.labels.scale };
    this.tiles = this.cut(host, scale);
    const top = a.bottom + 40;
    const key = legend(host, scale, width);
    const height = top + key.height + 4;
    resize(picture, width, height);
    this.context = fitCanvas(canvas, width, height);
    this.context.imageSmoothingEnabled = false;
    this.links = data.order.map((word, place) => svg("path", { class: "link", d: `M${a.x(word)},${a.from + a.side + 2}L${a.x(place)},${a.moved - HEAD - 1}` }));
    this.marks = [a.from, a.moved, a.again].map(() => svg("rect", { class: "now", width: a.side + 4, height: a.side + 4, rx: 3 }));
    picture.replaceChildren(...this.links, ...this.names(family), ...this.results(family), ...this.marks, key.at(0, top));
  }

  cut(host, scale) {
    const colours = ramp(host, "diverging");
    const all = (values) => Array.from({ length: this.count }, (_, k) =>
      vectorImage(values.subarray(k * this.channels, (k + 1) * this.channels), ACROSS, colours, scale));
    return { before: all(this.before), after: this.after && all(this.after) };
  }

  /** The words above both rows, or their numbers where they would touch. */
  names(family) {
    const { area: a, data } = this;
    const fits = data.words.every((word) => textWidth(word, `13px ${family}`) < a.pitch - 4);
    const name = (word) => (fits ? data.words[word] : String(word + 1));
    return [...data.words.map((_, word) => svg("text", { x: a.x(word), y: HEAD - 4, class: "middle" }, name(word))),
      ...data.order.map((word, place) => svg("text", { x: a.x(place), y: a.moved - 5, class: "middle halo" }, name(word)))];
  }

  /** Below each word: how far it is from what it was; and what the rows are. */
  results(family) {
    const { area: a, data } = this;
    const texts = data.order.map((_, place) => (data.difference ? brief(data.difference[place]) : "?"));
    const fits = texts.every((text) => textWidth(text, `13px ${family}`) < a.pitch - 2);
    const line = svg("text", { x: 0, y: a.bottom + 33, class: "note" }, data.labels.difference);
    this.gaps = texts.map((text, place) => svg("text", { x: clamp(a.x(place), 24, this.width - 24), y: a.bottom + 16, class: "middle difference", "data-place": place,
      "data-value": data.difference?.[place] }, text));
    this.thin = !fits;
    const again = svg("text", { x: 0, y: a.again - 6, class: "note" }, data.labels.again);
    return [...this.gaps, line, again, ...(this.tiles.after ? [] : this.hidden())];
  }

  hidden() {
    const { area: a } = this;
    return this.data.order.flatMap((_, place) => [
      svg("rect", { x: a.x(place) - a.side / 2, y: a.again, width: a.side, height: a.side, class: "blank" }),
      svg("text", { x: a.x(place), y: a.again + a.side / 2 + 5, class: "middle unknown" }, "?")]);
  }

  draw() {
    const { area: a, clock, context, data, tiles } = this;
    const time = clock.shown;
    context.clearRect(0, 0, this.width, this.canvas.height);
    const put = (picture, x, y) => context.drawImage(picture, x - a.side / 2, y, a.side, a.side);
    data.order.forEach((word, place) => {
      if (tiles.after) put(tiles.after[place], a.x(place), a.again);
      put(tiles.before[word], a.x(word), a.from);
      const way = clamp(time - word + 1, 0, 1);
      if (way > 0) put(tiles.before[word], a.x(word) + way * (a.x(place) - a.x(word)), a.from + way * (a.moved - a.from));
      set(this.links[place], "data-passed", way === 1);
    });
    this.point(clamp(clock.step, 0, this.count - 1));
  }

  /** Frames the word at the clock wherever it stands. */
  point(word) {
    const { area: a, data } = this;
    const place = data.order.indexOf(word);
    [[word, a.from], [place, a.moved], [place, a.again]].forEach(([column, y], k) => {
      set(this.marks[k], "x", a.x(column) - a.side / 2 - 2);
      set(this.marks[k], "y", y - 2);
    });
    this.gaps.forEach((gap, k) => {
      set(gap, "data-now", k === place);
      gap.style.display = this.thin && k !== place ? "none" : "";
    });
  }

  describe() {
    const { clock, data } = this;
    const word = clamp(clock.step, 0, this.count - 1);
    const place = data.order.indexOf(word);
    return phrase(data.labels.spoken, { word: data.words[word], place: place + 1,
      difference: data.difference ? number(data.difference[place], 2) : "?" });
  }
}
