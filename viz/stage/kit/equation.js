// Equations whose numbers are live.

/** MathML as nodes; the text nodes of the slots with these names are returned with them. */
export function equation(mathml, slots) {
  const parsed = new DOMParser().parseFromString(mathml, "application/xml").documentElement;
  const math = document.importNode(parsed, true);
  const live = [...math.querySelectorAll("mtext")]
    .map((node) => [node, node.textContent.trim()])
    .filter(([, name]) => slots.includes(name));
  for (const [node, name] of live) node.setAttribute("data-slot", name);
  return { math, live };
}
