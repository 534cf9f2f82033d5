// A beam search: every hypothesis as a branch that grows with the clock; pruned ones stay as stubs.

import { fontOf, html, resize, set, svg, textWidth } from "../../kit/dom.js";
import { number, phrase } from "../../kit/format.js";
import { View } from "../../kit/view.js";

const LANE = 27; // px between hypotheses that were kept
const PRUNED_LANE = 17; // px between those that were pruned
const GAP = 22; // px between two columns
const TOP = 2;

const shareText = (p) => (p >= 0.01 ? p.toFixed(2) : "<.01");

/** Columns by step: their left ends, widths, and where each node stands. */
function geometry(data, family) {
  const steps = Math.max(...data.nodes.map(({ step }) => step)) + 1;
  const columns = Array.from({ length: steps }, (_, step) => data.nodes.filter((node) => node.step === step));
  const most = Math.max(...columns.map((nodes) => nodes.filter(({ kept }) => kept).length));
  const split = TOP + most * LANE + 4; // where the pruned ones begin
  let x = 0;
  const lefts = [], widths = [], places = new Map();
  for (const nodes of columns) {
    const widest = Math.max(...nodes.map(({ word, kept }) => textWidth(word, `${kept ? "600 15px" : "13px"} ${family}`))) + 40;
    lefts.push(x);
    widths.push(widest);
    const kept = nodes.filter((node) => node.kept);
    kept.forEach((node, k) => places.set(node, { x, y: TOP + (k + 0.5) * LANE, width: widest }));
    nodes.filter((node) => !node.kept).forEach((node, k) => places.set(node, { x, y: split + (k + 0.8) * PRUNED_LANE, width: widest }));
    x += widest + GAP;
  }
  const pruned = Math.max(...columns.map((nodes) => nodes.filter(({ kept }) => !kept).length));
  return { lefts, widths, places, split, width: x - GAP, height: split + (pruned + 1) * PRUNED_LANE + 6 };
}

export default class Beam extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.picture = svg("svg", { "aria-hidden": "true" });
    this.scroller = html("div", { class: "scroller", tabindex: 0, role: "group", "aria-label": data.words.tree }, this.picture);
    this.results = html("ol", { class: "results" });
    this.found = data.results.map((result) => this.result(result));
    this.results.append(...this.found);
    const note = (text) => html("p", { class: "note" }, text);
    host.append(html("h2", { class: "unseen" }, data.words.tree), note(phrase(data.words.reads, { source: data.source })), note(phrase(data.words.kept, { width: data.width })), this.scroller, html("h3", {}, data.words.results), this.results);
  }

  result({ text, p }) {
    return html("li", { "data-probability": p }, html("span", { class: "text" }, text), " ", html("span", { class: "share" }, phrase(this.data.words.probability, { p: number(p) })));
  }

  layout(width) {
    const { data, host } = this;
    const g = (this.g = geometry(data, fontOf(host)));
    this.width = width;
    this.sights = g.lefts.map((_, step) => this.sight(step));
    resize(this.picture, Math.max(width, g.width + 8, this.sights.at(-1) + width), g.height);
    this.best = new Set(data.results[0]?.path ?? []);
    this.nodes = data.nodes.map((node, index) => this.node(node, index));
    this.picture.replaceChildren(
      ...this.nodes.map(({ edge }) => edge), ...this.nodes.map(({ group }) => group), ...this.more());
    this.drawn = undefined;
  }

  node(node, index) {
    const { data, g } = this;
    const { x, y, width } = g.places.get(node);
    const parent = data.nodes[node.parent];
    const from = parent ? g.places.get(parent) : undefined;
    const half = GAP / 2;
    const d = from ? `M${from.x + from.width},${from.y}C${from.x + from.width + half},${from.y} ${x - half},${y} ${x},${y}` : "";
    const kind = `${node.kept ? "kept" : "pruned"}${this.best.has(index) ? " best" : ""}${node.finished ? " finished" : ""}`;
    const edge = svg("path", { class: `edge ${kind}`, d, "data-node": index, style: `stroke-width:${node.kept ? (1 + 5 * node.p).toFixed(1) : 1}px` });
    const group = svg("g", { class: `node ${kind}`, "data-node": index, "data-p": node.p, "data-total": node.total });
    if (node.kept) group.append(svg("rect", { x, y: y - 12, width, height: 24, rx: 6 }));
    group.append(svg("text", { class: "name", x: x + 7, y: y + 5 }, node.word), svg("text", { class: "share end", x: x + width - 6, y: y + 5 }, shareText(node.p)));
    group.append(svg("title", {}, phrase(data.words.node, { word: node.word, p: number(node.p), total: number(Math.exp(node.total)) })));
    return { node, edge, group };
  }

  /** How many pruned branches of a step are not drawn. */
  more() {
    const { data, g } = this;
    this.rest = data.hidden.map((count, step) => {
      const last = Math.max(...data.nodes.filter((node) => node.step === step).map((node) => g.places.get(node).y));
      return svg("text", { class: "tick", x: g.lefts[step] + 7, y: last + PRUNED_LANE + 4 }, count ? phrase(data.words.more, { n: count }) : "");
    });
    return this.rest;
  }

  draw() {
    const { clock, data } = this;
    const time = clock.shown;
    if (time === this.drawn) return;
    this.drawn = time;
    for (const { node, edge, group } of this.nodes) {
      const grown = Math.max(0, Math.min(1, time - node.step + 1));
      for (const part of [edge, group]) {
        part.style.display = grown > 0 ? "" : "none";
        part.style.opacity = grown;
        part.classList.toggle("now", node.step === clock.step);
      }
    }
    this.rest.forEach((text, step) => (text.style.opacity = step <= clock.step ? 1 : 0));
    data.results.forEach((result, k) => {
      const done = data.nodes[result.path.at(-1)].step <= clock.step;
      this.found[k].classList.toggle("waiting", !done);
    });
    this.inSight();
    if (!clock.playing) set(this.scroller, "aria-label", this.said());
  }

  /** Keeps the column at the clock in sight. */
  inSight() {
    const { clock, g, scroller, sights, width } = this;
    if (g.width <= width) return;
    const at = clock.shown;
    const low = Math.floor(at), high = Math.min(low + 1, g.lefts.length - 1);
    scroller.scrollLeft = sights[low] + (sights[high] - sights[low]) * (at - low);
  }

  /** From where a column is in sight: the left end of another, so that none is cut there. */
  sight(step) {
    const { lefts, widths } = this.g;
    const least = Math.min(lefts[step], lefts[step] + widths[step] - this.width * 0.8);
    return least <= 0 ? 0 : lefts.find((left) => left >= least) - 1;
  }

  /** The words that are kept at the clock, with their probabilities. */
  said() {
    const now = this.data.nodes.filter((node) => node.step === this.clock.step && node.kept);
    return `${this.data.words.tree}: ` + now.map(({ word, p }) => `${word} ${number(p)}`).join("; ");
  }
}
