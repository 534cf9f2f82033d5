// Two hops on a strip of symbols: above it layer 2 looks back, below it layer 1 had looked from there.

import { clamp, fontOf, html, resize, svg, write } from "../../kit/dom.js";
import { arrow, take } from "../../kit/keys.js";
import { phrase } from "../../kit/format.js";
import { View } from "../../kit/view.js";
import { HopsArcs } from "./hops_arcs.js";
import { HopsCards } from "./hops_cards.js";
import { HopsModel } from "./hops_model.js";
import { HopsStrip, geometry } from "./hops_strip.js";
import { description, lanes, reading, sentence } from "./hops_words.js";

const LANES = { above: 100, below: 46 }; // px

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
    host.append(html("p", { class: "lanes" }, this.above), this.picture, html("p", { class: "lanes" }, this.beneath, this.dashed), this.says, this.cards.host);
    this.listen();
  }

  layout(width) {
    const { data, host, picture } = this;
    const g = (this.g = geometry(data.tokens, width, fontOf(host), LANES));
    resize(picture, width, g.height);
    this.strip = new HopsStrip(data.tokens, g);
    this.arcs = new HopsArcs(this.model, g, LANES.below);
    picture.replaceChildren(...this.strip.symbols, this.arcs.arcs, this.arcs.chips);
    this.drawn = undefined;
  }

  draw() {
    const t = this.clock.step;
    const { lower, upper } = this.picked;
    const key = [t, lower, upper].join();
    if (key !== this.drawn) this.show(this.model.path(t, { lower, upper }));
    this.drawn = key;
    this.arcs.grow(this.clock.shown - t + 0.5);
    write(this.says, this.over === undefined ? sentence(this.model, this.path) : reading(this.model, this.path, this.over));
  }

  /** Everything that belongs to one step and one pair of heads. */
  show(path) {
    this.path = path;
    this.strip.mark(path);
    this.arcs.show(path);
    this.cards.draw(path);
    lanes(this.model, path).forEach((text, k) => write([this.above, this.beneath][k], text));
  }

  describe() {
    return this.path ? description(this.model, this.path) : "";
  }

  point(j) {
    this.over = j === undefined ? undefined : clamp(j, 0, this.model.T - 1);
    this.clock.request();
  }

  /** The symbol nearest to the pointer. */
  find({ clientX }) {
    const x = clientX - this.picture.getBoundingClientRect().left;
    return clamp(Math.floor((x / this.g.width) * this.model.T), 0, this.model.T - 1);
  }

  listen() {
    const { host, picture } = this;
    picture.addEventListener("pointermove", (event) => this.point(this.find(event)));
    picture.addEventListener("pointerleave", () => this.point(undefined));
    picture.addEventListener("click", (event) => this.clock.go(this.find(event)));
    host.addEventListener("blur", () => this.point(undefined));
    host.addEventListener("keydown", (event) => {
      const [turn] = arrow(event) ?? [];
      if (turn) this.point((this.over ?? this.clock.step) + turn);
      else if (event.key === "Enter" && this.over !== undefined) this.clock.go(this.over);
      else return;
      take(event);
    });
  }
}
