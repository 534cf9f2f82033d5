// Points and curves between two axes, over a field of values; points that can be dragged.

import { clamp, fontOf, resize, set, svg, within } from "../../kit/dom.js";
import { number } from "../../kit/format.js";
import { arrow, take } from "../../kit/keys.js";
import { legend } from "../../kit/legend.js";
import { Moving } from "../../kit/moving.js";
import { Plot, nearest } from "../../kit/plot.js";
import { Dragged } from "./plot_dragged.js";
import { PlotField } from "./plot_field.js";
import { key, lineOf, markOf } from "./plot_marks.js";
import { View } from "../../kit/view.js";

const NEAR = 14; // px, what the pointer is at
const STEP = 0.02; // of an axis for each press of an arrow key
const MOST = 8; // points of one group that are told

const path = (points) => `M${points.map(([x, y]) => `${x.toFixed(2)},${y.toFixed(2)}`).join("L")}`;

let clips = 0;

/** A plot; see `viz.views.plot.plot` for its data. What is picked in it: where points were dragged. */
export default class PlotView extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.groups = data.points.map((group) => ({ ...group, moving: new Moving(group.places) }));
    this.curves = data.curves.map((curve) => ({ ...curve, moving: new Moving(curve.places) }));
    const group = this.groups.find(({ pick }) => pick);
    this.dragged = group && new Dragged(group);
    this.field = data.field && new PlotField(data.field);
    this.clip = `unrolled-between-axes-${(clips += 1)}`;
    this.build();
  }

  build() {
    const { curves, dragged, field, groups, host } = this;
    for (const curve of curves) curve.line = lineOf(curve);
    for (const group of groups) group.marks = group.moving.places(0).map((_, index) => this.mark(group, index));
    [this.back, this.front] = [svg("g"), svg("g")];
    this.picture = svg("svg", dragged ? { role: "group" } : { "aria-hidden": "true" }, this.back,
      svg("g", { "clip-path": `url(#${this.clip})` }, ...curves.map(({ line }) => line)), ...groups.flatMap(({ marks }) => marks), this.front);
    host.append(...(field ? [field.canvas] : []), this.picture);
    this.listen();
  }

  listen() {
    this.picture.addEventListener("pointermove", (event) => this.moved(event));
    for (const end of ["pointerup", "pointercancel"]) this.picture.addEventListener(end, () => this.drop());
    this.picture.addEventListener("pointerleave", () => this.look(undefined));
    this.host.addEventListener("keydown", (event) => this.key(event));
    this.host.addEventListener("blur", () => this.look(undefined));
  }

  mark(group, index) {
    const mark = markOf(group, { "data-name": group.name, "data-index": index });
    if (!group.pick) return mark;
    for (const [name, value] of [["class", "mark dragged"], ["tabindex", 0], ["role", "img"]]) set(mark, name, value);
    mark.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      mark.setPointerCapture(event.pointerId);
      this.held = index;
    });
    mark.addEventListener("focus", () => this.look({ thing: group, index }));
    mark.addEventListener("blur", () => this.look(undefined));
    return mark;
  }

  /** What takes the focus of a part of the same view with other data. */
  heir({ dataset }) {
    return this.dragged?.group.marks[dataset.index];
  }

  layout(width) {
    const { back, clip, curves, data, dragged, field, front, groups, host, picture } = this;
    if (dragged) set(host, "role", "group"); // its points take the focus
    const plot = (this.plot = new Plot(data.x, data.y, width, data.height));
    this.family = fontOf(host);
    const box = { x: plot.left, y: plot.top, width: plot.width, height: plot.height };
    const colours = field && legend(host, field.scale, plot.width);
    resize(picture, width, data.height + (colours ? colours.height : 0));
    back.replaceChildren(svg("defs", {}, svg("clipPath", { id: clip }, svg("rect", box))), ...plot.axes(),
      svg("rect", { ...box, class: "border" }), ...key(groups, curves, plot, this.family));
    front.replaceChildren(plot.reading);
    if (field) {
      field.layout(plot);
      front.append(colours.at(plot.left, data.height + 2));
    }
    this.step = undefined;
  }

  /** Where the points of a group are, in values. */
  placesOf(group, time = this.clock.shown) {
    return (group === this.dragged?.group ? this.dragged : group.moving).places(time);
  }

  /** A place in px; beyond the axes on their border. */
  px([x, y]) {
    const { plot } = this;
    return [clamp(plot.x.px(x), plot.left, plot.right), clamp(plot.y.px(y), plot.top, plot.bottom)];
  }

  draw() {
    const { clock, curves, dragged, groups, picked, plot } = this;
    if (dragged && this.held === undefined) dragged.take(picked[dragged.group.pick] ?? "", plot);
    for (const { line, moving } of curves) set(line, "d", path(moving.places(clock.shown).map(([x, y]) => [plot.x.px(x), plot.y.px(y)])));
    for (const group of groups) this.drawGroup(group);
    this.say();
    if (clock.step === this.step) return;
    this.step = clock.step;
    this.field?.paint(clock.step);
  }

  drawGroup(group) {
    this.placesOf(group).forEach((values, index) => {
      const [x, y] = this.px(values);
      const mark = group.marks[index];
      set(mark, "transform", `translate(${x.toFixed(2)} ${y.toFixed(2)})`);
      set(mark, "data-x", values[0]);
      set(mark, "data-y", values[1]);
      if (group.pick) set(mark, "aria-label", this.sentence(group.name, values));
    });
  }

  /** Moves a point that can be dragged to a place in px. */
  move(index, at) {
    const { clock, dragged, plot } = this;
    dragged.put(index, at, plot, clock.shown);
    this.look({ thing: dragged.group, index });
    clock.request();
  }

  /** Lets go of the point: its place is told. */
  drop() {
    if (this.held === undefined) return;
    this.held = undefined;
    if (this.dragged.placed) this.tell();
  }

  tell() {
    this.pick(this.dragged.group.pick, this.dragged.written(this.plot));
  }

  /** Drags what is held, else reads what the pointer is at: a point, a curve or the field. */
  moved(event) {
    const at = within(this.picture, event);
    if (this.held !== undefined) return this.move(this.held, at);
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
    return `${name}: ${names.x} ${number(x, 3)}, ${names.y} ${number(y, 3)}`;
  }

  /** The arrow keys move the point that has the focus; else up and down read one after the other. */
  key(event) {
    const way = arrow(event);
    const mark = event.target.closest(".dragged");
    if (!way || !(mark || way[0])) return;
    take(event);
    if (mark) this.nudge(Number(mark.dataset.index), way);
    else this.next(way[0]);
  }

  nudge(index, [rows, columns]) {
    const { dragged, plot } = this;
    const [x, y] = this.px(this.placesOf(dragged.group)[index]);
    this.move(index, [x + columns * STEP * plot.width, y + rows * STEP * plot.height]);
    this.tell();
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
