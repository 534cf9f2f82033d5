// Places for labels: beside their own line, away from the others.

const HEIGHT = 16;
const DOT = 7; // px, reach of a dot
const FINE = 6; // px between points of a curve

export const overlap = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** A curve's points and more between. */
export function filled(points) {
  return points.flatMap(([x, y], k) => {
    const [X, Y] = points[k + 1] ?? [x, y];
    const n = Math.ceil(Math.hypot(X - x, Y - y) / FINE) || 1;
    return Array.from({ length: n }, (_, i) => [x + ((X - x) * i) / n, y + ((Y - y) * i) / n]);
  });
}

/** From a box to the nearest of some points, in px. */
export function distance(box, points) {
  let nearest = Infinity;
  for (const [x, y] of points) {
    const dx = Math.max(box.x - x, 0, x - box.x - box.width);
    const dy = Math.max(box.y - y, 0, y - box.y - box.height);
    nearest = Math.min(nearest, Math.hypot(dx, dy));
  }
  return nearest;
}

/** A box for a horizontal line's label, off those `taken` and the curves. */
export function placeOnLine(y, width, { left, right, bottom }, points, taken) {
  let best, most = -Infinity;
  for (const [dy, far] of [[-18, 0], [3, 0], [-34, 24], [19, 24], [-50, 32]]) {
    const top = y + dy;
    for (let k = 0; k <= 20; k += 1) {
      const box = { x: left + (k / 20) * Math.max(0, right - left - width), y: top, width, height: HEIGHT };
      const near = distance(box, points);
      const bad = top < 0 || top + HEIGHT > bottom ? 1e4 : taken.some((other) => overlap(box, other)) ? 1e3 : near < 3 ? 100 : 0;
      const good = Math.min(60, near) - far - bad;
      if (good > most) [best, most] = [box, good];
    }
  }
  return best;
}

function candidates(points, width, dot) {
  const boxes = [];
  for (const [x, y] of points) {
    for (const dy of [-HEIGHT - 8, 8, -HEIGHT - 4, 4, ...(dot ? [] : [-HEIGHT / 2])]) {
      for (const dx of [-width, -width / 2, 0]) boxes.push({ x: x + dx, y: y + dy, width, height: HEIGHT });
    }
  }
  return boxes;
}

/** How bad a place is: touching is worst, then being nearer to another line. */
function cost(box, { points: own, dot }, others, taken, area) {
  const outside = box.x < area.x || box.y < area.y || box.x + box.width > area.x + area.width
    || box.y + box.height > area.y + area.height;
  if (outside) return Infinity;
  const collides = taken.some((other) => overlap(box, other));
  const apart = Math.min(40, ...others.map((other) => distance(box, other.points) - (other.dot ? DOT - 3 : 0)));
  const near = distance(box, own);
  const inline = near < 2 && !dot;
  const touches = (apart < 3 ? 500 : 0) + (inline ? 60 : near < 2 ? 300 : dot && near < DOT ? 250 : 0) + (!inline && apart < near + 4 ? 200 : 0);
  return (collides ? 1e4 : 0) + touches + near * 2 - apart * 3;
}

/**
 * Boxes {x, y, width, height} for the labels of `lines` ({ points, width, dot: whether one runs along })
 * in `area`, off the points of `obstacles` and the boxes `taken`.
 */
export function placeLabels(lines, obstacles, area, taken) {
  const free = taken.length;
  const curves = lines.map(({ points, dot }) => ({ points: filled(points), dot }));
  const around = obstacles.map((points) => ({ points: filled(points) }));
  return lines.map(({ points, width, dot }, index) => {
    const others = [...curves.filter((_, k) => k !== index), ...around];
    let best, least = Infinity;
    for (const box of candidates(points.filter((_, k) => k % Math.ceil(points.length / 40) === 0), width, dot)) {
      const value = cost(box, curves[index], others, taken, area);
      if (value < least) [best, least] = [box, value];
    }
    best ??= { x: area.x, y: area.y + (taken.length - free) * HEIGHT, width, height: HEIGHT };
    taken = [...taken, best];
    return best;
  });
}
