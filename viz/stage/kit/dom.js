// Elements, and the little geometry that pictures share.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/** An HTML element with attributes and children (nodes or text). */
export function html(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** An SVG element with attributes and children (nodes or text). */
export function svg(name, attributes, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

/** Sets an attribute only where it changes: no work for the browser otherwise. */
export function set(node, name, value) {
  const text = String(value);
  if (node.getAttribute(name) !== text) node.setAttribute(name, text);
}

/** Gives a picture its size in px. */
export function resize(node, width, height) {
  set(node, "width", width);
  set(node, "height", height);
}

/** Sets the text only where it changes. */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** An icon of 16 × 16 from path data; `solid` fills it instead of drawing its outline. */
export function icon(path, solid = false) {
  const look = solid
    ? { fill: "currentColor" }
    : { fill: "none", stroke: "currentColor", "stroke-width": 2, "stroke-linecap": "round",
        "stroke-linejoin": "round" };
  return svg("svg", { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" },
    svg("path", { d: path, ...look }));
}

let ruler;

/** Width in px of a text in a font such as "600 13px sans-serif". */
export function textWidth(text, font) {
  ruler ??= document.createElement("canvas").getContext("2d");
  ruler.font = font;
  return ruler.measureText(text).width;
}

/** The font family that a node is drawn in. */
export function fontOf(node) {
  return getComputedStyle(node).fontFamily || "sans-serif";
}

export const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

/** Where a pointer is inside a node, in px of its own: on a wide page the stage is drawn larger. */
export function within(node, { clientX, clientY }) {
  const { left, top } = node.getBoundingClientRect();
  const zoom = node.currentCSSZoom ?? 1;
  return [(clientX - left) / zoom, (clientY - top) / zoom];
}

/** Lets the pointer scrub: `position` turns an x in px inside `node` into a time. */
export function scrubbable(node, clock, position) {
  const move = (event) => clock.scrub(position(within(node, event)[0]));
  node.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    node.setPointerCapture(event.pointerId);
    move(event);
  });
  node.addEventListener("pointermove", (event) => {
    if (node.hasPointerCapture(event.pointerId)) move(event);
  });
  node.addEventListener("pointerup", () => clock.release());
}
