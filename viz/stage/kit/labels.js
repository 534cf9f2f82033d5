// Places for direct labels: beside their own line, away from the others and from each other.

const HEIGHT = 16;

const overlap = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** How far a box is from the nearest of some points, in px. */
export function distance(box, points) {
  let nearest = Infinity;
  for (const [x, y] of points) {
    const dx = Math.max(box.x - x, 0, x - box.x - box.width);
    const dy = Math.max(box.y - y, 0, y - box.y - box.height);
    nearest = Math.min(nearest, Math.hypot(dx, dy));
  }
  return nearest;
}

function candidates(points, width) {
  const boxes = [];
  for (const [x, y] of points) {
    for (const dy of [-HEIGHT - 5, 5]) {
      for (const dx of [-width, -width / 2, 0]) boxes.push({ x: x + dx, y: y + dy, width, height: HEIGHT });
    }
  }
  return boxes;
}

/** How bad a place is: touching lines or labels is worst, then being nearer to another line. */
function cost(box, own, others, taken, area) {
  const outside = box.x < area.x || box.y < area.y || box.x + box.width > area.x + area.width
    || box.y + box.height > area.y + area.height;
  if (outside) return Infinity;
  const collides = taken.some((other) => overlap(box, other));
  const apart = Math.min(40, ...others.map((points) => distance(box, points)));
  const near = distance(box, own);
  const touches = (apart < 3 ? 500 : 0) + (near < 2 ? 300 : 0) + (apart < near + 4 ? 200 : 0);
  return (collides ? 1e4 : 0) + touches + near * 2 - apart * 3;
}

/**
 * Boxes {x, y, width, height} for labels, one for each of `lines` ({ points, width }); `obstacles`
 * are point lists that labels must keep off, `area` is where they may stand, `taken` are boxes in
 * which something stands already.
 */
export function placeLabels(lines, obstacles, area, taken) {
  const free = taken.length;
  return lines.map(({ points, width }, index) => {
    const others = [...lines.filter((_, k) => k !== index).map((line) => line.points), ...obstacles];
    let best, least = Infinity;
    for (const box of candidates(points.filter((_, k) => k % Math.ceil(points.length / 40) === 0), width)) {
      const value = cost(box, points, others, taken, area);
      if (value < least) [best, least] = [box, value];
    }
    best ??= { x: area.x, y: area.y + (taken.length - free) * HEIGHT, width, height: HEIGHT };
    taken = [...taken, best];
    return best;
  });
}

const STRIDE = 3; // px between two places that are tried
const CROSSES = { line: 25, rule: 40 }; // px farther away that a place may be to cross less

/**
 * The box of a `size` nearest to a point that is in `area` and off all boxes in `taken`; it keeps
 * off `lines`, a list of points, and off `rules`, heights of lines right across, where it can.
 */
export function freePlace(at, { width, height }, { area, taken, lines, rules }) {
  let best = { x: area.x, y: area.y, width, height }, least = Infinity;
  for (let y = area.y; y + height <= area.y + area.height; y += STRIDE) {
    for (let x = area.x; x + width <= area.x + area.width; x += STRIDE) {
      const box = { x, y, width, height };
      const far = distance(box, [at]);
      if (far < 7 || taken.some((other) => overlap(box, other))) continue;
      const crossed = CROSSES.line * lines.filter((point) => distance(box, [point]) < 3).length
        + CROSSES.rule * rules.filter((rule) => rule > y && rule < y + height).length;
      if (far + crossed < least) [best, least] = [box, far + crossed];
    }
  }
  return best;
}
