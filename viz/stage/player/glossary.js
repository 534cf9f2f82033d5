// What symbols mean: on the symbol itself, under the pointer or the focus, and all in one list.

import { clamp, html, icon } from "../kit/dom.js";
import { Symbols } from "./symbols.js";

const LIST = "M2 4h2M7 4h7M2 8h2M7 8h7M2 12h2M7 12h7";
const LONGEST = 60; // signs of a label; a longer text is read, not looked up
const MOST = 3; // meanings at a time
const WAIT = { show: 350, hide: 250 }; // ms: none for a pointer that only passes
const TAP = 8; // px that a finger may slip
const GAP = 8; // px between a symbol and its meaning, and to the window's edge

const says = (node) => [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());

/** A sign with what stands behind "_" as its index. */
function written(sign) {
  const [, letter, index] = /^(.{1,2})_(.+)$/u.exec(sign) ?? [null, sign];
  return html("code", {}, letter, ...(index ? [html("sub", {}, index)] : []));
}

function definition({ symbols, name, other, meaning, shape }, words) {
  return html("div", { class: "entry" },
    html("p", { class: "term" }, ...symbols.map(written), html("b", {}, name), html("span", { class: "other" }, other)),
    html("p", {}, meaning), ...(shape ? [html("p", { class: "shape" }, `${words.shape}: ${shape}`)] : []));
}

function whereabouts(here, words) {
  const parts = here.flatMap(({ part, now }, k) => [k ? " → " : "", now ? html("strong", { "aria-current": "true" }, `[${part}]`) : part]);
  return html("p", { class: "here" }, html("b", {}, `${words.here}: `), ...parts);
}

export class Glossary {
  /** Listens on a stage's host. */
  constructor(host) {
    Object.assign(this, { host, entries: [], symbols: new Symbols([]) });
    this.onScroll = () => this.hide();
    const on = (name, act) => host.addEventListener(name, act);
    on("pointermove", (event) => this.move(event));
    on("pointerleave", () => this.point((this.over = null)));
    on("pointerdown", (event) => this.press(event));
    on("pointerup", (event) => this.tap(event));
    on("focusin", (event) => this.focus(event.target));
    on("focusout", () => this.hide());
    on("keydown", (event) => event.key === "Escape" && this.hide());
    document.addEventListener("scroll", this.onScroll, { capture: true, passive: true });
  }

  /** Takes the entries of a lesson and the parts of the model; they are shown beside a player. */
  update({ glossary = [], here = [], words }, player) {
    const told = JSON.stringify([glossary, here, words.symbols]);
    if (told === this.told && this.button?.parentNode === player) return;
    for (const part of [this.button, this.list, this.tip]) part?.remove();
    Object.assign(this, { told, words, entries: glossary, symbols: new Symbols(glossary) });
    if (!glossary.length) return;
    this.tip = html("div", { class: "tip", role: "tooltip", id: "meaning", popover: "manual" });
    this.list = html("div", { class: "glossary", role: "dialog", "aria-label": words.symbols_of, popover: "auto", tabindex: 0, autofocus: "" },
      ...(here.length ? [whereabouts(here, words)] : []), ...glossary.map((entry) => definition(entry, words)));
    this.button = html("button", { type: "button", class: "button symbols", "aria-label": words.symbols, title: words.symbols_of },
      icon(LIST), html("span", {}, words.symbols));
    this.button.popoverTargetElement = this.list;
    this.list.addEventListener("keydown", (event) => this.key(event));
    player.append(this.button, this.list, this.tip);
    this.mark();
  }

  /** The list scrolls and the clock stays; the browser itself finds no way back out of a shadow. */
  key(event) {
    event.stopPropagation();
    if (event.key !== "Escape") return;
    event.preventDefault();
    this.list.hidePopover();
    this.button.focus({ preventScroll: true });
  }

  /** Marks the labels in the pictures that have a meaning; also those that let a pointer through. */
  mark() {
    for (const node of this.host.querySelectorAll(".picture svg text, .picture math mi")) {
      node.toggleAttribute("data-known", this.meanings(node).length > 0);
    }
  }

  /** The entries that belong to a node: to its own words or to those of the label that it is in. */
  meanings(node) {
    const math = node.closest("math");
    if (math) return this.inMath(node, math);
    const text = node.closest("text");
    if (text) return this.ofLabel(text);
    if (!says(node)) return [];
    for (let label = node; label && !label.matches(".picture, .view, .player, .stage"); label = label.parentElement) {
      if (label.textContent.length > LONGEST) return [];
      const found = this.symbols.within(label.textContent);
      if (found.length) return found;
    }
    return [];
  }

  /** The largest part of a formula around a node that is a symbol: `h_t` before `h`. */
  inMath(node, math) {
    let found = [];
    for (let part = node; part !== math.parentNode; part = part.parentNode) {
      const here = this.symbols.exactly(part.textContent);
      if (here.length) found = here;
    }
    return found;
  }

  /** A letter is a symbol in a diagram or in italics; elsewhere the network may have read it. */
  ofLabel(text) {
    const said = text.textContent;
    if (said.length > LONGEST) return [];
    const found = this.symbols.within(said);
    if (found.length || said.length !== 1) return found;
    const sure = text.closest("[data-node]") || getComputedStyle(text).fontStyle === "italic";
    return sure ? this.symbols.exactly(said) : [];
  }

  /** Whether a node is part of the glossary itself. */
  has(node) {
    return [this.button, this.list, this.tip].some((part) => node && part?.contains(node));
  }

  /** A mouse that rests while the picture moves below it asks for nothing: where it is counts, since
   *  the first of its moves that a browser tells of is often one by nothing. */
  move({ pointerType, target, clientX, clientY }) {
    const rests = clientX === this.mouse?.clientX && clientY === this.mouse?.clientY;
    if (pointerType !== "mouse" || rests || target === this.over) return;
    Object.assign(this, { over: target, mouse: { clientX, clientY } });
    this.point(target);
  }

  point(node) {
    const at = node?.closest("text") ?? node;
    if (node && this.tip?.contains(node)) clearTimeout(this.timer); // what is read stays
    if (this.has(node)) return;
    clearTimeout(this.timer);
    if (at && at === this.at) return;
    const found = at && !this.pressed && this.entries.length ? this.meanings(at) : [];
    if (found.length) this.timer = setTimeout(() => this.show(at, found), WAIT.show);
    else this.timer = setTimeout(() => this.hide(), WAIT.hide);
  }

  press({ target, clientX, clientY }) {
    this.hide();
    this.pressed = { target, clientX, clientY };
  }

  /** A finger has no hovering: it taps, whatever else the tap does. */
  tap({ pointerType, clientX, clientY }) {
    const { pressed } = this;
    this.pressed = undefined;
    if (!pressed || pointerType === "mouse" || this.has(pressed.target)) return;
    if (Math.hypot(clientX - pressed.clientX, clientY - pressed.clientY) > TAP) return;
    this.show(pressed.target, this.meanings(pressed.target));
  }

  focus(node) {
    if (!node.matches(":focus-visible") || this.has(node)) return;
    this.show(node, this.meanings(node));
    if (this.at) node.setAttribute("aria-describedby", this.tip.id);
  }

  show(node, found) {
    this.hide();
    if (!found.length || !node.isConnected || !this.tip) return;
    this.at = node;
    this.tip.replaceChildren(...found.slice(0, MOST).map((entry) => definition(entry, this.words)));
    this.tip.showPopover();
    this.place(node.getBoundingClientRect(), this.tip.getBoundingClientRect(), this.tip.currentCSSZoom ?? 1);
  }

  /** Below the symbol, above it where there is no room. */
  place(symbol, { width, height }, zoom) {
    const below = symbol.bottom + GAP;
    const top = below + height <= innerHeight ? below : Math.max(GAP, symbol.top - GAP - height);
    const left = clamp(symbol.left + symbol.width / 2 - width / 2, GAP, Math.max(GAP, innerWidth - width - GAP));
    Object.assign(this.tip.style, { top: `${top / zoom}px`, left: `${left / zoom}px` });
  }

  hide() {
    clearTimeout(this.timer);
    if (!this.at) return;
    this.at.removeAttribute("aria-describedby");
    this.at = undefined;
    if (this.tip.isConnected) this.tip.hidePopover();
  }

  dispose() {
    this.hide();
    document.removeEventListener("scroll", this.onScroll, { capture: true });
  }
}
