// What is opened besides attention: the beginning of a line, a feed-forward network, the word at the end.

import { html, resize, set, svg, textWidth, write } from "../../kit/dom.js";
import { paintCells } from "../../kit/canvas.js";
import { ramp } from "../../kit/colours.js";
import { number, phrase, probability } from "../../kit/format.js";
import { colourKey } from "../../kit/legend.js";

const PARTS = ["word", "position", "both"];
const ACROSS = 64; // units in a row
const RANKS = 5;
const BESIDE = 190; // px of a unit's name, bar and number

/** So many words as fit a room, the first at least. */
function fitting(words, room, family) {
  const said = (count) => words.slice(0, count).join(" · ");
  const count = [3, 2].find((some) => textWidth(said(some), `13px ${family}`) <= room) ?? 1;
  return said(count);
}

const strip = (width, height) => html("canvas", { class: "strip", width, height });
const cell = (name) => html("span", { class: name });

/** The key of a scale below what it colours. */
function keyOf(picture, scale, width) {
  resize(picture, width, 18);
  picture.replaceChildren(colourKey(picture, scale).at(0, 13));
}

/** Word vector, position and their sum, as strips of coloured cells with their norms. */
export class NearStart {
  constructor(model) {
    this.model = model;
    const { words, sides } = model.data;
    this.rows = PARTS.map((part) => ({ canvas: strip(sides.encoder.vectors.shape[2], 1), size: cell("size"), name: words[`start.${part}`] }));
    this.key = svg("svg", { "aria-hidden": "true" });
    this.host = html("div", { class: "start" }, ...this.rows.map(({ canvas, name, size }) =>
      html("div", { class: "vector" }, html("span", {}, name), size, canvas)), this.key);
  }

  layout(width) {
    const { limits, words } = this.model.data;
    this.colours = ramp(this.host, "diverging");
    const ends = [-limits.vector, 0, limits.vector].map((end) => number(end, 2));
    keyOf(this.key, { kind: "diverging", low: -limits.vector, high: limits.vector, ends: [ends[0], ends[2]], label: words["start.key"] }, width);
  }

  draw(moment) {
    const { data, sides } = this.model;
    const sizes = this.model.sizes(moment);
    this.rows.forEach(({ canvas, size }, part) => {
      const shades = sides[moment.side].vectors.row(part, moment.row);
      paintCells(canvas, (_, channel) => this.colours[shades[channel]]);
      write(size, part === 1 && !data.placed ? data.words.off : `‖·‖ = ${number(sizes[part], 3)}`);
    });
  }
}

/** The units of a feed-forward network: all as cells, the strongest with their numbers. */
export class NearFeed {
  constructor(model) {
    this.model = model;
    const { words, sides } = model.data;
    this.units = sides.encoder.units.shape[2];
    this.canvas = strip(ACROSS, Math.ceil(this.units / ACROSS));
    this.fired = cell("fired");
    this.key = svg("svg", { "aria-hidden": "true" });
    this.rows = Array.from({ length: RANKS }, () => ["unit", "bar", "value", "raised"].map(cell));
    this.raises = html("span", { class: "raised" }, words.raises);
    this.host = html("div", { class: "feed" }, html("p", {}, this.fired, this.raises), this.canvas,
      ...this.rows.map((parts) => html("div", { class: "ranked" }, ...parts)), this.key);
  }

  layout(width, family) {
    const { limits, words } = this.model.data;
    Object.assign(this, { colours: ramp(this.host, "sequential"), family, room: width - BESIDE });
    keyOf(this.key, { kind: "sequential", low: 0, high: limits.unit, ends: ["0", number(limits.unit, 2)], label: words.activation }, width);
  }

  draw(moment) {
    const { data: { limits, words } } = this.model;
    const { fired, shades, strongest } = this.model.units(moment);
    write(this.fired, phrase(words.fires, { n: fired, of: this.units }));
    paintCells(this.canvas, (row, column) => this.colours[shades[row * ACROSS + column] ?? 0]);
    this.rows.forEach(([unit, bar, value, raised], k) => {
      const { unit: place, value: much, words: best } = strongest[k] ?? { value: 0, words: [] };
      const fires = much > 0;
      write(unit, fires ? phrase(words.unit, { n: place }) : "–");
      bar.style.setProperty("--share", much / limits.unit);
      write(value, fires ? number(much, 3) : "");
      write(raised, fires ? fitting(best, this.room, this.family) : "");
    });
    set(this.host, "data-side", moment.side);
  }
}

/** The words that are likeliest behind the last norm and the readout. */
export class NearEnd {
  constructor(model) {
    this.model = model;
    const { words } = model.data;
    const heads = ["", words.logit, words.share].map((text, k) => html("span", { class: ["word", "logit", "head"][k] }, text));
    this.rows = Array.from({ length: RANKS }, () => ["word", "logit", "bar", "value"].map(cell));
    this.host = html("div", { class: "end" }, html("div", { class: "ranked heads" }, ...heads), ...this.rows.map((parts) => html("div", { class: "ranked" }, ...parts)));
  }

  layout() {}

  draw({ row }) {
    const { list, word: written } = this.model.options(row);
    this.rows.forEach(([word, logit, bar, value], k) => {
      const option = list[k];
      set(word.parentNode, "data-written", option?.word === written);
      write(word, option?.word ?? "");
      write(logit, option ? number(option.logit, 3) : "");
      bar.style.setProperty("--share", option?.share ?? 0);
      write(value, option ? probability(option.share) : "");
    });
  }
}
