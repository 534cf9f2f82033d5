// What a network makes of each word, as a square of colours: in the sentence, moved, and again.

import { clamp, fontOf, html, resize, set, svg, textWidth } from "../../kit/dom.js";
import { fitCanvas } from "../../kit/canvas.js";
import { unpack } from "../../kit/data.js";
import { ramp } from "../../kit/colours.js";
import { number, phrase } from "../../kit/format.js";
import { colourKey } from "../../kit/legend.js";
import { vectorImage } from "../../kit/vectors.js";
import { View } from "../../kit/view.js";

const ACROSS = 8; // numbers in a row of a square
const LINKS = 22; // px between the sentence and the other order
const WORD = 40; // px that a word needs to be read, at least
const LARGEST_TILE = 36; // px
const HEAD = { level: 17, upright: 76 }; // px of the words above a row of squares
const LINE = 18; // px of a line of notes

/** `lines` of notes stand between what was moved and what is computed again. */
function areaOf(width, count, lines, head) {
  const pitch = width / count;
  const side = Math.floor(Math.min(LARGEST_TILE, pitch - 5));
  const from = head + 4, moved = from + side + LINKS + head, again = moved + side + 6 + LINE * lines;
  return { pitch, side, head, from, moved, again, bottom: again + side, x: (place) => (place + 0.5) * pitch };
}

/** As much of a word as there is room for. */
function fitted(word, room, font) {
  if (textWidth(word, font) <= room) return word;
  const signs = [...word];
  while (signs.length > 1 && textWidth(`${signs.join("")}…`, font) > room) signs.pop();
  return `${signs.join("")}…`;
}

/** So short that ten stand side by side. */
const brief = (value) => number(value, value < 0.01 ? 1 : 2);

/** Fingerprints; see `viz.views.positions.shuffle.fingerprints` for their data. */
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
    this.above = this.notes(width, family);
    const level = data.words.every((word) => textWidth(word, `13px ${family}`) < Math.max(WORD, width / this.count - 4));
    const a = (this.area = areaOf(width, this.count, this.above.length, HEAD[level ? "level" : "upright"]));
    this.width = width;
    const scale = { kind: "diverging", low: -data.most, high: data.most, label: data.labels.scale, ends: [-data.most, data.most].map((end) => number(end, 2)) };
    this.tiles = this.cut(host, scale);
    const key = colourKey(host, scale);
    const beside = textWidth(data.labels.difference, `13px ${family}`) + 20 + key.width <= width;
    const top = a.bottom + 35 + (beside ? 0 : LINE + 2);
    const height = top + 6;
    resize(picture, width, height);
    this.context = fitCanvas(canvas, width, height);
    this.context.imageSmoothingEnabled = false;
    this.links = data.order.map((word, place) => svg("path", { class: "link", d: `M${a.x(word)},${a.from + a.side + 2}L${a.x(place)},${a.moved - a.head - 3}` }));
    this.marks = [a.from, a.moved, a.again].map(() => svg("rect", { class: "now", width: a.side + 4, height: a.side + 4, rx: 3 }));
    picture.replaceChildren(...this.links, ...this.names(family), ...this.results(family), ...this.marks, key.at(beside ? width - key.width : 4, top));
  }

  cut(host, scale) {
    const colours = ramp(host, "diverging");
    const all = (values) => Array.from({ length: this.count }, (_, k) =>
      vectorImage(values.subarray(k * this.channels, (k + 1) * this.channels), ACROSS, colours, scale));
    return { before: all(this.before), after: this.after && all(this.after) };
  }

  /** What is said above the squares that are computed again: what they are, and guess and answer; on a line where both fit. */
  notes(width, family) {
    const { again, marks } = this.data.labels;
    const fit = textWidth(again, `13px ${family}`) + textWidth(marks, `600 13px ${family}`) + 24 <= width;
    return [[again, "note"], [marks, "marks"]].filter(([text]) => text).reduce((lines, each) =>
      (fit && lines.length ? [[...lines[0], each]] : [...lines, [each]]), []);
  }

  /** The words above both rows, as far as they fit; upright where there is little room. */
  names(family) {
    const { area: a, data } = this;
    const upright = a.head === HEAD.upright;
    const name = (word, x, y, look) => {
      const text = fitted(data.words[word], upright ? a.head - 8 : a.pitch - 4, `13px ${family}`);
      return svg("text", upright ? { class: look, transform: `translate(${x + 4},${y}) rotate(-90)` } : { class: `middle ${look}`, x, y }, text);
    };
    return [...data.words.map((_, word) => name(word, a.x(word), a.from - 8, "")),
      ...data.order.map((word, place) => name(word, a.x(place), a.moved - 5, "halo"))];
  }

  /** Below each word: how far it is from what it was; and what the rows are. */
  results(family) {
    const { area: a, data } = this;
    const texts = data.order.map((_, place) => (data.difference ? brief(data.difference[place]) : ""));
    const fits = texts.every((text) => textWidth(text, `13px ${family}`) < a.pitch - 2);
    const line = svg("text", { x: 0, y: a.bottom + 35, class: "note" }, data.labels.difference);
    this.gaps = texts.map((text, place) => svg("text", { x: this.inside(a.x(place), text, family), y: a.bottom + 16, class: "middle difference", "data-place": place,
      "data-value": data.difference?.[place] }, text));
    this.thin = !fits;
    const notes = this.above.flatMap((said, k) => said.map(([text, look], n) => svg("text", {
      class: `${look}${n ? " end" : ""}`, x: n ? this.width : 0, y: a.again - 7 - LINE * (this.above.length - 1 - k) }, text)));
    return [...this.gaps, line, ...notes, ...(this.tiles.after ? [] : this.hidden())];
  }

  /** The middle of a text that would leave the picture at its sides. */
  inside(x, text, family) {
    const half = textWidth(text, `700 13px ${family}`) / 2;
    return clamp(x, half, this.width - half);
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
      difference: data.difference ? number(data.difference[place], 2) : data.labels.hidden });
  }
}
