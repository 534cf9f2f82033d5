// Which words it looks at: the source above, the translation below, links as thick as the weights.

import { fitCanvas } from "../../kit/canvas.js";
import { fontOf, html, resize, set, svg, textWidth, write } from "../../kit/dom.js";
import { phrase } from "../../kit/format.js";
import { colourKey } from "../../kit/legend.js";
import { LinksMarks } from "./links_marks.js";
import { askerX, curvePath, curvePoint, linkCurve, geometry } from "./links_geometry.js";
import { SUBSTEPS } from "./attend_model.js";
import { STATES, paintVector, stateColours, vectorImage } from "../../kit/vectors.js";

const LEAST_LINK = 0.02; // a smaller weight draws no link
const THICKEST_LINK = 9; // px
const READABLE_PITCH = 29; // px between source words from which each has its number
const PULSES = 6;

export class Links {
  /** `press(j)` is told of a pressed source word. */
  constructor(host, model, clock, press) {
    Object.assign(this, { host, model, clock });
    this.canvas = html("canvas", { class: "vectors", "aria-hidden": "true" });
    this.picture = svg("svg", { "aria-hidden": "true" });
    const { source, glosses, target, next } = model.data;
    this.sources = source.map((word, j) => this.button(word, "source", () => press(j), glosses[j]));
    this.targets = [...target, ...(next ? ["?"] : [])].map((word, t) => this.button(word, "written", () => this.go(t)));
    this.marks = new LinksMarks(model, this.sources);
    if (next) this.targets.at(-1).classList.add("asked");
    for (const [k, button] of this.targets.entries()) if (!next || k < target.length) set(button, "tabindex", -1);
    host.append(this.canvas, this.picture, ...this.sources, ...this.targets);
  }

  button(word, kind, act, gloss = "") {
    const button = html("button", { type: "button", class: `token ${kind}`, title: gloss || null }, html("span", {}, word));
    if (gloss) button.append(" ", html("small", {}, gloss));
    button.addEventListener("click", act);
    return button;
  }

  go(t) {
    this.clock.go(SUBSTEPS.complete(t, t < this.model.T ? "word" : "query"));
  }

  layout(width, height) {
    const { host, model, picture } = this;
    const { reads, vectors } = model.data.words;
    const family = fontOf(host);
    this.key = colourKey(host, { ...STATES, label: phrase(vectors, { n: model.size }) });
    const beside = textWidth(reads, `13px ${family}`) + this.key.width + 12 <= width;
    const g = (this.g = geometry(width, height, model, family, beside ? 1 : 2));
    host.style.height = `${g.height}px`;
    resize(picture, g.width, g.height);
    this.place(this.sources, g.source, g.top, (j) => j % g.source.rows);
    this.place(this.targets, g.target, g.written, g.target.row);
    host.classList.toggle("glossed", g.source.glossed);
    this.context = fitCanvas(this.canvas, g.width, g.height);
    const colours = stateColours(host);
    const image = (name, count) => Array.from({ length: count }, (_, k) => vectorImage(model.vector(name, k), g.vector.across, colours));
    this.images = { values: image("values", model.S), states: image("states", model.T + 1), context: image("context", model.T) };
    this.build();
    this.painted = undefined;
  }

  place(buttons, fit, top, row) {
    buttons.forEach((button, k) => {
      const y = top + row(k) * fit.pitch;
      button.style.cssText = `left:${fit.labels[k]}px;top:${y}px;font-size:${fit.size}px;line-height:${fit.size + 6}px`;
    });
  }

  build() {
    const { g, model } = this;
    const { words } = model.data;
    this.paths = Array.from({ length: model.T }, (_, t) => model.largest(t, LEAST_LINK, model.S).map((j) => this.link(t, j)));
    this.rays = model.data.source.map((_, j) => svg("path", { class: "ray", pathLength: 1, "data-j": j }));
    this.reads = model.data.source.map((_, j) => svg("text", { class: "read middle", x: g.source.centres[j], y: g.read }));
    this.bars = model.data.source.map((_, j) => svg("rect", { class: "load", x: g.source.centres[j], y: g.from - 5, height: 4, rx: 2 }));
    this.pulses = Array.from({ length: PULSES }, () => svg("circle", { class: "pulse" }));
    this.frames = ["asks", "makes"].map((name) => svg("rect", { class: `frame ${name}`, rx: 3, width: g.vector.width + 5, height: g.vector.height + 5 }));
    this.asker = svg("text", { class: "note asker" });
    this.picture.replaceChildren(
      svg("text", { class: "note", x: 0, y: 11 }, words.reads), this.key.at(g.width - this.key.width, g.marked - 7),
      svg("text", { class: "note", x: 0, y: g.height - 4 }, words.writes),
      ...this.stems(), ...this.paths.flat().map(({ node }) => node), ...this.rays, ...this.bars, ...this.reads, ...this.pulses, ...this.frames, this.marks.layout(g, fontOf(this.host)));
  }

  /** From words that stand in a higher row down to their states, and from states to lower rows. */
  stems() {
    const { g } = this;
    const down = g.source.centres.map((x, j) => [x, g.top + (j % g.source.rows + 1) * g.source.pitch - 2, g.values - 1]);
    this.lower = g.target.centres.map((x, t) => svg("path", { class: "stem",
      d: g.target.row(t) ? `M${x},${g.written - 2}V${g.written + g.target.row(t) * g.target.pitch}` : "" }));
    return [...down.map(([x, from, to]) => svg("path", { class: "stem", d: to - from > 4 ? `M${x},${from}V${to}` : "" })), ...this.lower];
  }

  link(t, j) {
    const weight = this.model.weight(t, j);
    const curve = linkCurve(this.g, j, t);
    const node = svg("path", { class: "attention", d: curvePath(curve), pathLength: 1, "data-t": t + 1, "data-j": j,
      "data-weight": weight, style: `stroke-width:${(THICKEST_LINK * weight).toFixed(2)}px` });
    return { node, curve, weight, j };
  }

  draw() {
    const { clock, model } = this;
    const now = SUBSTEPS.at(clock.shown, model.slots);
    this.drawLinks(now);
    this.drawRays(now);
    this.drawSources(now);
    this.marks.draw(now);
    this.drawTargets(now);
    this.paint(now);
  }

  drawLinks({ item: word, done }) {
    this.paths.forEach((paths, t) => {
      const grown = SUBSTEPS.done(t, this.clock.shown).softmax;
      for (const { node, weight } of paths) {
        node.style.display = grown > 0 ? "" : "none";
        node.style.strokeDasharray = grown < 1 ? `${grown} 1` : "none";
        node.classList.toggle("past", t < word);
        node.style.strokeOpacity = t < word ? `calc(var(--past) * ${Math.sqrt(weight).toFixed(3)})` : Math.min(1, 0.35 + 0.6 * weight);
      }
    });
    const flowing = done.context > 0 && done.context < 1 ? this.paths[word] ?? [] : [];
    this.pulses.forEach((pulse, k) => {
      const path = flowing[k];
      pulse.style.display = path ? "" : "none";
      if (!path) return;
      const [x, y] = curvePoint(path.curve, done.context);
      set(pulse, "cx", x);
      set(pulse, "cy", y);
      set(pulse, "r", 2 + 5 * path.weight);
    });
  }

  drawRays({ item: word, done, substep }) {
    const { g, model } = this;
    const x = askerX(g, word);
    const strength = model.scores ? done.query * (1 - done.softmax) : 0;
    this.rays.forEach((ray, j) => {
      ray.style.display = strength > 0 ? "" : "none";
      if (strength <= 0) return;
      const X = g.source.centres[j];
      set(ray, "d", `M${x},${g.to}C${x},${g.to - 50} ${X},${g.from + 60} ${X},${g.from}`);
      ray.style.strokeDasharray = `${done.query} 1`;
      ray.style.strokeOpacity = strength;
    });
    const [asks, makes] = this.frames;
    this.frame(asks, x, substep < 3 && word < model.slots);
    this.frame(makes, g.target.centres[word], substep >= 3);
    makes.classList.toggle("context", substep === 3);
  }

  frame(node, x, on) {
    const { vector, states } = this.g;
    node.style.display = on ? "" : "none";
    set(node, "x", x - vector.width / 2 - 2.5);
    set(node, "y", states - 2.5);
  }

  drawSources({ item: word, done }) {
    const { g, model } = this;
    const strongest = model.strongest(word);
    const dense = g.source.smallest < READABLE_PITCH;
    const most = Math.min(g.source.smallest - 4, 40);
    this.sources.forEach((button, j) => {
      const weight = model.weight(word, j);
      const seen = done.softmax > 0 && weight > 0 ? weight * done.softmax : 0;
      button.style.setProperty("--look", seen.toFixed(3));
      button.classList.toggle("looked", done.softmax > 0.5 && j === strongest);
      set(this.bars[j], "width", most * seen);
      set(this.bars[j], "x", g.source.centres[j] - (most * seen) / 2);
      const text = done.softmax >= 0.5 ? (weight >= 0.01 ? weight.toFixed(2) : "") : done.scores > 0 && model.scores ? model.score(word, j).toFixed(1).replace("-", "−") : "";
      write(this.reads[j], dense && j !== strongest ? "" : text);
      this.reads[j].style.opacity = done.softmax >= 0.5 ? 1 : done.scores;
      this.reads[j].classList.toggle("score", done.softmax < 0.5);
    });
  }

  drawTargets({ item: word }) {
    const { T } = this.model;
    this.targets.forEach((button, t) => {
      const shown = SUBSTEPS.done(t, this.clock.shown)[t < T ? "word" : "query"];
      button.style.opacity = shown;
      button.style.visibility = shown > 0 ? "" : "hidden";
      button.classList.toggle("now", t === word);
      this.lower[t].style.opacity = shown;
    });
  }

  /** Draws the vectors, where they have changed. */
  paint({ item: word, done }) {
    const key = [word, done.context.toFixed(2), done.word.toFixed(2)].join();
    if (key === this.painted) return;
    this.painted = key;
    const { context, g, images, model } = this;
    const { side, width } = g.vector;
    context.clearRect(0, 0, g.width, g.height);
    images.values.forEach((image, j) => paintVector(context, image, g.source.centres[j] - width / 2, g.values, side));
    const at = (x) => x - width / 2;
    paintVector(context, images.states[0], at(askerX(g, 0)), g.states, side, word === 0 ? 1 - done.word : 0);
    for (let t = 0; t <= word && t < model.T; t += 1) {
      const x = at(g.target.centres[t]);
      const written = SUBSTEPS.done(t, this.clock.shown).word;
      if (t === word && written < 1) paintVector(context, images.context[t], x, g.states, side, done.context);
      if (written > 0) paintVector(context, images.states[t + 1], x, g.states, side, written);
    }
  }
}
