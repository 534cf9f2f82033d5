// Words as points on a map: they move with the clock, and one of them is picked.

import { fitCanvas } from "../../kit/canvas.js";
import { unpack } from "../../kit/data.js";
import { clamp, fontOf, html, resize, set, svg, textWidth, within, write } from "../../kit/dom.js";
import { number, phrase } from "../../kit/format.js";
import { arrow, take } from "../../kit/keys.js";
import { nearest } from "../../kit/plot.js";
import { View } from "../../kit/view.js";
import { MapFrame, Places, mixed, movement, towards } from "./word_map_model.js";
import { Ties, sample } from "./word_map_roles.js";
import { Labels, spotOf } from "./word_map_spots.js";

const REACH = 16; // px, what the pointer is at
const ROLES = ["asked", "true", "drawn"];
const LINE = 20; // px of the reading's line
const DOT = 1.7; // px, radius of a word without a name
const SEEN = [0.25, 0.45]; // steps from its own at which what a step does begins to go, and is gone

/** A map of words; see `viz.views.vectors.word_map.word_map` for its data. Picked in it: `data.pick`. */
export default class WordMap extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.places = new Places(data.places, data.dots);
    this.cosines = unpack(data.cosines);
    this.near = unpack(data.near);
    this.open = data.named.map((_, k) => k).filter((k) => !data.covered.includes(k));
    this.lit = [];
    this.labels = new Labels(this);
    this.ties = new Ties();
    this.build();
    this.listen();
  }

  build() {
    const { data: { roles, words }, host } = this;
    this.canvas = html("canvas", { class: "all", "aria-hidden": "true" });
    this.border = svg("rect", { class: "border", x: 0.5, y: 0.5, rx: 8 });
    this.rays = svg("g", { class: "rays", "aria-hidden": "true" });
    this.spots = new Map(this.open.map((key) => [key, spotOf(key)]));
    const group = svg("g", { role: "radiogroup", "aria-label": words.hint }, ...this.spots.values());
    this.picture = svg("svg", { role: "group" }, this.border, this.rays, this.ties.group, this.labels.leaders, group, this.labels.group);
    this.reading = html("p", { class: "reading" });
    const key = html("p", { class: "roles" }, ...ROLES.map((role) => html("span", {}, sample(role), words[role])));
    host.append(html("div", { class: "area" }, this.canvas, this.picture), ...(roles.length ? [key] : []), this.reading);
  }

  listen() {
    const { picture } = this;
    picture.addEventListener("pointermove", (event) => this.look(this.wordAt(event)));
    picture.addEventListener("pointerleave", () => this.look(undefined));
    picture.addEventListener("click", (event) => this.press(this.wordAt(event)));
    picture.addEventListener("focusin", ({ target }) => this.look(Number(target.dataset.k)));
    picture.addEventListener("focusout", () => this.look(undefined));
    picture.addEventListener("keydown", (event) => this.key(event));
  }

  /** What takes the focus of a word of the same map with other data. */
  heir({ dataset }) {
    return this.spots.get(Number(dataset.k));
  }

  layout(width) {
    const { data, host, places } = this;
    for (const [name, value] of [["role", "group"], ["tabindex", -1]]) set(host, name, value); // its words take the focus
    const family = fontOf(host);
    this.frame = new MapFrame(places.bounds, width, data.height);
    resize(this.picture, width, data.height);
    resize(this.border, width - 1, data.height - 1);
    this.context = fitCanvas(this.canvas, width, data.height);
    this.context.fillStyle = getComputedStyle(this.canvas).color;
    this.labels.layout(family);
    this.reserve(width, family);
    this.step = this.shown = undefined;
  }

  /** Gives the reading the height of the longest that there may be. */
  reserve(width, family) {
    const { data: { words }, open } = this;
    const wide = (text) => textWidth(text, `14px ${family}`);
    const [one, other] = open.map((key) => this.title(key)).sort((a, b) => wide(b) - wide(a));
    const values = { word: one ?? "", other: other ?? "", cosine: "−0.88", map: "0.088", real: "0.88" };
    const longest = Math.max(...["read", "alone", "hint"].map((name) => wide(phrase(words[name], values))));
    this.reading.style.height = `${LINE * Math.ceil((1.06 * longest) / width)}px`;
  }

  /** A word of the map, and what it means. */
  called(place) {
    const { covered, glosses, named, others } = this.data;
    return covered.includes(place) ? ["", ""] : place < named.length ? [named[place], glosses[place]] : [others[place - named.length] ?? "", ""];
  }

  title(place) {
    const [word, gloss] = this.called(place);
    return gloss ? `${word} (${gloss})` : word;
  }

  /** The place of the word that is picked, as the page says or as it was picked just now. */
  get chosen() {
    return this.picked[this.data.pick] ?? this.data.of;
  }

  /** The words nearest to the picked one at a step; none where they are not known yet. */
  nearAt(step) {
    const many = this.data.near.shape[1];
    if (this.chosen !== this.data.of) return [];
    return [...this.near.slice(step * many, (step + 1) * many)].filter((key) => this.open.includes(key) && key !== this.chosen);
  }

  rolesAt(step) {
    return (this.data.roles[step] ?? []).filter(([place]) => !this.data.covered.includes(place));
  }

  /** Where the words with a label or a point of their own are at a step, and those that matter. */
  wantedAt(step) {
    const roles = this.rolesAt(step).map(([place]) => place);
    const first = [...new Set([this.chosen, ...roles, ...this.nearAt(step)])].filter((key) => this.called(key)[0]);
    const dots = new Map([...new Set([...this.open, ...first])].map((key) => [key, this.frame.px(this.places.at(step, key))]));
    return { dots, first };
  }

  /** Where a word is now, in px. */
  px(place) {
    const { from, to, part } = movement(this.clock.shown);
    return this.frame.px(mixed(this.places.at(from, place), this.places.at(to, place), part));
  }

  draw() {
    const { chosen, clock, looked } = this;
    const before = [this.shown, this.seen, this.pointed];
    if (before.every((value, k) => value === [clock.shown, chosen, looked][k])) return;
    if (chosen !== this.seen) this.labels.forget();
    const turned = clock.step !== this.step || chosen !== this.seen;
    Object.assign(this, { shown: clock.shown, seen: chosen, pointed: looked });
    if (turned) this.turn(clock.step);
    this.paint();
    for (const [key, spot] of this.spots) set(spot, "transform", `translate(${this.px(key).map((v) => v.toFixed(2)).join(" ")})`);
    const strength = clamp((SEEN[1] - Math.abs(clock.shown - clock.step)) / (SEEN[1] - SEEN[0]), 0, 1);
    this.ties.draw((place) => this.px(place), strength);
    this.rays.style.opacity = strength;
    const from = this.spots.has(chosen) && this.px(chosen);
    for (const ray of this.rays.children) set(ray, "d", `M${from}L${this.px(Number(ray.dataset.k))}`);
    this.labels.draw(clock.shown, looked);
    this.say();
  }

  /** What changes from step to step, or with the picked word. */
  turn(step) {
    const { chosen } = this;
    const roles = this.rolesAt(step);
    this.step = step;
    this.lit = roles.map(([place]) => place).filter((place) => !this.spots.has(place));
    this.ties.show(roles);
    const near = this.nearAt(step);
    this.rays.replaceChildren(...near.map((key) => svg("path", { "data-k": key })));
    const role = new Map(roles);
    for (const key of [...this.open, ...this.lit]) {
      set(this.labels.of(key).node, "class", ["tag halo", key === chosen && "strong", role.get(key)].filter(Boolean).join(" "));
    }
    const stop = this.spots.has(chosen) ? chosen : this.open[0];
    for (const [key, spot] of this.spots) {
      set(spot, "class", ["word", key === chosen && "chosen", near.includes(key) && "close"].filter(Boolean).join(" "));
      set(spot, "aria-checked", key === chosen);
      set(spot, "aria-label", this.sentence(key));
      set(spot, "tabindex", key === stop ? 0 : -1);
    }
  }

  /** The words without a name, as grey dots. */
  paint() {
    const { context, data, frame, places } = this;
    const { from, to, part } = movement(this.clock.shown);
    context.clearRect(0, 0, frame.width, frame.height);
    context.beginPath();
    for (let place = data.named.length; place < places.count; place += 1) {
      const [x, y] = frame.px(mixed(places.at(from, place), places.at(to, place), part));
      context.moveTo(x + DOT, y);
      context.arc(x, y, DOT, 0, 2 * Math.PI);
    }
    context.fill();
  }

  /** The word that the pointer is at: on its label, or near its point. */
  wordAt(event) {
    const key = Number(event.target.dataset?.k ?? NaN);
    if (this.spots.has(key)) return key;
    return this.open[nearest(this.open.map((each) => this.px(each)), within(this.picture, event), REACH)];
  }

  /** Reads a word, or nothing. */
  look(key) {
    if (key === this.looked) return;
    this.looked = key;
    this.picture.classList.toggle("at", key !== undefined);
    this.clock.request();
  }

  /** Picks a word: in a file nothing can be computed anew, so it stays there. */
  press(key) {
    this.look(key);
    if (key !== undefined && this.heard) this.pick(this.data.pick, key);
  }

  say() {
    write(this.reading, this.looked === undefined ? this.data.words.hint : this.sentence(this.looked));
    this.reading.classList.toggle("told", this.looked !== undefined);
  }

  /** A word and the picked one: how alike they are, and how far apart. */
  sentence(key) {
    const { chosen, clock: { step }, data: { named, of, words }, places } = this;
    const word = this.title(key);
    if (key === chosen) return phrase(words.alone, { word });
    if (chosen !== of) return word;
    const cosine = this.cosines[step * named.length + key];
    const [[x, y], [X, Y]] = [places.at(step, key), places.at(step, of)];
    return phrase(words.read, { word, other: this.title(of), cosine: cosine.toFixed(2).replace("-", "−"),
      map: number(Math.hypot(x - X, y - Y), 2), real: number(Math.sqrt(Math.max(0, 2 - 2 * cosine)), 2) });
  }

  /** The arrow keys go to the nearest word on their way; Enter and Space pick it. */
  key(event) {
    const key = Number(event.target.dataset.k);
    const way = arrow(event);
    if (!this.spots.has(key) || !(way || event.key === "Enter" || event.key === " ")) return;
    take(event);
    if (!way) return void this.press(key);
    const next = towards(this.open.filter((each) => each !== key).map((each) => [each, this.px(each)]), this.px(key), way);
    this.spots.get(next)?.focus();
  }

  describe() {
    const { clock: { step }, data: { named, of, words } } = this;
    const roles = ROLES.map((role) => [words[role], this.rolesAt(step).filter(([, each]) => each === role).map(([place]) => this.title(place))]);
    const told = roles.filter(([, found]) => found.length).map(([name, found]) => `${name}: ${found.join(", ")}`);
    const near = this.nearAt(step).map((key) => `${this.title(key)} ${this.cosines[step * named.length + key].toFixed(2).replace("-", "−")}`);
    return [...told, ...(near.length ? [`${this.title(of)}: ${near.join(", ")}`] : [])].join("; ");
  }
}
