// Self-attention at work: the sum of one question, the map of all, every head small, five cards.

import { html, write } from "../../kit/dom.js";
import { phrase, probability } from "../../kit/format.js";
import { steady } from "../../kit/steady.js";
import { View } from "../../kit/view.js";
import { AsksModel, SUBSTEPS } from "./asks_model.js";
import { AsksTable } from "./asks_table.js";
import { AsksMap } from "./asks_map.js";
import { AsksCards } from "./asks_cards.js";

const NARROW = 760; // px, below which the parts stand one below the other
const HEIGHT = 240; // px of table and map beside each other
const LONG = 14; // words: of more, the cards make room for the question until it is answered
const MANY = 11; // words whose rows are so low that they are written small

const weightOf = (weight) => (Number.isNaN(weight) ? "?" : probability(weight));

/** All heads on a sentence; see `viz.views.asks.asks` for its data. Picked in it: head, key. */
export default class Asks extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.model = new AsksModel(data);
    const box = (name) => html("div", { class: name });
    this.boxes = { table: box("sum"), side: box("side"), cards: box("cards") };
    const { table, side, cards } = this.boxes;
    this.table = new AsksTable(table, this.model, (j) => this.pick("key", this.picked.key === j ? -1 : j));
    this.map = new AsksMap(side, this.model, this.clock, (name, value) => this.pick(name, value));
    this.cards = new AsksCards(cards, this.model);
    this.says = html("p", { class: "says" });
    host.append(table, side, this.says, cards);
  }

  layout(width) {
    const narrow = width < NARROW;
    this.host.classList.toggle("stacked", narrow);
    this.host.classList.toggle("long", !narrow && this.model.T > LONG && this.model.covered);
    this.host.classList.toggle("many", this.model.T > MANY);
    this.table.layout(this.boxes.table.clientWidth, HEIGHT);
    this.map.layout(this.boxes.side.clientWidth, HEIGHT, narrow);
    this.cards.layout(this.host);
    steady([this.says, this.map.reading, ...this.cards.boxes], this.clock.length, (step) => this.tell(this.at(step)));
  }

  draw() {
    const now = this.at(this.clock.shown);
    this.table.draw(now);
    this.map.draw(now);
    this.tell(now);
  }

  /** What is shown at a time. */
  at(time) {
    const { item: i, done, substep } = SUBSTEPS.at(time, this.model.T);
    return { i, done, substep, head: this.picked.head, j: this.chosen(i) };
  }

  /** All that is said in words and numbers. */
  tell(now) {
    this.cards.draw(now);
    this.map.say(now);
    write(this.says, this.sentence(now));
  }

  /** The word whose numbers are shown: the reader's, else the one that is asked most. */
  chosen(i) {
    const { key, head } = this.picked;
    return key >= 0 && key < this.model.T ? key : this.model.strongest(head, i) ?? 0;
  }

  /** One sentence on the sub-step at the clock. */
  sentence({ i, j, substep, head }) {
    const { model } = this;
    const { tokens, words } = this.data;
    const about = { word: tokens[i], other: tokens[j], n: model.T, weight: weightOf(model.weight(head, i, j)),
      layer: Math.floor(head / model.across) + 1, head: (head % model.across) + 1 };
    const said = model.row(i) === undefined && substep > 0 ? words["say.hidden"] : words[`say.${substep}`];
    return phrase(said, about);
  }
}
