// All units at once: a map of units × time for every quantity, on the stage's clock.

import { clamp, html, set, write, within } from "../../kit/dom.js";
import { arrow, take } from "../../kit/keys.js";
import { enlarge, paintCells } from "../../kit/canvas.js";
import { SHARES, ramp, shade } from "../../kit/colours.js";
import { number, phrase } from "../../kit/format.js";
import { inlineKey } from "../../kit/legend.js";

const MAPS = ["f", "i", "g", "o", "c", "h"];
const LEAST = 128; // px, height of a map
const ROW = 2; // px of a unit
const HIGH = 24; // px from the top, where a row's number stands below it

const heightOf = ({ hidden }) => Math.max(LEAST, ROW * hidden);

/** Gates are between 0 and 1, the rest has a sign. */
const scaleOfMap = (name) => ("fio".includes(name) ? SHARES
  : { kind: "diverging", low: name === "c" ? -3 : -1, high: name === "c" ? 3 : 1 });

class CellMap {
  constructor(name, data, cell, clock, look) {
    Object.assign(this, { name, data, cell, clock, look, scale: scaleOfMap(name) });
    this.small = html("canvas", { width: cell.length, height: cell.hidden });
    this.canvas = html("canvas", { class: "cells", role: "img", tabindex: 0 });
    this.cursor = html("i", { class: "now" });
    this.number = html("b", {});
    this.row = html("i", { class: "row" });
    this.legend = html("span", { class: "ends" });
    this.box = html("figure", { class: "map", "data-map": name },
      html("figcaption", {}, html("b", { style: `color:var(--${name})` }, name), ` ${data.words[`gate.${name}`]}`, this.legend),
      html("div", { class: "plot" }, this.canvas, this.cursor, this.row, this.number));
    this.canvas.addEventListener("pointermove", (event) => look(this, ...within(this.canvas, event)));
    this.canvas.addEventListener("pointerleave", () => look(undefined));
  }

  layout() {
    this.colours = ramp(this.canvas, this.scale.kind);
    const { low, high } = this.scale;
    this.legend.replaceChildren(...inlineKey(this.colours, low, high));
  }

  paint(order) {
    paintCells(this.small, (row, t) => {
      const value = this.cell.at(this.name, t, order[row]);
      return Number.isNaN(value) ? undefined : this.colours[shade(value, this.scale)]; // covered: nothing is painted
    });
    this.canvas.width = Math.max(1, Math.round(this.canvas.clientWidth * devicePixelRatio));
    this.canvas.height = Math.round(heightOf(this.cell) * devicePixelRatio);
    enlarge(this.small, this.canvas);
  }

  /** Frames the step, and the row of a unit. */
  draw(time, row, unit) {
    const { length, hidden } = this.cell;
    write(this.number, String(unit));
    this.number.classList.toggle("high", (row / hidden) * heightOf(this.cell) < HIGH);
    Object.assign(this.cursor.style, { left: `${(time / length) * 100}%`, width: `max(3px, ${100 / length}%)` });
    this.number.style.top = `${(row / hidden) * 100}%`;
    Object.assign(this.row.style, { top: `${(row / hidden) * 100}%`, height: `max(3px, ${100 / hidden}%)` });
  }
}

export class CellMaps {
  constructor(host, data, cell, clock, pick) {
    Object.assign(this, { data, cell, clock, pick });
    const look = (...at) => this.look(...at);
    const seen = cell.covered ? ["c"] : MAPS; // of what is covered there is nothing to see
    this.maps = seen.map((name) => new CellMap(name, data, cell, clock, look));
    this.read = html("p", { class: "reading" }, data.words.maps_help);
    host.append(html("div", { class: cell.covered ? "maps alone" : "maps", style: `--tall:${heightOf(cell)}px` }, ...this.maps.map((map) => map.box)), this.read);
    for (const map of this.maps) {
      map.canvas.addEventListener("click", (event) => this.pressed(event));
      map.canvas.addEventListener("keydown", (event) => this.key(event));
      map.canvas.addEventListener("focus", () => this.say(map, this.unit, this.clock.step));
    }
  }

  layout() {
    for (const map of this.maps) map.layout();
    this.dirty = true;
  }

  choose(unit, sort) {
    if (sort !== this.sort || sort === "correlation" || this.dirty) {
      this.order = this.cell.order(sort, unit);
      for (const map of this.maps) map.paint(this.order);
    }
    Object.assign(this, { unit, sort, dirty: false });
  }

  place(x, y, canvas) {
    const row = clamp(Math.floor((y / canvas.clientHeight) * this.cell.hidden), 0, this.cell.hidden - 1);
    const t = clamp(Math.floor((x / canvas.clientWidth) * this.cell.length), 0, this.cell.length - 1);
    return { unit: this.order[row], t };
  }

  look(map, x, y) {
    if (!map) return write(this.read, this.data.words.maps_help);
    const { unit, t } = this.place(x, y, map.canvas);
    return this.say(map, unit, t);
  }

  say(map, unit, t) {
    write(this.read, this.sentence(map.name, unit, t));
  }

  sentence(name, unit, t) {
    const value = number(this.cell.at(name, t, unit), 4, "?");
    return `t = ${t + 1} · ${phrase(this.data.words[`say.${name}`], { unit, value })}`;
  }

  pressed(event) {
    const { unit, t } = this.place(...within(event.target, event), event.target);
    this.clock.go(t);
    this.pick(unit);
  }

  /** Up and down go to the neighbouring row. */
  key(event) {
    const [way] = arrow(event) ?? [];
    if (!way) return;
    take(event);
    const row = clamp(this.order.indexOf(this.unit) + way, 0, this.cell.hidden - 1);
    this.pick(this.order[row]);
  }

  draw(time, step) {
    const row = this.order.indexOf(this.unit);
    for (const map of this.maps) {
      map.draw(time, row, this.unit);
      if (!this.clock.playing) set(map.canvas, "aria-label", this.sentence(map.name, this.unit, step));
    }
  }
}
