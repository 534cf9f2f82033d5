// A running text whose tokens are coloured by their surprise, as the clock reads it; above it the mean so far.

import { html, resize, svg, write } from "../../kit/dom.js";
import { css, inkOn, ramp, shade } from "../../kit/colours.js";
import { number, phrase } from "../../kit/format.js";
import { arrow, take } from "../../kit/keys.js";
import { colourKey } from "../../kit/legend.js";
import { View } from "../../kit/view.js";

const KEY = { height: 14, base: 11 }; // px
const EXACT = 4; // digits of a mean, so that 2 to its power is the perplexity beside it

/** Surprise; see `viz.views.counting.surprise.surprise` for its data. */
export default class Surprise extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    let total = 0;
    this.means = data.tokens.map(({ bits }, k) => (total += bits) / (k + 1));
    this.facts = ["bits", "mean", "perplexity"].map((name) => this.fact(name));
    this.tiles = data.tokens.map((token, k) => this.tile(token, k));
    this.key = svg("svg", {});
    const notes = ["digit", "never"].map((name) => html("span", { class: `note ${name}` }, data.words[name]));
    const hidden = { "aria-hidden": "true" };
    host.append(html("div", { class: "facts", ...hidden }, ...this.facts.map(({ node }) => node)),
      html("div", { class: "running", ...hidden }, ...this.tiles), html("div", { class: "meaning", ...hidden }, this.key, ...notes));
    host.addEventListener("keydown", (event) => this.walk(event));
  }

  /** A number of the token at the clock, or of the text up to it, below its name. */
  fact(name) {
    const [label, value] = [html("div", { class: "note" }), html("b", { "data-fact": name })];
    return { label, value, node: html("div", { class: name }, label, value) };
  }

  tile({ bits, seen, special, unknown, word, zero }, k) {
    const kinds = Object.entries({ special, unknown, zero }).filter(([, is]) => is).map(([name]) => name);
    const tile = html("span", { class: ["tile", ...kinds].join(" "), "data-bits": bits, "data-seen": seen, title: this.said(k) },
      html("span", { class: "word" }, word), html("span", { class: "seen" }, seen));
    tile.addEventListener("click", () => this.clock.go(k));
    return tile;
  }

  layout() {
    const { data: { scale, tokens }, host } = this;
    const colours = ramp(host, scale.kind);
    tokens.forEach(({ bits }, k) => {
      const colour = colours[shade(bits, scale)];
      this.tiles[k].style.setProperty("--tint", css(colour));
      this.tiles[k].style.setProperty("--on", inkOn(colour));
    });
    const key = colourKey(host, scale);
    resize(this.key, Math.ceil(key.width), KEY.height);
    this.key.replaceChildren(key.at(0, KEY.base));
    this.step = undefined;
  }

  drawStep(step) {
    const { data: { words }, means } = this;
    const [bits, mean, perplexity] = this.facts;
    write(bits.label, this.named(step));
    const { bits: surprise, seen } = this.data.tokens[step];
    bits.value.replaceChildren(this.bits(surprise), html("span", { class: "note longest" }, phrase(words.seen, { seen })));
    write(mean.label, phrase(words.mean, { count: step + 1 }));
    write(mean.value, this.bits(means[step], EXACT));
    write(perplexity.label, words.perplexity);
    perplexity.value.replaceChildren("2", html("sup", {}, number(means[step], EXACT)), ` = ${number(2 ** means[step], 3)}`);
    this.tiles.forEach((tile, k) => {
      tile.classList.toggle("ahead", k > step);
      tile.classList.toggle("now", k === step);
    });
  }

  bits(value, digits = 3) {
    return phrase(this.data.words.bits, { bits: number(value, digits) });
  }

  /** The token with the history that its probability depends on. */
  named(k) {
    const { tokens, words } = this.data;
    const { before, unknown, word } = tokens[k];
    return phrase(before ? words.after : words.alone, { before, word: unknown ? `${word} = ⟨unk⟩` : word });
  }

  said(k) {
    const { bits, seen } = this.data.tokens[k];
    return `${this.named(k)}: ${this.bits(bits)}; ${phrase(this.data.words.seen, { seen })}`;
  }

  /** Up and down move the clock by a line of the text. */
  walk(event) {
    const [down] = arrow(event) ?? [0];
    if (!down) return;
    const { tiles, clock } = this;
    const middle = ({ offsetLeft, offsetWidth }) => offsetLeft + offsetWidth / 2;
    const here = tiles[clock.step];
    const tops = [...new Set(tiles.map(({ offsetTop }) => offsetTop))];
    const line = tiles.filter(({ offsetTop }) => offsetTop === tops[tops.indexOf(here.offsetTop) + down]);
    const away = line.map((tile) => Math.abs(middle(tile) - middle(here)));
    if (line.length) clock.go(tiles.indexOf(line[away.indexOf(Math.min(...away))]));
    take(event);
  }

  describe() {
    const { clock: { step }, data: { words }, means } = this;
    return [this.said(step), `${phrase(words.mean, { count: step + 1 })}: ${this.bits(means[step], EXACT)}`,
      `${words.perplexity}: ${number(2 ** means[step], 3)}`].join("; ");
  }
}
