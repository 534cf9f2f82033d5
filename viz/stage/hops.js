// Two hops on a strip of symbols: above it layer 2 looks back, below it layer 1 had made a note.

import { clamp, fontOf, html, set, svg, textWidth, write } from "./dom.js";
import { fitWords } from "./fit_words.js";
import { phrase } from "./format.js";
import { HopsCards } from "./hops_cards.js";
import { HopsModel, hopShare } from "./hops_model.js";

const HOP_LANES = { above: 120, below: 58, row: 19 }; // px
const HOP_LEAST = 0.03; // weight of an arc that is drawn
const HOP_NAMED = 0.12; // weight whose number is written
const HOP_INSIDE = 0.76; // height of an arc of the changed run beside that of the intact one
const HOP_SIZES = [17, 15, 14, 13];

/** A curve from one place back to another, on either side of the strip; a loop where both are one. */
function hopArc(from, to, y, lane, side, share) {
  if (from === to) return { d: `M${from - 5},${y}C${from - 16},${y - side * 26 * share} ${from + 16},${y - side * 26 * share} ${from + 5},${y}`, top: 19 * share };
  const top = share * Math.min(lane - 16, 14 + Math.abs(from - to) * 0.34);
  return { d: `M${from},${y}C${from},${y - side * top * 1.33} ${to},${y - side * top * 1.33} ${to},${y}`, top };
}

/** Two heads at work; see `viz.hops.hops` for its data. Picked beside it: lower, upper. */
export class Hops {
  constructor(host, data, stage) {
    Object.assign(this, { host, data, stage, clock: stage.clock });
    this.model = new HopsModel(data);
    this.picture = svg("svg", { "aria-hidden": "true" });
    this.says = html("p", { class: "says" });
    this.cards = new HopsCards(this.model);
    host.append(this.picture, this.says, this.cards.host);
    this.listen();
  }

  layout(width) {
    const { data, host, picture } = this;
    const family = fontOf(host);
    const words = fitWords(data.tokens, width - 8, HOP_SIZES, family, { even: true, most: 3 });
    const top = HOP_LANES.above;
    const strip = words.rows * HOP_LANES.row + 9;
    this.g = { ...words, width, family, x: words.centres.map((x) => x + 4), top, bottom: top + strip };
    set(picture, "width", width);
    set(picture, "height", this.g.bottom + HOP_LANES.below);
    this.symbols = data.tokens.map((word, t) => this.symbol(word, t));
    this.arcs = svg("g", {});
    this.chips = svg("g", {});
    const low = this.g.bottom + HOP_LANES.below - 4;
    this.lanes = [svg("text", { class: "lane q halo", x: 0, y: 13 }), svg("text", { class: "lane k halo", x: 0, y: low }), svg("text", { class: "lane end halo", x: width, y: low })];
    if (data.changed) write(this.lanes[2], phrase(data.words.dashed, { name: data.name }));
    picture.replaceChildren(...this.lanes, ...this.symbols.map(({ group }) => group), this.arcs, this.chips);
    this.drawn = undefined;
  }

  symbol(word, t) {
    const { g } = this;
    const row = t % g.rows;
    const middle = g.labels[t] + 4;
    const half = Math.max(textWidth(word, `600 ${g.size}px ${g.family}`) / 2 + 5, 9);
    const y = g.top + 4 + row * HOP_LANES.row;
    const plate = svg("rect", { class: "plate", x: middle - half, y, width: 2 * half, height: HOP_LANES.row + 1, rx: 5 });
    const label = svg("text", { class: "token middle", x: middle, y: y + 14.5, style: `font-size:${g.size}px` }, word);
    return { group: svg("g", { class: "symbol", "data-t": t }, plate, label) };
  }

  draw() {
    const t = this.clock.step;
    const { lower, upper } = this.stage.picked;
    const key = [t, lower, upper, this.over].join();
    if (key !== this.drawn) this.show(t, { lower, upper });
    this.drawn = key;
    this.grow(this.clock.shown - t + 0.5);
  }

  /** Everything that belongs to one step and one pair of heads. */
  show(t, heads) {
    const path = (this.path = this.model.path(t, heads));
    this.symbols.forEach(({ group }, place) => {
      const role = place === t ? "now" : place === t + 1 ? "next" : place > t ? "ahead" : place === path.source ? "source" : place === path.note ? "note" : "read";
      set(group, "data-role", role);
      group.style.display = this.g.free || !["read", "ahead"].includes(role) ? "" : "none";
    });
    this.arcs.replaceChildren(...this.lane(path, false), ...(this.data.changed ? this.lane(path, true) : []), ...this.below(path));
    this.chips.replaceChildren(...this.guesses(path));
    this.name(path);
    this.cards.draw(path);
    write(this.says, this.reading(path) ?? this.sentence(path));
  }

  /** The arcs of layer 2 from the symbol at the clock, of the intact or of the changed run. */
  lane({ t, top }, changed) {
    const { g } = this;
    const off = changed && this.data.off.includes(top);
    return this.bundle(top, t, changed, off ? "upper off" : changed ? "upper other" : "upper", g.top, HOP_LANES.above, 1);
  }

  /** The arcs of layer 1 from the symbol that layer 2 looks at most. */
  below({ lower, source }) {
    const off = this.data.off.includes(lower);
    return this.bundle(lower, source, false, off ? "lower off" : "lower", this.g.bottom, HOP_LANES.below - 14, -1);
  }

  bundle(head, from, changed, name, y, lane, side) {
    const { g, model } = this;
    return model.row(head, from, changed).weights.flatMap((weight, to) => {
      if (weight < HOP_LEAST) return [];
      const { d, top } = hopArc(g.x[from], g.x[to], y, lane, side, changed ? HOP_INSIDE : 1);
      const solid = !/other|off/.test(name); // its length is 1, so that it can grow
      const arc = svg("path", { class: `arc ${name}`, d, pathLength: solid ? 1 : null, "data-to": to, "data-weight": weight.toFixed(4),
        style: `stroke-width:${(1 + (solid ? 6 : 3) * weight).toFixed(2)}` });
      if (weight < HOP_NAMED || changed) return [arc];
      const x = clamp((g.x[from] + g.x[to]) / 2, 16, g.width - 16);
      return [arc, svg("text", { class: `weight middle halo ${name}`, x, y: y - side * (top + 4) + (side < 0 ? 9 : 0) }, hopShare(weight))];
    });
  }

  /** What each run expects next, above the place where it will stand. */
  guesses({ t, source }) {
    const { data, g, model } = this;
    this.flight = {};
    return model.runs.map(({ name, words }, k) => {
      const word = words[t][0];
      const right = word === data.tokens[t + 1];
      const half = textWidth(word, `600 15px ${g.family}`) / 2 + 7;
      const [x, y] = [clamp(g.x[t + 1], half + 1, g.width - half - 1), g.top - 25 - 25 * k];
      const plate = svg("rect", { x: -half, y: 0, width: 2 * half, height: 22, rx: 6 });
      const chip = svg("g", { class: `chip ${name}${right ? "" : " wrong"}`, "data-word": word }, plate, svg("text", { class: "middle", x: 0, y: 16 }, word));
      const from = name === "intact" && word === data.tokens[source] ? g.x[source] : g.x[t];
      this.flight[name] = { chip, from, x, y };
      return chip;
    });
  }

  /** Lets arcs and guesses come: `part` of the step from 0 to 1, all there from the middle on. */
  grow(part) {
    const [low, up, fly] = [part / 0.2, (part - 0.15) / 0.2, (part - 0.3) / 0.2].map((share) => clamp(share, 0, 1));
    const key = [low, up, fly].join();
    if (key === this.grown && this.grownFor === this.drawn) return;
    [this.grown, this.grownFor] = [key, this.drawn];
    for (const arc of this.arcs.children) {
      const share = arc.classList.contains("lower") ? low : up;
      if (arc.classList.contains("other") || arc.classList.contains("off") || arc.tagName === "text") arc.style.opacity = share === 1 ? "" : 0;
      else arc.style.strokeDasharray = `${share} 1`;
    }
    for (const { chip, from, x, y } of Object.values(this.flight)) {
      const rise = Math.sin(Math.PI * fly) * 46;
      chip.style.opacity = fly === 0 ? 0 : 1;
      set(chip, "transform", `translate(${(from + (x - from) * fly).toFixed(1)},${(y - rise).toFixed(1)})`);
    }
  }

  name({ t, top, lower, source }) {
    const { tokens, words } = this.data;
    const { model } = this;
    write(this.lanes[0], phrase(words["lane.upper"], { head: model.name(top), n: top - model.across + 1, word: tokens[t] }));
    const off = this.data.off.includes(lower) ? words["lane.off"] : "";
    write(this.lanes[1], phrase(words["lane.lower"], { head: model.name(lower), n: lower + 1, word: tokens[source] }) + off);
  }

  /** What happens at the clock, in a sentence, and what the changed run expects instead. */
  sentence(path) {
    const { data, model } = this;
    const told = this.told(path);
    if (!data.other) return told;
    const [one, other] = model.runs.map(({ words }) => words[path.t][0]);
    return `${told} ${phrase(data.words[one === other ? "say.same" : "say.changed"], { name: data.name, word: other })}`;
  }

  told({ t, top, lower, source, note }) {
    const { seen, tokens, words } = this.data;
    const about = { word: tokens[t], other: tokens[source], before: tokens[note], upper: this.model.name(top), lower: this.model.name(lower) };
    if (seen[t] === null) return phrase(words["say.new"], about);
    if (source !== seen[t] + 1) return phrase(words["say.elsewhere"], about);
    return phrase(words[note === seen[t] ? "say.copy" : "say.behind"], about);
  }

  /** The weights on the symbol under the pointer or the keyboard; undefined where there is none. */
  reading({ t, top, lower, source }) {
    const { over: j } = this;
    if (j === undefined) return undefined;
    const { tokens, words } = this.data;
    const weight = (head, from) => (j > from ? words.ahead : hopShare(this.model.row(head, from).weights[j]));
    return phrase(words.reading, { other: tokens[j], n: j + 1, word: tokens[t], source: tokens[source], upper: this.model.name(top),
      lower: this.model.name(lower), above: weight(top, t), below: weight(lower, source) });
  }

  describe() {
    const { model, path } = this;
    if (!path) return "";
    const { t, top, lower, source, note } = path;
    const weight = (head, from, to) => hopShare(model.row(head, from).weights[to]);
    const { tokens, words } = this.data;
    const expected = model.runs.map((run) => `${run.words[t][0]} ${hopShare(run.shares[t * run.count])}`);
    return phrase(words.describe, { word: tokens[t], other: tokens[source], before: tokens[note], upper: model.name(top), lower: model.name(lower),
      above: weight(top, t, source), below: weight(lower, source, note), next: expected.join(" / ") });
  }

  point(j) {
    this.over = j === undefined ? undefined : clamp(j, 0, this.model.T - 1);
    this.clock.request();
  }

  listen() {
    const { host, picture } = this;
    picture.addEventListener("pointermove", (event) => {
      const x = event.clientX - picture.getBoundingClientRect().left;
      this.point(this.g.x.reduce((best, at, j) => (Math.abs(at - x) < Math.abs(this.g.x[best] - x) ? j : best), 0));
    });
    picture.addEventListener("pointerleave", () => this.point(undefined));
    picture.addEventListener("click", () => this.go());
    host.addEventListener("blur", () => this.point(undefined));
    host.addEventListener("keydown", (event) => {
      const turn = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (turn) this.point((this.over ?? this.clock.step) + turn);
      else if (event.key === "Enter" && this.over !== undefined) this.go();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  /** Goes to the symbol under the pointer. */
  go() {
    this.clock.scrub(this.over);
    this.clock.release();
  }
}
