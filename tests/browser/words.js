// Words of a stage that run into each other, or out of the box that they stand in, over its clock.

/** Looks at a stage at so many moments of its clock; returns a sentence for each fault, and what `also` finds there. */
export default function faultyWords({ host, clock }, moments, also) {
  const TOUCH = 2; // px that two boxes may share: a box is a little larger than what is written in it
  const SEEN = { opacityProperty: true, visibilityProperty: true };
  const CONTROL = "button, select, input, [role=button]";

  const known = []; // the answers at this moment of the clock

  /** A question that is asked of each element, or each box, once a moment. */
  function once(ask) {
    const answers = new Map();
    known.push(answers);
    return (node) => {
      if (!answers.has(node)) answers.set(node, ask(node));
      return answers.get(node);
    };
  }

  // A box is the list of its corners: words may be written upwards or slanted.
  const corners = ({ left, right, top, bottom }) => [[left, top], [right, top], [right, bottom], [left, bottom]];
  const boxOf = once((node) => corners(node.getBoundingClientRect()));

  const span = (numbers) => [Math.min(...numbers), Math.max(...numbers)];
  const shared = (one, other) => Math.min(one[1], other[1]) - Math.max(one[0], other[0]);

  /** Where a box begins and ends, from left to right and from top to bottom. */
  const spanOf = once((box) => [0, 1].map((k) => span(box.map((corner) => corner[k]))));

  /** As high as the font size: a line is higher than its letters. */
  function lowered({ left, right, top, bottom }, size) {
    const spare = Math.max(0, bottom - top - size) / 2;
    return corners({ left, right, top: top + spare, bottom: bottom - spare });
  }

  /** How deep two boxes lie in each other, in px: the least of all ways to part them. */
  function depth(one, other) {
    const [a, b] = [spanOf(one), spanOf(other)];
    let least = Math.min(shared(a[0], b[0]), shared(a[1], b[1]));
    if (least <= TOUCH) return least; // nearly always
    for (const box of [one, other]) {
      for (const k of [0, 1]) {
        const [dx, dy] = [box[k + 1][0] - box[k][0], box[k + 1][1] - box[k][1]];
        const length = Math.hypot(dx, dy) || 1;
        const along = (each) => span(each.map(([x, y]) => (x * dx + y * dy) / length));
        least = Math.min(least, shared(along(one), along(other)));
      }
    }
    return least;
  }

  /** How far a box reaches out of another, in px. */
  function excess(box, around) {
    const [[left, right], [top, bottom]] = spanOf(box);
    const [x, y] = spanOf(around);
    return Math.max(x[0] - left, right - x[1], y[0] - top, bottom - y[1]);
  }

  const ancestors = once((node) => (node === host ? [host] : [node, ...ancestors(node.parentElement)]));
  const isScrolled = once((node) => /auto|scroll/.test(getComputedStyle(node).overflow));

  /** Whether a reader sees where an element ends. */
  const isFrame = once((node) => {
    const { borderTopWidth, overflow, backgroundColor } = getComputedStyle(node);
    const drawn = parseFloat(borderTopWidth) > 0 || !/(, 0\)|transparent)$/.test(backgroundColor);
    return !node.ownerSVGElement && (drawn || /hidden|clip/.test(overflow));
  });

  /** Where the words of a text node stand: a slanted text as a whole, others line by line. */
  function places(text, node) {
    const size = parseFloat(getComputedStyle(node).fontSize);
    const matrix = node.ownerSVGElement && node.getScreenCTM();
    if (matrix?.b) {
      const { x, y, width, height } = node.getBBox();
      const box = lowered({ left: x, right: x + width, top: y, bottom: y + height }, size);
      return [box.map(([u, v]) => [matrix.a * u + matrix.c * v + matrix.e, matrix.b * u + matrix.d * v + matrix.f])];
    }
    const range = document.createRange();
    range.selectNodeContents(text);
    return [...range.getClientRects()].map((rect) => lowered(rect, size * (matrix?.a ?? 1)));
  }

  /** All words that can be seen: what is said, the element it is written in, its box. */
  function words() {
    const found = [...host.querySelectorAll("math")].filter((math) => math.checkVisibility(SEEN))
      .map((math) => ({ said: math.textContent, of: math, box: boxOf(math) }));
    const walker = document.createTreeWalker(host, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode;
      const node = text.parentElement;
      if (!text.data.trim() || node.closest(".unseen, option, math") || !node.checkVisibility(SEEN)) continue;
      const windows = ancestors(node).filter(isScrolled).map(boxOf);
      for (const box of places(text, node)) {
        if (windows.some((frame) => depth(box, frame) < TOUCH)) continue; // scrolled out of sight
        found.push({ said: text.data.trim(), of: node.closest("text") ?? node, box });
      }
    }
    return found;
  }

  /** The rect that a text is written on, if it comes right after one: a cell, a chip, a cover. */
  function rectUnder({ of, box }) {
    let before = of.previousElementSibling;
    while (before?.matches("text")) before = before.previousElementSibling;
    if (!of.matches("text") || !before?.matches("rect") || !before.checkVisibility(SEEN)) return [];
    const [x, y] = [0, 1].map((k) => (box[0][k] + box[2][k]) / 2);
    return excess([[x, y]], boxOf(before)) < 0 ? [before] : [];
  }

  const name = (node) => `${node.closest(".view")?.classList[1] ?? "player"} ${node.localName}.${node.getAttribute("class")}`;

  function* faults(seen) {
    const controls = [...host.querySelectorAll(CONTROL)].filter((node) => node.checkVisibility(SEEN));
    for (const [index, { said, of, box }] of seen.entries()) {
      const told = `“${said}” (${name(of)})`;
      for (const other of seen.slice(0, index)) {
        if (of !== other.of && depth(box, other.box) > TOUCH) yield `${told} runs into “${other.said}” (${name(other.of)})`;
      }
      for (const control of controls) {
        if (!control.contains(of) && depth(box, boxOf(control)) > TOUCH) yield `${told} runs into ${name(control)}`;
      }
      const around = ancestors(of);
      const scrolled = around.findIndex(isScrolled); // what is outside of it may be scrolled to
      const frames = around.slice(0, scrolled < 0 ? around.length : scrolled).filter((node) => node === host || isFrame(node));
      const left = [...frames, ...rectUnder({ of, box })].find((node) => excess(box, boxOf(node)) > TOUCH);
      if (left) yield `${told} runs out of ${name(left)}`;
    }
    for (const node of host.querySelectorAll("*")) {
      const hides = isScrolled(node) && node.scrollWidth > node.clientWidth + 1;
      if (hides && node.tabIndex < 0) yield `${name(node)} must be scrolled sideways, which no key does`;
    }
  }

  const found = new Set();
  for (let moment = 0; moment < moments; moment += 1) {
    clock.seek(Math.round((moment / (moments - 1)) * (clock.length - 1)));
    clock.draw();
    for (const answers of known) answers.clear();
    for (const fault of [...faults(words()), ...also()]) found.add(fault);
  }
  return [...found];
}
