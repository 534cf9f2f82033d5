// An image of large pixels that a reader draws: a press fills a pixel or clears it, and dragging goes on.

import { resize, set, svg, within } from "../../kit/dom.js";
import { ramp, shade } from "../../kit/colours.js";
import { Grid, paint } from "../../kit/grid.js";
import { arrow, take } from "../../kit/keys.js";
import { View } from "../../kit/view.js";

const MARGIN = 3; // px, room for the frame

/** The image; see `viz.views.images.pixels.pixels` for its data. What is picked in it: the code of its pixels. */
export default class Pixels extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.at = [0, 0];
    this.picture = svg("svg", { "aria-hidden": "true" });
    host.append(this.picture);
    if (this.heard) this.listen();
  }

  layout(width) {
    const { data: { height, side }, host, picture } = this;
    const size = Math.floor((Math.min(width, height) - 2 * MARGIN) / side);
    this.grid = new Grid({ left: MARGIN, top: MARGIN, wide: size, tall: size, rows: side, columns: side });
    this.cells = Array.from({ length: side }, (_, row) => this.grid.cells(row)).flat();
    this.colours = ramp(host, "sequential");
    resize(picture, this.grid.width + 2 * MARGIN, height);
    picture.replaceChildren(...this.cells, this.grid.mark);
    this.drawn = undefined;
  }

  /** The code on show: what is being drawn, else what is picked, else the one it begins with. */
  get code() {
    const { data: { code, levels, pick }, held, picked } = this;
    const said = held ?? picked[pick];
    return said?.length === code.length && [...said].every((sign) => levels.includes(sign)) ? said : code;
  }

  draw() {
    const { code, data: { levels }, grid, host } = this;
    grid.frameCell(...this.at);
    if (code === this.drawn) return;
    this.drawn = code;
    const scale = { kind: "sequential", low: 0, high: levels.length - 1 };
    this.cells.forEach((cell, k) => {
      const level = levels.indexOf(code[k]);
      paint(cell, level ? this.colours[shade(level, scale)] : undefined);
      set(cell, "data-level", level);
    });
    set(host, "data-code", code);
  }

  /** Whether a pixel is nearer to full than to empty. */
  full([row, column]) {
    const { levels, side } = this.data;
    return 2 * levels.indexOf(this.code[row * side + column]) >= levels.length;
  }

  /** Gives a pixel a level, which is told once the drawing ends. */
  put([row, column], sign) {
    const place = row * this.data.side + column;
    this.at = [row, column];
    this.held = this.code.slice(0, place) + sign + this.code.slice(place + 1);
    this.clock.request();
  }

  other(cell) {
    return this.full(cell) ? this.data.levels[0] : this.data.levels.at(-1);
  }

  end() {
    const { held } = this;
    this.sign = this.held = undefined;
    if (held) this.pick(this.data.pick, held);
  }

  listen() {
    const { host, picture } = this;
    const find = (event) => this.grid.at(...within(picture, event));
    picture.addEventListener("pointerdown", (event) => {
      const cell = event.button === 0 && find(event);
      if (!cell) return;
      picture.setPointerCapture(event.pointerId);
      this.sign = this.other(cell);
      this.put(cell, this.sign);
    });
    picture.addEventListener("pointermove", (event) => {
      const cell = this.sign && find(event);
      if (cell) this.put(cell, this.sign);
    });
    for (const end of ["pointerup", "pointercancel"]) picture.addEventListener(end, () => this.end());
    host.addEventListener("keydown", (event) => this.key(event));
  }

  key(event) {
    const way = arrow(event);
    if (way) this.at = this.grid.step(this.at, way);
    else if (event.key === "Enter") this.put(this.at, this.other(this.at));
    else return;
    take(event);
    if (event.key === "Enter") this.end();
    this.clock.request();
  }

  describe() {
    const { at: [row, column], data: { levels, say, side } } = this;
    const level = levels.indexOf(this.code[row * side + column]);
    return say.replace("{row}", row + 1).replace("{column}", column + 1).replace("{level}", level).replace("{most}", levels.length - 1);
  }
}
