// Points, curves, arrows and squares between two axes, over a field; points can be dragged and added.

import { clamp, fontOf, resize, set, svg, textWidth, within } from "../../kit/dom.js";
import { number } from "../../kit/format.js";
import { arrow, take } from "../../kit/keys.js";
import { legend } from "../../kit/legend.js";
import { Moving } from "../../kit/moving.js";
import { Plot, nearest } from "../../kit/plot.js";
import { Dragged } from "./plot_dragged.js";
import { PlotField } from "./plot_field.js";
import { ArrowLayer, CurveLayer, SquaresLayer, notesOf } from "./plot_layers.js";
import { key, markOf } from "./plot_marks.js";
import { View } from "../../kit/view.js";

const NEAR = 14; // px, what the pointer is at
const STEP = 0.02; // of an axis for each press of an arrow key
const MOST = 8; // points of one group that are told
const ITEM = 44; // px of a word in the key, with its mark and the gap behind it
const [MANY, SMALL] = [60, 0.7]; // more points than that are drawn smaller

let clips = 0;

/** A plot; see `viz.views.plot.plot` for its data. What is picked in it: where points were put. */
export default class PlotView extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.groups = data.points.map((group) => ({ ...group, moving: new Moving(group.places) }));
    this.curves = data.curves.map((curve) => new CurveLayer(curve));
    this.arrows = data.arrows.map((vector) => new ArrowLayer(vector));
    this.squares = data.squares.map((squares) => new SquaresLayer(squares));
    this.field = data.field && new PlotField(data.field);
    this.clip = `unrolled-between-axes-${(clips += 1)}`;
    this.build();
  }

  build() {
    const { arrows, curves, field, groups, host, squares } = this;
    for (const group of groups) {
      group.marks = group.moving.places(0).map((_, index) => this.mark(group, index));
      if (group.pick) group.dragged = new Dragged(group);
    }
    this.free = groups.filter(({ dragged }) => dragged);
    this.layers = [...squares, ...curves, ...arrows];
    [this.back, this.front] = [svg("g"), svg("g")];
    this.picture = svg("svg", this.free.length ? { role: "group" } : { "aria-hidden": "true" }, this.back,
      svg("g", { "clip-path": `url(#${this.clip})` }, ...this.layers.map(({ node }) => node)), ...groups.flatMap(({ marks }) => marks), this.front);
    this.keys = this.data.key ? key(this) : [];
    host.append(...(field ? [field.canvas] : []), this.picture, ...this.keys);
    this.listen();
  }

  listen() {
    this.picture.addEventListener("pointermove", (event) => this.moved(event));
    for (const end of ["pointerup", "pointercancel"]) this.picture.addEventListener(end, () => this.drop());
    this.picture.addEventListener("pointerleave", () => this.look(undefined));
    this.picture.addEventListener("click", (event) => event.target.closest(".dragged") ?? this.add(within(this.picture, event)));
    this.host.addEventListener("keydown", (event) => this.key(event));
    this.host.addEventListener("blur", () => this.look(undefined));
  }

  mark(group, index) {
    const mark = markOf(group, { "data-name": group.name, "data-index": index });
    if (!group.pick) return mark;
    for (const [name, value] of [["class", `mark ${group.shape} dragged`], ["tabindex", 0], ["role", "img"]]) set(mark, name, value);
    mark.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      mark.setPointerCapture(event.pointerId);
      this.held = { group, index };
    });
    mark.addEventListener("focus", () => this.look({ thing: group, index }));
    mark.addEventListener("blur", () => this.look(undefined));
    return mark;
  }

  /** What takes the focus of a part of the same view with other data. */
  heir({ dataset }) {
    const marks = this.free.find(({ name }) => name === dataset.name)?.marks ?? [];
    return marks[Math.min(dataset.index, marks.length - 1)];
  }

  layout(width) {
    const { back, clip, data, field, free, front, host, picture } = this;
    if (free.length) set(host, "role", "group"); // its points take the focus
    const plot = (this.plot = new Plot(data.x, data.y, width, data.height));
    this.family = fontOf(host);
    const box = { x: plot.left, y: plot.top, width: plot.width, height: plot.height };
    const colours = field && legend(host, field.scale, plot.width);
    resize(picture, width, data.height + (colours ? colours.height : 0));
    back.replaceChildren(svg("defs", {}, svg("clipPath", { id: clip }, svg("rect", box))), ...plot.axes(),
      svg("rect", { ...box, class: "border" }));
    front.replaceChildren(...notesOf(data.notes, plot), plot.reading);
    if (field) {
      field.layout(plot);
      front.append(colours.at(plot.left, data.height + 2));
    }
    this.keyBeside(plot);
    this.step = undefined;
  }

  /** Puts the key beside the name of the x axis, where both have room. */
  keyBeside({ names, width }) {
    const wide = (text) => textWidth(text, `13px ${this.family}`);
    for (const node of this.keys) {
      const needed = [...node.children].reduce((sum, { textContent }) => sum + wide(textContent) + ITEM, 0);
      node.classList.toggle("beside", !this.field && needed + wide(names.x) + ITEM < width);
    }
  }

  /** Where the points of a group or a curve are, in values. */
  placesOf(thing, time = this.clock.shown) {
    return (thing.dragged ?? (thing.marks ? thing.moving : thing)).places(time);
  }

  /** A place in px; beyond the axes on their border. */
  px([x, y]) {
    const { plot } = this;
    return [clamp(plot.x.px(x), plot.left, plot.right), clamp(plot.y.px(y), plot.top, plot.bottom)];
  }

  draw() {
    const { clock, free, groups, layers, picked, plot } = this;
    if (!this.held) for (const { dragged, pick } of free) dragged.take(picked[pick] ?? "", plot);
    for (const layer of layers) layer.draw(plot, clock.shown);
    for (const group of groups) this.drawGroup(group);
    this.say();
    if (clock.step === this.step) return;
    this.step = clock.step;
    this.field?.paint(clock.step);
  }

  drawGroup(group) {
    if (group.drawn === this.plot && group.moving.length === 1 && !group.dragged) return;
    group.drawn = this.plot;
    this.placesOf(group).forEach((values, index) => {
      const [x, y] = this.px(values);
      const mark = group.marks[index];
      set(mark, "transform", `translate(${x.toFixed(2)} ${y.toFixed(2)})${group.marks.length > MANY ? ` scale(${SMALL})` : ""}`);
      set(mark, "data-x", values[0]);
      set(mark, "data-y", values[1]);
      if (group.pick) set(mark, "aria-label", this.sentence(group.name, values));
    });
  }

  /** Moves a point that can be dragged to a place in px. */
  move({ group, index }, at) {
    const { clock, plot } = this;
    group.dragged.put(index, at, plot, clock.shown);
    this.look({ thing: group, index });
    clock.request();
  }

  /** Lets go of the point: its place is told. */
  drop() {
    const { held } = this;
    this.held = undefined;
    if (held?.group.dragged.placed) this.tell(held.group);
  }

  /** Tells the places of a group; a `change` of how many there are is drawn once Python has heard. */
  tell({ dragged, pick }, change = undefined) {
    this.pick(pick, dragged.written(this.plot, this.clock.shown, change));
  }

  /** Adds a point at a place in px, where points can be added. */
  add(at) {
    const { data, free, heard, plot } = this;
    const group = heard && plot.holds(at) && free.find(({ pick }) => pick === data.adds);
    if (group) this.tell(group, (places) => [...places, [plot.x.value(at[0]), plot.y.value(at[1])]]);
  }

  /** Drags what is held, else reads what the pointer is at: a point, a curve or the field. */
  moved(event) {
    const at = within(this.picture, event);
    if (this.held) return this.move(this.held, at);
    const things = [...this.groups, ...this.curves].flatMap((thing) => this.placesOf(thing).map((_, index) => ({ thing, index })));
    const found = things[nearest(things.map(({ thing, index }) => this.px(this.placesOf(thing)[index])), at, NEAR)];
    return this.look(found ?? (this.field && this.plot.holds(at) ? { at } : undefined));
  }

  /** Reads a point of a `thing`, the field `at` a place in px, or nothing. */
  look(looked) {
    this.looked = looked;
    if (this.plot) this.say();
  }

  say() {
    const { clock, family, field, looked, plot } = this;
    if (!looked) return plot.read("");
    if (looked.at) return plot.read(field.say(clock.step, plot, looked.at), looked.at, family);
    const values = this.placesOf(looked.thing)[looked.index];
    return plot.read(this.sentence(looked.thing.name, values), this.px(values), family);
  }

  sentence(name, [x, y]) {
    const { names } = this.plot;
    return `${name && `${name}: `}${names.x} ${number(x, 3)}, ${names.y} ${number(y, 3)}`;
  }

  /** Keys move, add and take away the point that has the focus; else up and down read one after the other. */
  key(event) {
    const { data, heard, plot } = this;
    const way = arrow(event);
    const mark = event.target.closest(".dragged");
    const group = mark && this.free.find(({ name }) => name === mark.dataset.name);
    const changes = heard && data.adds && (event.key === "+" || (mark && event.key === "Delete"));
    if (!changes && !(way && (mark || way[0]))) return;
    take(event);
    if (changes && event.key === "+") this.add([(plot.left + plot.right) / 2, (plot.top + plot.bottom) / 2]);
    else if (changes) this.tell(group, (places) => places.filter((_, k) => k !== Number(mark.dataset.index)));
    else if (mark) this.nudge({ group, index: Number(mark.dataset.index) }, way);
    else this.next(way[0]);
  }

  nudge({ group, index }, [rows, columns]) {
    const { plot } = this;
    const [x, y] = this.px(this.placesOf(group)[index]);
    this.move({ group, index }, [x + columns * STEP * plot.width, y + rows * STEP * plot.height]);
    this.tell(group);
  }

  next(way) {
    const all = this.groups.flatMap((group) => group.marks.map((_, index) => ({ thing: group, index })));
    if (!all.length) return;
    const now = all.findIndex(({ thing, index }) => thing === this.looked?.thing && index === this.looked.index);
    this.look(all[now < 0 ? 0 : clamp(now + way, 0, all.length - 1)]);
  }

  describe() {
    const told = (values) => `(${values.map((value) => number(value, 3)).join(", ")})`;
    return this.groups.map((group) => {
      const places = this.placesOf(group, this.clock.step);
      return `${group.name}: ${places.slice(0, MOST).map(told).join(", ")}${places.length > MOST ? " …" : ""}`;
    }).join("; ");
  }
}
