// Equations whose numbers are live.

/** A root whose bar is a border: without a font for mathematics the sign would not reach its own. */
function drawRoot(root) {
  const part = (name, attributes, ...children) => {
    const node = document.createElementNS(root.namespaceURI, name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  };
  root.replaceWith(part("mrow", { class: "root" }, part("mo", { class: "sign", lspace: "0", rspace: "0" }, "√"), part("mrow", { class: "under" }, ...root.childNodes)));
}

/** MathML as nodes; the text nodes of the slots with these names are returned with them. */
export function equation(mathml, slots) {
  const parsed = new DOMParser().parseFromString(mathml, "application/xml").documentElement;
  const math = document.importNode(parsed, true);
  math.querySelectorAll("msqrt").forEach(drawRoot);
  const live = [...math.querySelectorAll("mtext")]
    .map((node) => [node, node.textContent.trim()])
    .filter(([, name]) => slots.includes(name));
  for (const [node, name] of live) node.setAttribute("data-slot", name);
  return { math, live };
}
