// The logit of the written word as a sum: a bar for each part, beginning where the sum has come to.

import { clamp, html, set, write } from "../../kit/dom.js";
import { number, phrase } from "../../kit/format.js";

export class NearAccount {
  constructor(model) {
    this.model = model;
    const { words } = model.data;
    this.title = html("p", { class: "of" });
    this.rows = [...model.ledger.parts, "sum"].map((part) => {
      const [bar, value] = ["stroke", "value"].map((name) => html("span", { class: name }));
      const box = html("div", { class: "part", "data-part": part }, html("span", { class: "name" }, this.name(part)), html("span", { class: "lane" }, html("i", { class: "zero" }), bar), value);
      return { bar, box, value };
    });
    this.memory = html("span");
    this.quiet = html("p", { class: "quiet" }, `${words.quiet} `, this.memory);
    this.table = html("div", { class: "parts" }, this.title, ...this.rows.map(({ box }) => box));
    this.host = html("div", { class: "account" }, this.table, this.quiet);
    [this.low, this.high] = model.bounds();
    this.host.style.setProperty("--zero", this.share(0));
  }

  /** A part in words: a sublayer goes by its kind and layer. */
  name(part) {
    const { words } = this.model.data;
    return words[`part.${part}`] ?? phrase(words[`part.${part.at(-1)}`], { layer: part.slice(1, -1) });
  }

  share(value) {
    return (value - this.low) / (this.high - this.low || 1);
  }

  /** `grown` is how far the bar of the place at the clock has grown, 0 to 1. */
  draw(moment, grown) {
    const { place, row, side } = moment;
    const drawn = [side, place, row, grown].join();
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const writes = side === "decoder";
    this.table.style.display = writes ? "" : "none";
    this.quiet.style.display = writes ? "none" : "";
    if (!writes) return this.remember(moment);
    write(this.title, phrase(this.model.data.words.account, { word: this.model.data.target[row] }));
    const parts = this.model.parts(row);
    parts.forEach((part, k) => this.fill(this.rows[k], part, place, grown));
    this.total(parts, place, row);
  }

  /** At the encoder's end, what becomes of the line. */
  remember(moment) {
    const { data: { norm, words }, sides } = this.model;
    const { before, read } = this.model.memory(moment);
    const said = { word: sides.encoder.tokens[moment.row], before: number(before, 3), read: number(read, 3) };
    write(this.memory, this.model.isLast(moment) ? phrase(norm ? words.memory : words["memory.plain"], said) : "");
  }

  fill(row, part, place, grown) {
    const { words } = this.model.data;
    const state = part.place > place ? "ahead" : part.place === place ? "now" : "done";
    const none = part.lost && place >= part.until ? "lost" : part.off ? "off" : "";
    set(row.box, "data-state", state);
    set(row.box, "data-none", none);
    this.stretch(row, part.from, part.from + part.value * (state === "now" ? grown : Number(state === "done")));
    write(row.value, state === "ahead" ? "" : none ? words[none] : part.lost ? "–" : number(part.value, 3));
  }

  /** The sum of the parts that are on the line. */
  total(parts, place, t) {
    const reached = parts.filter((part) => part.place <= place);
    const whole = reached.length === parts.length;
    const sum = whole ? this.model.ledger.total.at(t) : reached.at(-1).to;
    const row = this.rows.at(-1);
    set(row.box, "data-state", whole ? "now" : "done");
    this.stretch(row, 0, sum);
    write(row.value, number(sum, 3));
  }

  stretch({ bar }, from, to) {
    const [start, end] = [from, to].map((value) => clamp(this.share(value), 0, 1)).sort((a, b) => a - b);
    bar.style.setProperty("--start", start);
    bar.style.setProperty("--long", end - start);
    bar.classList.toggle("less", to < from);
  }

  /** What is on the line up to a place, in words. */
  describe({ place, row }) {
    const { data } = this.model;
    const reached = this.model.parts(row).filter((part) => part.place <= place);
    const said = reached.map((part) => `${this.name(part.part)} ${part.lost ? data.words.lost : part.off ? data.words.off : number(part.value, 3)}`);
    return `${phrase(data.words.account, { word: data.target[row] })}: ${said.join(", ")}; ${this.name("sum")} ${number(reached.at(-1).to, 3)}`;
  }
}
