// One sublayer opened at the clock, with its numbers for a word, and what every write gave that word.

import { clamp, fontOf, html, set, write } from "../../kit/dom.js";
import { number, phrase, probability } from "../../kit/format.js";
import { arrow, take } from "../../kit/keys.js";
import { View } from "../../kit/view.js";
import { NearAccount } from "./near_account.js";
import { NearLook } from "./near_look.js";
import { NearModel } from "./near_model.js";
import { NearEnd, NearFeed, NearStart } from "./near_panes.js";

/** A text whose indices, such as that of W_O, stand lower. */
const indexed = (text) => text.split(/(_\w)/).map((part) => (part[0] === "_" ? html("sub", {}, part[1]) : part));

const PAGES = { PageUp: -1, PageDown: 1 };

/** A sublayer and the ledger; see `viz.views.near.near` for its data. Picked in it: head, key; beside it: row. */
export default class Near extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    const model = (this.model = new NearModel(data));
    [this.title, this.who, this.norm, this.result] = ["what", "who", "norm", "result"].map((name) => html("span", { class: name }));
    const remove = (this.remove = data.switches && this.heard && ((code) => this.pick("heads", model.switched(this.picked.heads ?? "", code))));
    const look = new NearLook(model, (name, value) => this.pick(name, value), remove);
    this.panes = { start: new NearStart(model), s: look, c: look, f: new NearFeed(model), end: new NearEnd(model) };
    this.account = model.ledger && new NearAccount(model);
    const below = this.account?.host ?? html("p", { class: "account quiet" }, data.words.covered);
    host.append(html("p", { class: "top" }, this.title, this.who), this.norm,
      html("div", { class: "panes" }, ...new Set(Object.values(this.panes).map((pane) => pane.host))), this.result, below);
    host.addEventListener("keydown", (event) => this.key(event));
  }

  layout(width) {
    const family = fontOf(this.host);
    for (const pane of new Set(Object.values(this.panes))) pane.layout(width, family);
    if (this.remove) set(this.host, "role", "group"); // its switches take the focus too
    this.drawn = undefined;
  }

  draw() {
    const { clock, picked } = this;
    const { row, head, heads, key } = picked;
    const state = [clock.step, row, head, key, heads].join();
    const moment = (this.moment = this.model.moment(clock.step, picked));
    if (state !== this.drawn) this.show(moment);
    this.drawn = state;
    this.account?.draw(moment, clamp(2 * (clock.shown - clock.step + 0.5), 0, 1));
  }

  show(moment) {
    const pane = this.panes[moment.kind];
    for (const each of Object.values(this.panes)) each.host.style.display = each === pane ? "" : "none";
    pane.draw(moment, this.picked);
    write(this.title, this.name(moment));
    write(this.who, this.word(moment));
    write(this.norm, this.reads(moment));
    this.result.replaceChildren(...indexed(this.writes(moment)));
    this.result.classList.toggle("gone", moment.off || moment.cut);
  }

  name({ kind, layer }) {
    return phrase(this.data.words[`kind.${kind}`], { layer });
  }

  /** Which word is looked at: one that is read, or before which one is written. */
  word({ row, side }) {
    const { data: { words }, model } = this;
    const word = model.sides[side].tokens[row] || words.start;
    return phrase(words[side], { n: row + 1, word });
  }

  /** What goes in, through the layer norm. */
  reads(moment) {
    const { data: { norm, words }, model } = this;
    if (moment.kind === "start") return words.formula;
    const { before, mean, spread, read } = model.norm(moment);
    const said = { before: number(before, 3), mean: number(mean, 2), spread: number(spread, 3), read: number(read, 3) };
    return phrase(norm ? words.norm : words.plain, said);
  }

  /** What comes out. */
  writes(moment) {
    const { data: { words }, model } = this;
    if (moment.kind === "start") return phrase(words["out.start"], { size: number(model.sizes(moment)[2], 3) });
    if (moment.kind === "end") {
      const { chosen, word } = model.options(moment.row);
      return phrase(words[this.data.clock.mode === "teach" ? "out.right" : "out.end"], { word, p: probability(chosen) });
    }
    if (moment.cut) return words["out.cut"];
    if (moment.off) return words["out.off"];
    const heads = moment.kind === "f" ? 0 : model.look(moment).heads.length;
    return phrase(words[moment.kind === "f" ? "out.f" : "out.look"], { heads, size: number(model.write(moment), 3) });
  }

  /** Up and down lead through the heads, Page Up and Page Down through the words that one looks at. */
  key(event) {
    const { model, moment, picked } = this;
    const [way, page] = [arrow(event)?.[0], PAGES[event.key]];
    if (!["s", "c"].includes(moment?.kind) || (!way && !page)) return;
    take(event);
    const { heads, keys, masked } = model.look(moment);
    const { head, key } = model.chosen(moment, picked);
    if (way) this.pick("head", clamp(head + way, 0, heads.length - 1));
    const next = clamp(key + (page ?? 0), 0, keys.length - 1);
    if (page && !masked(next)) this.pick("key", next);
  }

  /** The switch that takes the keyboard over from one that is replaced. */
  heir(focused) {
    return this.host.querySelector(`button[data-size="${focused.dataset.size}"]`);
  }

  describe() {
    const { moment } = this;
    if (!moment) return "";
    const said = [`${this.name(moment)}, ${this.word(moment)}`, this.reads(moment), ...this.details(moment), this.writes(moment)];
    if (this.account && moment.side === "decoder") said.push(this.account.describe(moment));
    return said.join(". ");
  }

  details(moment) {
    const { data: { words }, model, picked } = this;
    if (moment.kind === "f") {
      const { fired, shades } = model.units(moment);
      return [phrase(words.fires, { n: fired, of: shades.length })];
    }
    if (moment.kind === "end") return [model.options(moment.row).list.map(({ word, share }) => `${word} ${probability(share)}`).join(", ")];
    if (moment.kind === "start") return [];
    const { heads, keys } = model.look(moment);
    const { head, key } = model.chosen(moment, picked);
    const each = heads.map(({ strongest, weights }, k) => phrase(words.says, { n: k + 1, word: keys[strongest] || words.start, weight: probability(weights[strongest]) }));
    const chosen = { n: head + 1, word: keys[key] || words.start, dot: number(heads[head].scores[key] * this.data.root, 3), e: number(heads[head].scores[key], 3), weight: probability(heads[head].weights[key]) };
    return [each.join(", "), phrase(words.chosen, chosen), words.keys];
  }
}
