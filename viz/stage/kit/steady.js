// Heights that stay: of all that a part shows while the clock plays, the tallest has its room.

/** Gives each part the height of the tallest that it has at any of so many steps; `draw(step)` draws one. */
export function steady(parts, length, draw) {
  for (const part of parts) part.style.minHeight = "";
  const tallest = parts.map(() => 0);
  for (let step = 0; step < length; step += 1) {
    draw(step);
    parts.forEach((part, k) => (tallest[k] = Math.max(tallest[k], part.getBoundingClientRect().height)));
  }
  parts.forEach((part, k) => (part.style.minHeight = `${Math.ceil(tallest[k])}px`));
}
