// A square of cells, query by key: colours, short numbers, hatching where nobody may look.

import { clamp, fontOf, html, set, svg, write } from "../../kit/dom.js";
import { css } from "../../kit/colours.js";

const MASK_TURNS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const DARKEST = 0.179; // luminance at which black and white are told from a colour equally well (WCAG 2.2)
let hatchings = 0;

/** Black or white, whichever is read better on this colour. */
function inkOn([red, green, blue]) {
  const [r, g, b] = [red, green, blue].map((part) => (part <= 10 ? part / 3294 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > DARKEST ? "#000000" : "#ffffff";
}

export class MaskGrid {
  /** `does` has choose(i, j), leave() and press(i, j); `side` is the heading of a column of notes. */
  constructor(host, model, { name, help, side = "" }, does) {
    Object.assign(this, { host, model, name, side, does });
    this.picture = svg("svg", { "aria-hidden": "true" });
    this.box = html("div", { class: `square ${name}`, tabindex: 0, role: "group", "aria-label": help }, this.picture);
    this.heading = html("h2", { class: "heading" });
    this.foot = svg("g");
    host.append(html("section", { class: "part" }, this.heading, this.box));
    this.listen();
  }

  layout({ left, top, wide, tall, side }) {
    const { model, picture } = this;
    const T = model.T;
    this.g = { left, top, wide, tall, side };
    set(picture, "width", left + wide * T + side);
    set(picture, "height", top + tall * T + 20);
    const id = `unrolled-hatch-${(hatchings += 1)}`;
    const hatch = svg("pattern", { id, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      svg("line", { x1: 0, y1: 0, x2: 0, y2: 6, class: "hatch" }));
    this.rows = model.data.tokens.map((sign, i) => this.row(sign, i, id));
    this.now = svg("rect", { class: "now", x: left - 1.5, width: wide * T + 3, height: tall + 1, rx: 3 });
    this.mark = svg("rect", { class: "mark", width: wide, height: tall, rx: 3 });
    const heads = model.data.tokens.map((sign, j) => svg("text", { class: "sign middle", x: left + (j + 0.5) * wide, y: top - 6, "data-column": j }, sign));
    this.columns = heads;
    const notes = this.side ? [svg("text", { class: "column middle", x: left + wide * T + side / 2, y: top - 6 }, this.side)] : [];
    picture.replaceChildren(svg("defs", {}, hatch), ...heads, ...notes, ...this.rows.map(({ group }) => group), this.now, this.mark, this.foot);
    this.drawn = [];
  }

  row(sign, i, hatching) {
    const { g, model } = this;
    const y = g.top + i * g.tall;
    const label = svg("text", { class: "sign end", x: g.left - 8, y: y + g.tall / 2 + 4.5 }, sign);
    const note = svg("text", { class: "side middle", x: g.left + g.wide * model.T + g.side / 2, y: y + g.tall / 2 + 4.5, "data-row": i });
    const cells = model.data.tokens.map((_, j) => this.cell(i, j, y, hatching));
    return { label, note, cells, group: svg("g", {}, label, ...cells.map(({ group }) => group), note) };
  }

  cell(i, j, y, hatching) {
    const { g } = this;
    const place = { x: g.left + j * g.wide + 0.75, y: y + 0.75, width: g.wide - 1.5, height: g.tall - 1.5, rx: 2.5 };
    const fill = svg("rect", { class: "fill", ...place, "data-i": i, "data-j": j });
    const shut = svg("rect", { ...place, fill: `url(#${hatching})`, class: "shut" });
    const text = svg("text", { class: "value middle", x: g.left + (j + 0.5) * g.wide, y: y + g.tall / 2 + 4.3, "data-i": i, "data-j": j });
    return { fill, shut, text, group: svg("g", {}, fill, shut, text) };
  }

  /** Fills a row: `look(j)` gives { colour, text, shut, strong }, `note` what stands beside it. */
  fill(i, key, look, note = "") {
    if (this.drawn[i] === key) return;
    this.drawn[i] = key;
    const row = this.rows[i];
    row.cells.forEach((cell, j) => {
      const { colour, text, shut = 0, strong = false, opacity = 1 } = look(j);
      cell.fill.style.fill = colour ? css(colour) : "";
      cell.fill.style.opacity = opacity;
      cell.shut.style.opacity = shut;
      cell.text.style.fill = colour && opacity > 0.5 ? inkOn(colour) : "";
      cell.text.classList.toggle("strong", strong);
      cell.text.classList.toggle("infinite", shut === 1);
      write(cell.text, text);
    });
    write(row.note, note);
  }

  /** Frames the clock's row and the pair whose numbers are shown. */
  point(i, j, row) {
    const { g } = this;
    set(this.now, "y", g.top + row * g.tall - 0.5);
    set(this.mark, "x", g.left + j * g.wide);
    set(this.mark, "y", g.top + i * g.tall);
    this.place = [i, j];
    this.rows.forEach(({ label }, place) => label.classList.toggle("on", place === i));
    this.columns.forEach((label, place) => label.classList.toggle("on", place === j));
  }

  /** Puts a line below the cells. */
  below(...nodes) {
    this.foot.replaceChildren(...nodes);
  }

  get family() {
    return fontOf(this.host);
  }

  find(event) {
    const { g, model } = this;
    const box = this.picture.getBoundingClientRect();
    const [i, j] = [Math.floor((event.clientY - box.top - g.top) / g.tall), Math.floor((event.clientX - box.left - g.left) / g.wide)];
    return i >= 0 && i < model.T && j >= 0 && j < model.T ? [i, j] : undefined;
  }

  listen() {
    const { box, does, picture } = this;
    picture.addEventListener("pointermove", (event) => {
      const at = this.find(event);
      if (at) does.choose(...at);
      else does.leave();
    });
    picture.addEventListener("pointerleave", () => does.leave());
    picture.addEventListener("click", (event) => {
      const at = this.find(event);
      if (at) does.press(...at);
    });
    box.addEventListener("blur", () => does.leave());
    box.addEventListener("keydown", (event) => this.key(event));
  }

  key(event) {
    const turn = MASK_TURNS[event.key];
    if (!turn && event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
    const [i, j] = this.place;
    if (!turn) return void this.does.press(i, j);
    const last = this.model.T - 1;
    this.place = [clamp(i + turn[0], 0, last), clamp(j + turn[1], 0, last)]; // at once: keys come faster than frames
    this.does.choose(...this.place, true);
  }
}
