// Small maps side by side, units × time, one for each quantity; a unit's row is framed in all.

import { clamp, html, resize, set, svg, write, within } from "../../kit/dom.js";
import { arrow, take } from "../../kit/keys.js";
import { enlarge, fitCanvas, paintCells } from "../../kit/canvas.js";
import { unpack } from "../../kit/data.js";
import { ramp, shade } from "../../kit/colours.js";
import { number } from "../../kit/format.js";
import { legend } from "../../kit/legend.js";
import { View } from "../../kit/view.js";

const GAP = 18; // px between maps
const TOP = 20; // px, the line with names
const SMALLEST_MAP = 150; // px
const ROOMY_MAP = 230; // px from which a value is said with its unit

function placesOf(width, count, rows, height) {
  const across = Math.max(1, Math.min(count, Math.floor((width + GAP) / (SMALLEST_MAP + GAP))));
  const columns = count % across ? Math.ceil(count / Math.ceil(count / across)) : across;
  const size = { width: (width - (columns - 1) * GAP) / columns, height };
  const at = (k) => ({ x: (k % columns) * (size.width + GAP), y: Math.floor(k / columns) * (height + TOP + 8) + TOP });
  return { ...size, at, row: height / rows, bottom: at(count - 1).y + height };
}

/** The maps of one lesson; see `viz.views.units.units` for their data. */
export default class Units extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    const maps = data.maps.map((map) => ({ ...map, values: unpack(map.values), canvas: html("canvas", { class: "cells" }) }));
    Object.assign(this, { maps, length: data.tokens.length, rows: data.units.length });
    this.picture = svg("svg", { "aria-hidden": "true" });
    host.append(...maps.map((map) => map.canvas), this.picture);
    this.listen();
  }

  layout(width) {
    const { data, host, maps, picture, rows } = this;
    const p = (this.places = placesOf(width, maps.length, rows, data.height));
    const parts = maps.map((map, k) => this.surround(map, p.at(k)));
    const scales = [...new Map(maps.map((map) => [map.scale.label, map.scale])).values()];
    const room = Math.min(width, Math.max(300, width / scales.length - 20));
    const beside = (room + 20) * scales.length - 20 <= width;
    const legends = scales.map((scale) => legend(host, scale, room));
    const below = legends.map(({ at }, k) => (beside ? at(k * (room + 20), p.bottom + 8) : at(0, p.bottom + 8 + k * 50)));
    const tall = Math.max(...legends.map(({ height }) => height));
    resize(picture, width, p.bottom + 8 + (beside ? tall : scales.length * 50));
    picture.replaceChildren(...parts.flat(), ...below);
    for (const [k, map] of maps.entries()) this.paint(map, p.at(k), ramp(host, map.scale.kind));
  }

  surround(map, { x, y }) {
    const { width, height, row } = this.places;
    map.now = svg("rect", { y: y - 2, height: height + 4, width: Math.max(2, width / this.length), class: "now" });
    map.frame = svg("rect", { x: x - 1, width: width + 2, height: Math.max(4, row + 2), class: "frame" });
    map.read = svg("text", { x: x + width, y: y - 7, class: "note end", "data-read": map.letter });
    return [svg("text", { x, y: y - 7, class: "name", style: `fill:var(--${map.colour})` }, map.name), map.read, map.frame, map.now];
  }

  paint({ canvas, values, scale }, { x, y }, colours) {
    const { width, height } = this.places;
    const small = html("canvas", { width: this.length, height: this.rows });
    paintCells(small, (unit, t) => colours[shade(values[unit * this.length + t], scale)]);
    canvas.style.cssText = `left:${x}px;top:${y}px`;
    fitCanvas(canvas, width, height);
    enlarge(small, canvas);
  }

  draw() {
    const { clock, maps, places } = this;
    this.follow();
    maps.forEach((map, k) => {
      const { x, y } = places.at(k);
      map.now.setAttribute("x", x + (clock.shown * places.width) / this.length);
      set(map.frame, "y", y + this.row * places.row - 1);
      write(map.read, (places.width < ROOMY_MAP ? "" : `${this.unit()}: `) + this.value(map));
    });
  }

  /** Frames the unit that is picked where it is another one than before. */
  follow() {
    const home = Math.max(0, this.data.units.indexOf(this.picked[this.data.pick]));
    if (home !== this.home) this.row = home;
    this.home = home;
  }

  unit() {
    return `${this.data.word} ${this.data.units[this.row]}`;
  }

  /** What stands in the framed row at the clock. */
  value({ values }) {
    return number(values[this.row * this.length + this.clock.step], 3);
  }

  describe() {
    return `${this.unit()}: ${this.maps.map((map) => `${map.letter} ${this.value(map)}`).join("; ")}`;
  }

  choose(row) {
    this.row = clamp(row, 0, this.rows - 1);
    this.clock.request();
  }

  /** Makes the framed unit the one that all pictures show. */
  pickRow() {
    this.pick(this.data.pick, this.data.units[this.row]);
  }

  key(event) {
    const [way] = arrow(event) ?? [];
    if (way) this.choose(this.row + way);
    else if (event.key === "Enter") this.pickRow();
    else return;
    take(event);
  }

  listen() {
    this.host.addEventListener("keydown", (event) => this.key(event));
    for (const { canvas } of this.maps) {
      canvas.addEventListener("pointermove", (event) => this.choose(Math.floor(within(canvas, event)[1] / this.places.row)));
      canvas.addEventListener("pointerdown", (event) => {
        this.clock.go(Math.floor((within(canvas, event)[0] / this.places.width) * this.length));
        this.pickRow();
      });
      canvas.addEventListener("pointerleave", () => this.choose(this.home));
    }
  }
}
