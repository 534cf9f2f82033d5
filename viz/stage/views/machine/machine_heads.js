// The boxes above two stacks, one for each sublayer, with the line that leads round them; both are switches.

import { html, set, svg, textWidth } from "../../kit/dom.js";
import { phrase } from "../../kit/format.js";
import { DECODER, ENCODER } from "./machine_model.js";

const LOOP = { high: 24, low: 21, top: 6, out: 7 }; // px of the line round a box
const BREAK = "|"; // where a name may go on in another line
const TOPS = { title: 0, loop: 17, box: 39 }; // px
const BOX = 31; // px, its height
const SPARE = { wide: 3, stacked: 2 }; // px between two boxes
const KINDS = { s: "self", c: "cross", f: "feed" };

const plain = (name) => name.replaceAll(BREAK, "");

export class MachineHeads {
  /** `flip(name, code)` hears which switch was pressed; without it there are none. */
  constructor(model, flip) {
    Object.assign(this, { model, flip });
    this.host = html("div", { class: "heads" });
    this.parts = new Map(model.codes.map((code) => [code, this.part(code)]));
    this.words = { reads: html("span", { class: "column end" }, model.data.words.reads), output: html("span", { class: "column" }, model.data.words.output), writes: html("span", { class: "column" }, model.data.words[model.taught ? "taught" : "writes"]) };
    this.badges = model.data.badges.map((badge) => ({ badge, node: html("span", { class: `badge ${badge.part} ${badge.kind}`, "data-badge": badge.code, "aria-hidden": "true" }, badge.sign) }));
    this.titles = [ENCODER, DECODER].flatMap((side) => this.layers(side));
    this.host.append(...this.titles.map(({ node }) => node), ...Object.values(this.words), ...[...this.parts.values()].flatMap(({ box, loop }) => [loop, box]));
  }

  /** What a sublayer is called: "cross-attention of decoder layer 1". */
  name(code) {
    const { words } = this.model.data;
    const side = code[0] === "e" ? ENCODER : DECODER;
    return phrase(words[`${side}.name`], { kind: plain(words[KINDS[code[2]]]), n: code[1] });
  }

  part(code) {
    const { flip } = this;
    const make = (name, kind) => {
      if (!flip) return html("span", { class: kind });
      const button = html("button", { type: "button", class: kind, "data-code": code, "data-switch": name });
      button.addEventListener("click", () => flip(name, code));
      return button;
    };
    return { box: make("off", "box"), loop: make("cut", "loop") };
  }

  /** Which sublayers are one layer, and whose. */
  layers(side) {
    const layers = [...new Set(this.model.data.sublayers[side].map((code) => code[1]))];
    return layers.map((layer) => {
      const codes = this.model.data.sublayers[side].map((code, k) => ({ code, edge: k + 1 })).filter(({ code }) => code[1] === layer);
      return { side, layer, first: codes[0].edge, last: codes.at(-1).edge, node: html("span", { class: "of-layer" }) };
    });
  }

  layout(g, family) {
    this.g = g;
    const { words } = this.model.data;
    const place = (node, x, y, width) => (node.style.cssText = `left:${x.toFixed(1)}px;top:${y}px;width:${width.toFixed(1)}px`);
    for (const { first, last, layer, node, side } of this.titles) {
      const { across, edges, top } = g[side];
      const [from, to] = [edges[first] - across / 2 + SPARE.wide / 2, edges[last] + across / 2 - SPARE.wide / 2];
      place(node, from, top - g.head + TOPS.title, to - from);
      const said = phrase(words[`${side}.layer`], { n: layer });
      node.textContent = textWidth(said, `12px ${family}`) < to - from - 8 ? said : phrase(words[`${side}.short`], { n: layer });
    }
    const { edges, top } = g.decoder;
    place(this.words.reads, g.left, top - g.head + TOPS.box + 9, Math.max(0, edges[0] - g.left - 5));
    place(this.words.output, g.encoder.edges.at(-1) + 2, g.encoder.top - g.head + TOPS.box + 9, 44);
    place(this.words.writes, edges.at(-1) + 5, top - g.head + TOPS.box + 9, g.width - edges.at(-1) - 5);
    const room = edges[0] - g.encoder.edges.at(-1);
    const both = textWidth(words.reads, `13px ${family}`) + textWidth(words.output, `13px ${family}`) + 16;
    this.words.reads.style.display = g.stacked ? "none" : "";
    this.words.output.style.display = g.stacked || both > room ? "none" : "";
    for (const side of [ENCODER, DECODER]) this.boxes(side, place, family);
    this.shown = undefined;
  }

  boxes(side, place, family) {
    const { g, model } = this;
    const { across, edges, top } = g[side];
    const width = across - (g.stacked ? SPARE.stacked : SPARE.wide);
    model.data.sublayers[side].forEach((code, k) => {
      const { box, loop } = this.parts.get(code);
      const x = edges[k + 1] - width / 2;
      place(box, x, top - g.head + TOPS.box, width);
      box.style.height = `${BOX}px`;
      place(loop, x, top - g.head + TOPS.loop, width);
      const lines = (name) => model.data.words[name].split(BREAK);
      const kind = KINDS[code[2]];
      const fits = lines(kind).every((line) => textWidth(line, `500 12px ${family}`) <= width - 2);
      box.replaceChildren(...lines(fits ? kind : `${kind}.short`).map((line) => html("span", {}, line)));
      loop.replaceChildren(this.drawing(width), ...this.badges.filter(({ badge }) => badge.code === code).map(({ node }) => node));
    });
  }

  /** The line as it leads round a box, whole and broken. */
  drawing(width) {
    const { low, top, out } = LOOP;
    const [from, to, middle] = [-out / 2 + 1, width + out / 2 - 1, width / 2];
    const d = `M${from},${low}Q${from},${top} ${from + 9},${top}H${to - 9}Q${to},${top} ${to},${low}`;
    return svg("svg", { width, height: LOOP.high, "aria-hidden": "true" }, svg("path", { class: "around", d }),
      svg("rect", { class: "hole", x: middle - 6, y: top - 5, width: 12, height: 10 }),
      svg("path", { class: "scissors", d: `M${middle - 8},${top + 5}l4,-10M${middle + 4},${top + 5}l4,-10` }));
  }

  /** Which sublayer is at work, and what is taken away. */
  draw(working, off, cut) {
    const key = [working, [...off], [...cut]].join("|");
    if (key === this.shown) return;
    this.shown = key;
    const { words } = this.model.data;
    for (const [code, { box, loop }] of this.parts) {
      for (const [part, on, name] of [[box, off.has(code), "off"], [loop, cut.has(code), "cut"]]) {
        part.classList.toggle(name, on);
        if (!this.flip) continue;
        set(part, "aria-pressed", on);
        const said = phrase(words[`switch.${name}`], { name: this.name(code) });
        set(part, "aria-label", said);
        set(part, "title", said);
      }
      box.classList.toggle("works", code === working && !off.has(code));
    }
  }
}
