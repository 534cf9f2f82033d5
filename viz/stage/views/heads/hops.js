// Two hops on a strip of symbols: above it layer 2 looks back, below it layer 1 had looked from there.

import { fontOf, html, resize, svg, write } from "../../kit/dom.js";
import { phrase } from "../../kit/format.js";
import { steady } from "../../kit/steady.js";
import { readable } from "../../kit/grid.js";
import { Strip } from "../../kit/strip.js";
import { View } from "../../kit/view.js";
import { HopsArcs } from "./hops_arcs.js";
import { HopsCards } from "./hops_cards.js";
import { HopsModel } from "./hops_model.js";
import { description, lanes, reading, sentence, whole } from "./hops_words.js";

const LANES = { above: 100, below: 46 }; // px
const ALONE = { above: 112, below: 58 }; // px, without cards below

/** Two heads at work; see `viz.lessons.multi_head.hops.hops` for its data. Picked beside it: lower, upper. */
export default class Hops extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.model = new HopsModel(data);
    this.picture = svg("svg", { "aria-hidden": "true" });
    [this.above, this.beneath, this.dashed] = ["q", "k", "other"].map((name) => html("span", { class: `lane ${name}` }));
    this.says = html("p", { class: "says" });
    this.cards = new HopsCards(this.model);
    if (data.changed) write(this.dashed, phrase(data.words.dashed, { name: data.name }));
    host.append(html("p", { class: "lanes" }, this.above), this.picture, html("p", { class: "lanes" }, this.beneath, this.dashed), this.says, ...(data.plain ? [] : [this.cards.host]));
    readable(this, host);
  }

  layout(width) {
    const { data, host, picture } = this;
    const strip = (this.grid = new Strip(data.tokens, width, fontOf(host), data.plain ? ALONE : LANES));
    resize(picture, width, strip.height);
    this.arcs = new HopsArcs(this.model, strip, fontOf(host));
    picture.replaceChildren(...strip.tokens, this.arcs.arcs, this.arcs.chips);
    const parts = [this.says, this.above.parentNode, this.beneath.parentNode, ...(data.plain ? [] : this.cards.boxes)];
    steady(parts, this.clock.length, (t) => this.tell(this.model.path(t, this.picked)));
    this.drawn = undefined;
  }

  draw() {
    const t = this.clock.step;
    const { lower, upper } = this.picked;
    const key = [t, lower, upper].join();
    if (key !== this.drawn) this.show(this.model.path(t, { lower, upper }));
    this.drawn = key;
    this.arcs.grow(this.clock.shown - t + 0.5);
    write(this.says, this.at && whole(this.path) ? reading(this.model, this.path, this.at[1]) : sentence(this.model, this.path));
  }

  /** Everything that belongs to one step and one pair of heads. */
  show(path) {
    this.path = path;
    const { t, source, note } = path;
    this.grid.show(new Map([...this.before(t), [note, "note"], [source, "source"], [t + 1, "next"], [t, "now"]]), t); // the last is what a token is
    this.arcs.show(path);
    this.tell(path);
  }

  /** Without cards, where the symbol was before, and what followed it: what a copy would be. */
  before(t) {
    const seen = this.data.plain ? this.data.seen[t] : null;
    return seen === null ? [] : [[seen, "same"], [seen + 1, "copy"]];
  }

  /** What is said of a path in words and numbers. */
  tell(path) {
    write(this.says, sentence(this.model, path));
    if (!this.data.plain && whole(path)) this.cards.draw(path);
    lanes(this.model, path).forEach((text, k) => write([this.above, this.beneath][k], text));
  }

  describe() {
    return this.path ? description(this.model, this.path) : "";
  }

  get place() {
    return [0, this.clock.step];
  }

  read() {
    this.clock.request();
  }

  press(_, j) {
    this.clock.go(j);
  }
}
