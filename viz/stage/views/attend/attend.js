// A translator at work: links, the map of its weights and the five sub-steps of each word.

import { html, set, write } from "../../kit/dom.js";
import { number, phrase } from "../../kit/format.js";
import { View } from "../../kit/view.js";
import { AttendModel } from "./attend_model.js";
import { Links } from "./links.js";
import { Alignment } from "./alignment.js";
import { AttendCards } from "./attend_cards.js";

const NARROW = 760; // px, below which the parts stand one below the other

/** A translation; see `viz.views.seq2seq.attend.attend` for its data. Picked in it: source, press, attend, prefix, guess. */
export default class Attend extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    set(host, "tabindex", -1); // where the keyboard is put when another picture takes this place
    this.model = new AttendModel(data);
    this.forcing = data.forcing && this.heard;
    const box = (name) => html("div", { class: name });
    this.boxes = { links: box("links"), map: box("map"), told: box("told"), cards: box("cards") };
    const { links, map, told, cards } = this.boxes;
    this.says = html("p", { class: "says" });
    told.append(this.says);
    host.append(html("h2", { class: "unseen" }, data.words.heading));
    if (data.parts.includes("links")) {
      this.links = new Links(links, this.model, this.clock, (j) => this.source(j));
      host.append(links);
    }
    if (data.parts.includes("map")) {
      this.map = new Alignment(map, this.model, this.clock, (t, j) => this.cell(t, j));
      if (this.forcing) told.append(this.chooser());
      host.append(map);
    }
    host.append(told);
    if (data.parts.includes("cards")) {
      this.cards = new AttendCards(cards, this.model, this.clock, this.forcing ? (word) => this.prefix(word) : undefined);
      host.append(cards);
    }
  }

  /** What pressing a cell of the map does: read its numbers, or force attention. */
  chooser() {
    const { words } = this.data;
    const buttons = ["read", "force"].map((code) => {
      const button = html("button", { type: "button", class: "button", "data-code": code }, words[`press.${code}`]);
      button.addEventListener("click", () => this.pick("press", code));
      return button;
    });
    this.buttons = buttons;
    return html("div", { class: "toolbar" }, html("span", { class: "note" }, words.press),
      html("span", { class: "chooser", role: "group", "aria-label": words.press }, ...buttons));
  }

  layout(width) {
    const { boxes, data, host } = this;
    const narrow = width < NARROW;
    host.classList.toggle("stacked", narrow || !(this.links && this.map));
    host.classList.toggle("narrow", narrow);
    this.map?.layout(boxes.map.clientWidth, data.height + 4);
    this.links?.layout(boxes.links.clientWidth, narrow ? Math.min(250, data.height) : data.height);
    this.cards?.layout();
  }

  draw() {
    this.links?.draw();
    this.map?.draw();
    this.cards?.draw(this.chosen());
    this.press();
    this.say();
  }

  /** The source position whose numbers are shown: the reader's, else that with the largest weight. */
  chosen() {
    const { item: word } = this.model.at(this.clock.step);
    const own = this.picked.source;
    return own >= 0 && own < this.model.S ? own : this.model.strongest(word) ?? 0;
  }

  /** One sentence on the word at the clock, after it has been written. */
  say() {
    const { clock, data, model } = this;
    const { item: t, substep } = model.at(clock.step);
    const key = [t, substep].join();
    if (key === this.said) return;
    this.said = key;
    const written = substep === model.substeps.last && t < model.T;
    const look = written ? model.look(t) : "";
    const best = model.strongest(t) ?? 0;
    const about = { word: data.target[t] ?? "?", source: model.named(best), weight: number(model.weight(t, best), 2) };
    if (t === model.T) return write(this.says, data.words.ask);
    const said = written ? [phrase(data.words[`say.${look}`], about), this.gold(t, best)] : [phrase(data.words[this.substepLine(substep)] ?? "", about)];
    write(this.says, said.filter(Boolean).join(" "));
  }

  /** The name of the sentence on a sub-step; without attention nothing is scored or weighed. */
  substepLine(substep) {
    return this.model.weights || substep < 1 ? `say.step${substep}` : `say.none${substep}`;
  }

  /** What the gold links say of the word, where they say something else. */
  gold(t, best) {
    const { data, model } = this;
    const gold = model.gold(t);
    if (!gold || !model.weights || gold.includes(best)) return "";
    if (!gold.length) return data.words["gold.none"];
    return phrase(data.words[model.possible(t).includes(best) ? "gold.possible" : "gold.wrong"], { gold: gold.map((j) => model.named(j)).join(" ") });
  }

  cell(t, j) {
    if (this.forcing && this.picked.press === "force") return this.force(t, j);
    this.clock.go(this.model.complete(t, "softmax"));
    return this.data.whole ? undefined : this.pick("source", j);
  }

  /** Forces attention of word t on position j, or frees it where it is forced there. */
  force(t, j) {
    const forced = new Map((this.picked.attend || "").split(".").filter(Boolean).map((pair) => pair.split("-").map(Number)));
    if (forced.get(t + 1) === j + 1) forced.delete(t + 1);
    else forced.set(t + 1, j + 1);
    const pairs = [...forced].sort(([a], [b]) => a - b).map((pair) => pair.join("-"));
    this.clock.go(this.model.complete(t, "word"));
    this.pick("attend", pairs.join("."));
  }

  /** Forces a candidate as the word at the clock, after all words before it. */
  prefix(word) {
    const { item: t } = this.model.at(this.clock.step);
    this.pick("prefix", [...this.data.target.slice(0, t), word].join(" "));
  }

  /** A pressed source word: a guess where one is asked for, else the pair whose numbers are shown. */
  source(j) {
    if (!this.data.next) return this.pick("source", this.picked.source === j ? -1 : j);
    const guess = new Set((this.picked.guess || "").split(".").filter(Boolean).map(Number));
    if (!guess.delete(j + 1)) guess.add(j + 1);
    return this.pick("guess", [...guess].sort((a, b) => a - b).join("."));
  }

  /** Shows which buttons are pressed. */
  press() {
    const guess = new Set((this.picked.guess || "").split(".").map(Number));
    this.links?.sources.forEach((button, j) => {
      const on = this.data.next ? guess.has(j + 1) : this.picked.source === j;
      if (this.data.next || on || button.hasAttribute("aria-pressed")) set(button, "aria-pressed", on);
    });
    for (const button of this.buttons ?? []) set(button, "aria-pressed", button.dataset.code === this.picked.press);
  }
}
