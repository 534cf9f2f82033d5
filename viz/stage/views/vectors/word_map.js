// Words as points on a map: they move with the clock, and one of them is picked.

import { fitCanvas } from "../../kit/canvas.js";
import { clamp, fontOf, html, resize, set, svg, within, write } from "../../kit/dom.js";
import { arrow, take } from "../../kit/keys.js";
import { nearest } from "../../kit/plot.js";
import { View } from "../../kit/view.js";
import { MapFrame, Places, mixed, movement, towards } from "./word_map_model.js";
import { Rays } from "./word_map_rays.js";
import { Ties, arrowsOf, sample } from "./word_map_roles.js";
import { Labels, spotOf } from "./word_map_spots.js";
import { ROLES, Told } from "./word_map_told.js";

const REACH = 16; // px, what the pointer is at
const LINE = 20; // px of the reading's line
const DOT = 1.7; // px, radius of a word without a name
const SEEN = [0.25, 0.45]; // steps from its own at which what a step does begins to go, and is gone

/** A map of words; see `viz.views.vectors.word_map.word_map` for its data. Picked in it: `data.pick`. */
export default class WordMap extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.places = new Places(data.places, data.dots);
    this.told = new Told(data, this.places, () => this.chosen);
    this.open = this.told.open;
    this.lit = []; // words without a name that the step asks for or draws, or near the picked one
    this.labels = new Labels(this);
    this.ties = new Ties();
    this.build();
    this.listen();
  }

  build() {
    const { data: { roles, words }, host, labels, open, ties } = this;
    this.canvas = html("canvas", { class: "all", "aria-hidden": "true" });
    this.border = svg("rect", { class: "border", x: 0.5, y: 0.5, rx: 8 });
    this.rays = new Rays();
    this.spots = new Map(open.map((key) => [key, spotOf(key)]));
    const group = svg("g", { role: "radiogroup", "aria-label": words.hint }, ...this.spots.values());
    this.picture = svg("svg", { role: "group" }, this.border, this.rays.group, ties.group, labels.leaders, group, labels.group);
    this.reading = html("p", { class: "reading" });
    const key = html("p", { class: "roles" }, ...ROLES.map((role) => html("span", {}, sample(role), words[role])));
    host.append((this.area = html("div", { class: "area" }, this.canvas, this.picture)), ...(roles.length ? [key] : []), this.reading);
  }

  listen() {
    const { area, picture } = this;
    picture.addEventListener("pointermove", (event) => this.look(this.wordAt(event)));
    picture.addEventListener("pointerleave", () => this.look(this.focused));
    picture.addEventListener("click", (event) => this.press(this.wordAt(event)));
    // not on the picture: an SVG that listens to the focus can take it
    area.addEventListener("focusin", ({ target }) => this.focus(Number(target.dataset.k)));
    area.addEventListener("focusout", () => this.look((this.focused = undefined)));
    area.addEventListener("keydown", (event) => this.key(event));
  }

  /** What takes the focus of a word of the same map with other data. */
  heir({ dataset }) {
    return this.spots.get(Number(dataset.k));
  }

  layout(width) {
    const { border, canvas, data: { height }, host, labels, picture, places, reading, told } = this;
    for (const [name, value] of [["role", "group"], ["tabindex", -1]]) set(host, name, value); // its words take the focus
    const family = fontOf(host);
    this.frame = new MapFrame(places.bounds, width, height);
    resize(picture, width, height);
    resize(border, width - 1, height - 1);
    this.context = fitCanvas(canvas, width, height);
    this.context.fillStyle = getComputedStyle(canvas).color;
    labels.layout(family);
    reading.style.height = `${LINE * told.lines(width, `14px ${family}`)}px`;
    this.shown = undefined;
  }

  /** The place of the word that is picked, as the page says or as it was picked just now. */
  get chosen() {
    return this.picked[this.data.pick] ?? this.data.of;
  }

  /** Where the words with a label or a point of their own are at a step, and those that matter; what labels stay off. */
  wantedAt(step) {
    const { frame, open, places, told } = this;
    const roles = told.rolesAt(step);
    const px = (place) => frame.px(places.at(step, place));
    const first = [...new Set([this.chosen, ...roles.map(([place]) => place), ...told.nearAt(step), ...this.data.first])].filter((key) => told.called(key)[0]);
    const dots = new Map([...new Set([...open, ...first])].map((key) => [key, px(key)]));
    return { dots, first, off: [...dots.values(), ...arrowsOf(roles, px)] };
  }

  /** Where a word is now, in px. */
  px(place) {
    const { from, to, part } = movement(this.clock.shown);
    return this.frame.px(mixed(this.places.at(from, place), this.places.at(to, place), part));
  }

  draw() {
    const { chosen, clock: { shown, step }, labels, looked } = this;
    const state = [shown, chosen, looked].join();
    if (state === this.shown) return;
    this.shown = state;
    if (chosen !== this.seen) labels.forget();
    this.seen = chosen;
    this.turn(step);
    this.paint();
    for (const [key, spot] of this.spots) set(spot, "transform", `translate(${this.px(key).map((value) => value.toFixed(2)).join(" ")})`);
    this.ties.draw((place) => this.px(place), clamp((SEEN[1] - Math.abs(shown - step)) / (SEEN[1] - SEEN[0]), 0, 1));
    this.rays.draw(shown, chosen, (each) => this.told.nearAt(each), (place) => this.px(place));
    labels.draw(shown, looked);
    write(this.reading, looked === undefined ? this.rest : this.told.sentence(step, looked));
    this.reading.classList.toggle("told", looked !== undefined);
  }

  /** What is read where nothing is pointed at: in a file, which picks nothing, of the picked word. */
  get rest() {
    const { chosen, clock, data, heard, spots, told } = this;
    return heard || !spots.has(chosen) ? data.words.hint : told.sentence(clock.step, chosen);
  }

  /** What changes from step to step, or with the picked word. */
  turn(step) {
    const { chosen, labels, open, spots, told } = this;
    const state = [step, chosen].join();
    if (state === this.turned) return;
    this.turned = state;
    const roles = told.rolesAt(step);
    const near = told.nearAt(step);
    this.lit = [...roles.map(([place]) => place), ...near].filter((place) => !spots.has(place));
    this.ties.show(roles);
    const role = new Map(roles);
    for (const key of [...open, ...this.lit]) {
      set(labels.of(key).leader, "class", `leader ${role.get(key) ?? ""}`);
      set(labels.of(key).node, "class", ["tag halo", key === chosen && "strong", role.get(key)].filter(Boolean).join(" "));
    }
    if (this.focused === undefined) this.stopAt(spots.has(chosen) ? chosen : open[0]);
    for (const [key, spot] of spots) {
      set(spot, "class", ["word", key === chosen && "chosen", near.includes(key) && "close"].filter(Boolean).join(" "));
      for (const [name, value] of [["aria-checked", key === chosen], ["aria-label", told.sentence(step, key)]]) set(spot, name, value);
    }
  }

  /** The words without a name, as grey dots. */
  paint() {
    const { clock, context, data, frame, places } = this;
    const { from, to, part } = movement(clock.shown);
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
    this.picture.classList.toggle("at", key !== undefined && this.heard);
    this.clock.request();
  }

  /** The one word that Tab leads to. */
  stopAt(stop) {
    for (const [key, spot] of this.spots) set(spot, "tabindex", key === stop ? 0 : -1);
  }

  focus(key) {
    this.focused = key;
    this.stopAt(key);
    this.look(key);
  }

  /** Picks a word: in a file nothing can be computed anew, so there it is only read. */
  press(key) {
    this.look(key);
    if (key !== undefined && this.heard) this.pick(this.data.pick, key);
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
    return this.told.describe(this.clock.step);
  }
}
