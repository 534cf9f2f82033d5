// A text in a row, chains of states that read it in either direction, and the tags that are read out of them.

import { fontOf, html, resize, set, svg, textWidth } from "../../kit/dom.js";
import { SHARES, css, inkOn, ramp, shade } from "../../kit/colours.js";
import { paintCells } from "../../kit/canvas.js";
import { unpack } from "../../kit/data.js";
import { phrase, probability } from "../../kit/format.js";
import { colourKey } from "../../kit/legend.js";
import { View } from "../../kit/view.js";
import { hatch } from "./unrolled.js";

const [TOKEN, STATE, TAG, RIGHT, GAP] = [22, 40, 36, 20, 7]; // px, heights of the rows, and between them
const [NARROWEST, WIDEST, NUMBERED] = [25, 112, 33]; // px of a step
const ACROSS = 7; // units side by side in a state
const CROSS = "✗"; // a wrong tag
const VALUES = { kind: "diverging", low: -1, high: 1 };

/** The outline of a plate with the radii of its corners at the start and at the end. */
const rounded = (x, y, width, height, start, end) =>
  `M${x + start},${y}h${width - start - end}q${end},0 ${end},${end}v${height - 2 * end}q0,${end} ${-end},${end}` +
  `h${start + end - width}q${-start},0 ${-start},${-start}v${2 * start - height}q0,${-start} ${start},${-start}z`;

/** See `viz.views.tagged.tagged` for its data. */
export default class Tagged extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.length = data.tokens.length;
    const bands = data.bands.map((band, place) => ({ ...band, place }));
    this.chains = bands.filter(({ values }) => values).map((chain) => ({ ...chain, values: unpack(chain.values) }));
    this.rows = bands.filter(({ tags }) => tags).map((row) => ({ ...row, shares: row.shares ? unpack(row.shares) : [] }));
    this.picture = svg("svg", { "aria-hidden": "true" });
    host.append(this.picture);
  }

  /** Builds everything for a width; a text that is too long for one line goes on in the next. */
  layout(width) {
    const { chains, data, host, length, rows } = this;
    const family = fontOf(host);
    const bold = (text) => textWidth(text, `600 13px ${family}`);
    const left = Math.max(...data.bands.map(({ name }) => bold(name))) + 12;
    const across = Math.min(length, Math.max(1, Math.floor((width - left) / NARROWEST)));
    const pitch = Math.min(WIDEST, (width - left) / across);
    let y = TOKEN + GAP;
    const heights = data.bands.map(({ plain, values }) => (values ? STATE : plain ? RIGHT : TAG));
    const tops = heights.map((height) => (y += height + GAP) - height - GAP);
    const block = y + 6;
    const lines = Math.ceil(length / across);
    this.g = { across, block, heights, pitch, tops, fits: rows.every(({ tags }) => tags.every((tag) => bold(`${CROSS} ${tag}`) < pitch - 8)),
      at: (t) => ({ x: left + (t % across + 0.5) * pitch, y: Math.floor(t / across) * block }) };
    this.ramps = { value: ramp(host, "diverging"), share: ramp(host, "sequential") };
    this.tokens = data.tokens.map((token, t) => this.token(token, t));
    this.maps = chains.map((chain) => Array.from({ length }, (_, t) => this.state(chain, t)));
    this.chips = rows.map((row) => row.tags.map((_, t) => this.chip(row, t)));
    this.heads = chains.map(({ off }) => svg("rect", { class: "head", rx: 5, height: STATE + 6, ...(off ? { display: "none" } : {}) }));
    const names = data.bands.flatMap(({ name }, k) => Array.from({ length: lines }, (_, line) =>
      svg("text", { x: 0, y: line * block + tops[k] + heights[k] / 2 + 4.5, class: "strong" }, name)));
    const keys = [{ ...VALUES, label: data.words.value }, { ...SHARES, label: data.words.share }].map((scale) => colourKey(host, scale));
    const beside = keys[0].width + keys[1].width + 36 < width;
    const key = lines * block + 14;
    resize(this.picture, width, key + (beside ? 6 : 28));
    this.picture.replaceChildren(hatch(), ...names, this.links(), ...this.tokens, ...this.maps.flat(), ...this.heads,
      ...this.chips.flat().map(({ group }) => group), keys[0].at(0, key), keys[1].at(beside ? keys[0].width + 36 : 0, beside ? key : key + 22));
    this.step = undefined;
  }

  token(token, t) {
    const { x, y } = this.g.at(t);
    const word = token === " " ? "␣" : token;
    const node = svg("text", { x, y: y + 16, class: `token middle${this.data.unknown[t] ? " unknown" : ""}`, "data-t": t + 1 }, word);
    node.addEventListener("pointerdown", () => this.clock.go(t));
    return node;
  }

  /** A state as a small map of its units. */
  state({ code, off, place, values }, t) {
    const units = values.length / this.length;
    const canvas = html("canvas", { width: ACROSS, height: Math.ceil(units / ACROSS) });
    paintCells(canvas, (row, column) => {
      const unit = row * ACROSS + column;
      return unit < units && this.ramps.value[shade(off ? 0 : values[t * units + unit], VALUES)];
    });
    const { x, y } = this.g.at(t);
    const width = this.wide;
    return svg("image", { x: x - width / 2, y: y + this.g.tops[place], width, height: STATE, preserveAspectRatio: "none",
      href: canvas.toDataURL(), class: "state", "data-chain": code, "data-t": t + 1 });
  }

  get wide() {
    return Math.min(56, this.g.pitch - 6);
  }

  /** The ways of what is read: along each chain, and down from each character. */
  links() {
    const { at, across, heights, pitch, tops } = this.g;
    const path = [];
    const end = tops[this.rows[1]?.place ?? this.rows[0].place];
    for (let t = 0; t < this.length; t += 1) {
      const { x, y } = at(t);
      path.push(`M${x},${y + TOKEN}V${y + end}`);
      this.chains.forEach(({ off, place, reverse }) => {
        if (off || (t + 1) % across === 0 || t + 1 === this.length) return;
        const middle = y + tops[place] + heights[place] / 2;
        const [from, to] = [x + this.wide / 2, x + pitch - this.wide / 2];
        const [tip, way] = reverse ? [from, 1] : [to, -1];
        path.push(`M${from},${middle}H${to}M${tip + 4 * way},${middle - 3.5}L${tip},${middle}l${4 * way},3.5`);
      });
    }
    return svg("path", { d: path.join(""), class: "links" });
  }

  /** A tag: where a field goes on (I), its plate touches the one before. */
  chip(row, t) {
    const { at, fits, pitch } = this.g;
    const { x, y } = at(t);
    const [top, height] = [y + this.g.tops[row.place], this.g.heights[row.place]];
    const [tag, share, wrong] = [fits ? row.tags[t] : row.short[t], row.shares[t], row.wrong[t]];
    const joined = row.inside[t] ? 4 : 0;
    const [start, end] = [row.inside[t], row.inside[t + 1]].map((inside) => (inside ? 2 : 7)); // of corners
    const colour = row.plain || row.covered ? undefined : this.ramps.share[shade(share, SHARES)];
    const plate = svg("path", { d: rounded(x - pitch / 2 + 2 - joined, top, pitch - 4 + joined, height, start, end),
      class: `plate${wrong ? " wrong" : ""}`, style: colour ? `fill:${css(colour)}` : row.covered ? "fill:url(#unrolled-hatch)" : "" });
    const ink = colour ? `fill:${inkOn(colour)}` : "";
    const given = !row.plain && !row.covered;
    const below = !given ? "" : pitch >= NUMBERED ? probability(share) : wrong ? CROSS : "";
    const word = svg("text", { x, y: top + (below ? 15 : height / 2 + 4.5), class: "middle tag", style: ink, "data-row": row.code, "data-t": t + 1 },
      row.covered ? "?" : wrong && below !== CROSS ? `${CROSS} ${tag}` : tag);
    const whole = svg("title", {}, given ? `${row.tags[t]}: ${share}` : row.tags[t]);
    const group = svg("g", {}, whole, plate, word, below && svg("text", { x, y: top + 29, class: "middle share", style: ink }, below));
    return { group, known: row.known[t], covered: row.covered };
  }

  draw() {
    const { chains, clock, g, heads, length } = this;
    chains.forEach(({ place, reverse }, k) => {
      const time = reverse ? length - 1 - clock.shown : clock.shown;
      const [from, to] = [g.at(Math.floor(time)), g.at(Math.ceil(time))];
      const part = from.y === to.y ? time - Math.floor(time) : Math.round(time - Math.floor(time));
      set(heads[k], "x", from.x + (to.x - from.x) * part - this.wide / 2 - 3);
      set(heads[k], "y", (part < 1 ? from : to).y + g.tops[place] - 3);
      set(heads[k], "width", this.wide + 6);
    });
    super.draw();
  }

  drawStep(step) {
    const behind = (t, reverse) => (reverse ? this.length - 1 - t : t) <= step;
    this.chains.forEach(({ reverse }, k) => this.maps[k].forEach((map, t) => set(map, "data-read", behind(t, reverse))));
    for (const { group, known } of this.chips.flat()) set(group, "data-known", known <= step);
    this.tokens.forEach((token, t) => token.classList.toggle("now", this.chains.some(({ off, reverse }) => !off && (reverse ? this.length - 1 - t : t) === step)));
  }

  /** All that is known at the clock, in words. */
  describe() {
    const { data: { tokens, words }, clock: { step }, length, rows } = this;
    const read = phrase(words.say, { forward: tokens[step], backward: tokens[length - 1 - step] });
    const said = rows.map(({ covered, known, name, tags }) =>
      `${name}: ${tags.map((tag, t) => (known[t] > step ? "–" : covered ? "?" : tag)).join(" ")}`);
    return [read, ...said].join("; ");
  }
}
