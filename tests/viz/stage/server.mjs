// Modules of the stage without a browser: each line asks for the value of a call in one of them.

import { stdin } from "node:process";
import { createInterface } from "node:readline";

// A ruler on which every sign is half as wide as its font is high.
const ruler = { font: "", measureText: (text) => ({ width: [...text].length * parseFloat(/([\d.]+)px/.exec(ruler.font)[1]) / 2 }) };
// Nodes that keep what is set on them.
class Node {
  setAttribute(name, value) { this[name] = String(value); }
  getAttribute(name) { return this[name] ?? null; }
  append() {}
  getContext() { return ruler; }
}
globalThis.getComputedStyle = () => ({ fontFamily: "serif", getPropertyValue: () => "#000000, #ffffff" });
globalThis.document = { createElement: () => new Node(), createElementNS: () => new Node() };

// A reader who likes motion, and frames that come when a test calls them.
globalThis.matchMedia = () => ({ matches: false });
const frames = [];
globalThis.requestAnimationFrame = (draw) => frames.push(draw);
globalThis.cancelAnimationFrame = () => frames.splice(0);
globalThis.frame = (now) => frames.splice(0).forEach((draw) => draw(now));

async function valueOf({ address, call }) {
  const { default: kind, ...names } = await import(address);
  return new Function("kind", ...Object.keys(names), call)(kind, ...Object.values(names));
}

for await (const line of createInterface({ input: stdin })) {
  const answer = await valueOf(JSON.parse(line)).then((value) => ({ value }), (error) => ({ error: String(error?.stack) }));
  console.log(JSON.stringify(answer));
}
