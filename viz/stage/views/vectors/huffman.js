// A Huffman tree that grows from its leaves, and the path from the root to the leaf that is picked.

import { clamp, fontOf, html, resize, set, svg, textWidth, write } from "../../kit/dom.js";
import { fitWords } from "../../kit/fit_words.js";
import { number, phrase } from "../../kit/format.js";
import { arrow, take } from "../../kit/keys.js";
import { eased } from "../../kit/moving.js";
import { View } from "../../kit/view.js";
import { besideEdge, bitBelow, edgeOf, leavesOf, placesOf, wayTo } from "./huffman_geometry.js";

const [TOP, PLATE] = [11, 16]; // px: the middle of the root's plate, a plate's height
const LABEL = { gap: 8, level: 34, turned: 14, sign: 14 }; // px: from a leaf to its word, both lines, from a turned word to its count, from sign to sign
const SIZES = [15, 14, 13]; // px of words, best first
const NARROW = 28; // px of a column, where bits stand close to their edges
const UPRIGHT = /^[\u2e80-\u9fff]/; // signs that stand one below the other where words are turned
const CAPTION = 22; // px of a line

/** A count as a reader groups it: 12,345. */
const grouped = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ",");

/** Sentences in a row; Chinese ones have no space between them. */
const inARow = (sentences) => sentences.reduce((all, next) => `${all}${/[。！？]$/.test(all) ? "" : " "}${next}`);

/** A Huffman tree; see `viz.views.vectors.huffman.huffman` for its data. Picked in it: `data.pick`. */
export default class Huffman extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    const { nodes, words } = data;
    this.order = leavesOf(nodes); // from left to right
    this.named = nodes.flatMap(({ children }, k) => (children ? [] : [k])); // as a pick counts them
    this.above = new Map(nodes.flatMap(({ children }, k) => (children ?? []).map((child) => [child, k])));
    this.picture = svg("svg", { "aria-hidden": "true" });
    this.choices = this.order.map((node) => this.choice(node));
    const group = html("div", { class: "leaves", role: "radiogroup", "aria-label": words.hint }, ...this.choices);
    group.addEventListener("keydown", (event) => this.key(event));
    this.caption = html("p", { class: "caption" });
    host.append(html("div", { class: "tree" }, this.picture, group), this.caption);
  }

  choice(node) {
    const { count, word } = this.data.nodes[node];
    const choice = html("div", { role: "radio", "aria-label": `${word}: ${grouped(count)}`, "data-leaf": this.named.indexOf(node) });
    choice.addEventListener("click", () => this.press(node));
    return choice;
  }

  press(node) {
    this.pick(this.data.pick, this.named.indexOf(node));
  }

  /** What takes the focus of a leaf of the same view with other data. */
  heir({ dataset }) {
    return this.choices.find((choice) => choice.dataset.leaf === dataset.leaf);
  }

  layout(width) {
    const { data: { height, nodes }, host, order, picture } = this;
    set(host, "role", "group"); // its leaves take the focus
    set(host, "tabindex", -1);
    const family = fontOf(host);
    const below = order.map((node) => textWidth(grouped(nodes[node].count), `13px ${family}`));
    const words = order.map((node) => nodes[node].word);
    const fitted = fitWords(words, width, SIZES, family, { even: true, most: 1, below });
    const long = Math.max(...words.map((word) => this.long(word, family))) + LABEL.turned; // of turned words
    const tall = LABEL.gap + (fitted.free ? LABEL.level : long + Math.max(...below) + 4);
    const { level, places } = placesOf(nodes, fitted.centres, TOP, height - tall);
    const bottom = places[order[0]][1];
    const away = width / order.length < NARROW ? 3 : 5;
    this.g = { away, bottom, family, fitted, level, long, places, tall, width };
    resize(picture, width, bottom + tall);
    this.edges = [...this.above].map(([node, parent]) => this.edge(node, parent));
    this.inner = nodes.flatMap(({ children }, k) => (children ? [this.node(k)] : []));
    this.leaves = order.map((node, k) => this.leaf(node, k));
    this.turns = svg("g", {});
    picture.replaceChildren(...this.edges.map(({ path }) => path), ...this.leaves.map(({ group }) => group),
      ...this.edges.map(({ bit }) => bit), ...this.inner.map(({ group }) => group), this.turns);
    this.placeChoices();
    this.caption.style.height = `${this.lines(width, family) * CAPTION}px`;
    this.drawn = undefined;
  }

  /** The px that a turned word takes downwards. */
  long(word, family) {
    return UPRIGHT.test(word) ? LABEL.sign * [...word].length : textWidth(word, `600 13px ${family}`);
  }

  edge(node, parent) {
    const { family, level, places } = this.g;
    const [x, y] = places[node];
    const bit = this.data.nodes[parent].children.indexOf(node);
    const { d, long } = edgeOf(this.data.nodes[node].children ? [x, y - PLATE / 2] : [x, y], places[parent]);
    const at = { x: besideEdge(x, bit, textWidth("0", `12px ${family}`), this.g), y: bitBelow(places[parent][1], level) };
    return { long, node, parent, path: svg("path", { class: "edge", d, "stroke-dasharray": long.toFixed(1) }), bit: svg("text", { class: "bit halo", ...at }, bit) };
  }

  /** A node with children: its count on a plate. */
  node(k) {
    const [x, y] = this.g.places[k];
    const text = grouped(this.data.nodes[k].count);
    const half = textWidth(text, `600 12px ${this.g.family}`) / 2 + 5;
    return { k, group: svg("g", { class: "inner" },
      svg("rect", { class: "plate", x: x - half, y: y - PLATE / 2, width: 2 * half, height: PLATE, rx: PLATE / 2 }),
      svg("text", { class: "middle", x, y: y + 4.2 }, text)) };
  }

  /** A leaf: a dot, and below it word and count on a plate, both turned where they are too wide. */
  leaf(node, k) {
    const { bottom, family, fitted, tall, width } = this.g;
    const { count, word } = this.data.nodes[node];
    const [x, top] = [fitted.centres[k], bottom + LABEL.gap];
    const widest = Math.max(textWidth(word, `600 ${fitted.size}px ${family}`), textWidth(grouped(count), `600 13px ${family}`));
    const half = fitted.free ? widest / 2 + 4 : Math.min(10, width / this.order.length / 2);
    const texts = fitted.free ? this.level(x, top, word, grouped(count)) : this.turned(x, top, word, grouped(count));
    return { node, group: svg("g", { class: "leaf" },
      svg("circle", { cx: x, cy: bottom, r: 4 }),
      svg("rect", { class: "plate", x: x - half, y: top - 1, width: 2 * half, height: tall - LABEL.gap, rx: 5 }), ...texts) };
  }

  level(x, top, word, count) {
    return [svg("text", { class: "middle word", x, y: top + 14, style: `font-size:${this.g.fitted.size}px` }, word),
      svg("text", { class: "middle count", x, y: top + 28.5 }, count)];
  }

  turned(x, top, word, count) {
    const turn = (y) => ({ x: x - 4.5, y, transform: `rotate(90 ${x - 4.5} ${y})` });
    const signs = [...word].map((sign, k) => svg("tspan", { x, y: top + 12.5 + k * LABEL.sign }, sign));
    return [UPRIGHT.test(word) ? svg("text", { class: "middle word" }, ...signs) : svg("text", { class: "word", ...turn(top + 3) }, word),
      svg("text", { class: "count", ...turn(top + this.g.long) }, count)];
  }

  /** Each leaf's place to press: its column, from its dot down to its count. */
  placeChoices() {
    const { bottom, fitted, tall, width } = this.g;
    const wide = width / this.order.length;
    this.choices.forEach((choice, k) => {
      choice.style.cssText = `left:${fitted.centres[k] - wide / 2 + 1}px;top:${bottom - 8}px;width:${wide - 2}px;height:${tall + 6}px`;
    });
  }

  /** The lines that the longest caption takes. */
  lines(width, family) {
    const { nodes, words } = this.data;
    const all = [words.hint, ...nodes.flatMap(({ children }, k) => (children ? [this.joined([k])] : [this.path(k)]))];
    return Math.max(...all.map((text) => Math.ceil((1.06 * textWidth(text, `15px ${family}`)) / width)));
  }

  draw() {
    const { clock: { shown, step }, data: { pick }, picked } = this;
    const key = [shown, step, picked[pick]].join();
    if (key === this.drawn) return;
    this.drawn = key;
    const { nodes } = this.data;
    for (const { bit, long, parent, path } of this.edges) {
      const part = this.grown(parent);
      set(path, "stroke-dashoffset", (long * (1 - part)).toFixed(1));
      path.style.visibility = part ? "" : "hidden";
      bit.style.visibility = part > 0.6 ? "" : "hidden";
    }
    for (const { group, k } of this.inner) {
      const part = clamp(2 * this.grown(k) - 1, 0, 1);
      group.style.visibility = part ? "" : "hidden";
      group.style.opacity = part;
      set(group, "data-free", nodes[this.above.get(k)]?.step > step || !this.above.has(k));
    }
    this.mark(step);
  }

  /** How far a node has grown out of its children, 0 to 1. */
  grown(k) {
    return eased(clamp(this.clock.shown - this.data.nodes[k].step + 1, 0, 1));
  }

  /** Whether all nodes are there. */
  get whole() {
    return this.data.nodes.every(({ step }) => step <= this.clock.step);
  }

  /** The picked leaf as a place among the nodes; undefined without one. */
  get leafPicked() {
    return this.named[this.picked[this.data.pick]];
  }

  /** Marks what was joined, or the path to the leaf that is picked. */
  mark(step) {
    const { data: { nodes }, leafPicked: leaf, whole } = this;
    const way = whole && leaf !== undefined ? wayTo(nodes, leaf) : [];
    const on = new Set(way.map(({ node }) => node));
    const told = way.length > 0;
    const fresh = new Set(told ? [] : nodes.flatMap((node, k) => (node.children && node.step === step ? [k] : [])));
    const lit = (k) => (told ? on.has(k) : fresh.has(k) || fresh.has(this.above.get(k)));
    for (const { bit, node, path } of this.edges) {
      const strong = told ? on.has(node) : fresh.has(this.above.get(node));
      for (const part of [bit, path]) set(part, "data-on", strong);
      if (told && nodes.at(-1).right !== null) bit.style.visibility = "hidden";
    }
    for (const { group, k } of this.inner) set(group, "data-on", lit(k) || (told && k === nodes.length - 1));
    this.leaves.forEach(({ group, node }, k) => {
      set(group, "data-on", lit(node));
      set(group, "data-picked", node === leaf);
      set(group, "data-free", nodes[this.above.get(node)]?.step > step);
      set(this.choices[k], "aria-checked", node === leaf);
      set(this.choices[k], "tabindex", node === (leaf ?? this.order[0]) ? 0 : -1);
    });
    this.writeTurns(way);
    write(this.caption, this.say() || this.data.words.hint);
  }

  /** Beside each edge of a path: its bit, and how probable the turn is. */
  writeTurns(way) {
    const { data: { nodes, words }, edges, g } = this;
    const told = way.filter(({ parent }) => nodes[parent].right !== null);
    this.turns.replaceChildren(...told.map(({ bit, node, parent }) => {
      const text = `${bit} · ${phrase(words.turn, { p: this.turn(parent, bit) })}`;
      const wide = textWidth(text, `600 13px ${g.family}`);
      const y = edges.find((edge) => edge.node === node).bit.getAttribute("y");
      return svg("text", { class: "bit halo", "data-on": true, x: besideEdge(g.places[node][0], bit, wide, g), y }, text);
    }));
  }

  /** The probability of a turn, written. */
  turn(parent, bit) {
    const { right } = this.data.nodes[parent];
    return number(bit ? right : 1 - right);
  }

  /** What nodes are joined from. */
  joined(fresh) {
    const { nodes, words } = this.data;
    const told = (k) => (nodes[k].word ? `${nodes[k].word} ${grouped(nodes[k].count)}` : grouped(nodes[k].count));
    return fresh.length ? inARow(fresh.map((k) => phrase(words.join, { first: told(nodes[k].children[0]), second: told(nodes[k].children[1]), sum: grouped(nodes[k].count) }))) : "";
  }

  /** The code of a leaf, and where a model says so, how probable it is. */
  path(leaf) {
    const { nodes, words } = this.data;
    const { count, probability, word } = nodes[leaf];
    const code = phrase(words.code, { word, code: wayTo(nodes, leaf).map(({ bit }) => bit).join(""), count: grouped(count) });
    return probability === null ? code : inARow([code, phrase(words.product, { word, p: number(probability) })]);
  }

  /** The sentence for the step that was just done, or for the leaf that is picked once the tree is whole. */
  say() {
    const { clock: { step }, data: { nodes }, leafPicked, whole } = this;
    if (whole && leafPicked !== undefined) return this.path(leafPicked);
    return this.joined(nodes.flatMap((node, k) => (node.children && node.step === step ? [k] : [])));
  }

  describe() {
    return this.say();
  }

  /** Arrow keys go to the neighbours and pick them, Enter and Space pick what has the focus. */
  key(event) {
    const at = this.choices.indexOf(event.target);
    const [down, right] = arrow(event) ?? [0, 0];
    if (at < 0 || (!down && !right && event.key !== "Enter" && event.key !== " ")) return;
    const next = clamp(at + (right || down), 0, this.choices.length - 1);
    this.press(this.order[next]);
    this.choices[next].focus();
    take(event);
  }
}
