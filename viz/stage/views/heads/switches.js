// All heads small: a causal map that grows with the clock, a score in words, and a switch.

import { html, set, write } from "../../kit/dom.js";
import { paintCells } from "../../kit/canvas.js";
import { ramp } from "../../kit/colours.js";
import { unpack } from "../../kit/data.js";
import { phrase, probability } from "../../kit/format.js";
import { View } from "../../kit/view.js";
import { headMap } from "../common/head_maps.js";

const ALL = -1; // instead of one head of a layer: before scores show, a map that is pressed again

/** Heads as maps with switches; see `viz.lessons.multi_head.switches.switches`. Picked in it: lower, upper, off. */
export default class Switches extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.weights = unpack(data.weights);
    this.most = data.looks && { to: unpack(data.looks.to), weight: unpack(data.looks.weight) };
    this.tiles = data.codes.map((code, head) => this.tile(code, head));
    const layers = [0, 1].map((layer) => html("div", { class: "layer", role: "group", "aria-label": this.layer(layer) },
      html("span", { class: "note" }, this.layer(layer)), ...this.tiles.slice(layer * data.across, (layer + 1) * data.across).map(({ box }) => box)));
    host.classList.toggle("bare", !data.roles);
    host.append(...layers);
  }

  layer(layer) {
    return phrase(this.data.words.layer, { layer: layer + 1 });
  }

  tile(code, head) {
    const { tokens, words } = this.data;
    const name = `L${code[0]}H${code[1]}`;
    const map = headMap(phrase(words.map, { name, about: this.about(head) }), head, tokens.length, () => this.choose(head));
    const toggle = this.data.roles ? html("button", { type: "button", class: "toggle", "data-code": code }) : "";
    if (toggle) toggle.addEventListener("click", () => this.flip(code));
    const [looks] = this.data.roles ? [] : [html("span", { class: "looks" })];
    const box = html("div", { class: "tile" }, html("div", { class: "top" }, map, html("span", { class: "side" }, html("b", {}, name), toggle)),
      ...(looks ? [looks] : this.known(head)), ...this.mark(head, map));
    if (this.data.roles && this.data.roles[head].score < 0.6) box.classList.add("weak");
    return { box, map, toggle, looks, code, name };
  }

  /** Below a map: what the head does, and what is copied without it. */
  known(head) {
    return [html("span", { class: "role" }, this.role(head)), html("span", { class: "without" }, this.without(head))];
  }

  /** The word of a map that was guessed, or is the answer; both are ringed. */
  mark(head, map) {
    const { marks, words } = this.data;
    const names = ["you", "answer"].filter((name) => marks?.[name] === head);
    if (!names.length) return [];
    map.classList.add(names.at(-1));
    return [html("span", { class: `mark ${names.at(-1)}` }, names.map((name) => words[`mark.${name}`]).join(" = "))];
  }

  role(head) {
    const { roles, words } = this.data;
    return phrase(words[`role.${roles[head].role}`], { score: probability(roles[head].score) });
  }

  without(head) {
    const { places, without, words } = this.data;
    return phrase(words.without, { copied: places ? phrase(words.share, { copied: without[head], n: places }) : "–" });
  }

  about(head) {
    return this.data.roles ? `${this.role(head)}, ${this.without(head)}` : this.looks(head, this.data.tokens.length - 1);
  }

  /** Where a head looks most from a place, and how much. */
  looks(head, t) {
    const { tokens, words } = this.data;
    const place = head * tokens.length + t;
    return phrase(words.looks, { word: tokens[this.most.to[place]], weight: probability(this.most.weight[place]) });
  }

  layout() {
    this.colours = ramp(this.host, "sequential");
    this.drawn = this.shown = undefined;
  }

  draw() {
    const { lower, upper, off } = this.picked;
    const key = [lower, upper, off].join("|");
    if (key !== this.shown) this.press(lower, upper, off ?? "");
    this.shown = key;
    if (this.clock.step === this.drawn) return;
    this.drawn = this.clock.step;
    this.tiles.forEach(({ map, looks }, head) => {
      this.paint(map.firstChild, head);
      if (looks) write(looks, this.looks(head, this.drawn));
    });
  }

  /** Marks the heads that are shown large and those that are changed. */
  press(lower, upper, off) {
    const { across, how, words } = this.data;
    const changed = off.split(".");
    this.tiles.forEach(({ box, map, toggle, code, name }, head) => {
      set(map, "aria-pressed", head === lower || (upper >= 0 && head === across + upper));
      box.classList.toggle("changed", Boolean(toggle) && changed.includes(code));
      if (!toggle) return;
      const is = changed.includes(code);
      set(toggle, "aria-pressed", is);
      write(toggle, words[is ? how : "on"]);
      set(toggle, "aria-label", phrase(words.toggle, { name, state: words[is ? how : "on"] }));
    });
  }

  /** The rows of a map that the clock has come to. */
  paint(canvas, head) {
    const T = this.data.tokens.length;
    paintCells(canvas, (t, j) => this.colours[t <= this.drawn && j <= t ? this.weights[(head * T + t) * T + j] : 0]);
  }

  choose(head) {
    const { across } = this.data;
    const [name, value] = head < across ? ["lower", head] : ["upper", head - across];
    this.pick(name, !this.data.roles && this.picked[name] === value ? ALL : value);
  }

  flip(code) {
    const changed = new Set((this.picked.off ?? "").split(".").filter(Boolean));
    if (!changed.delete(code)) changed.add(code);
    this.pick("off", this.data.codes.filter((each) => changed.has(each)).join("."));
  }
}
