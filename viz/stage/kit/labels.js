// Places for direct labels: beside their own line, away from the others and from each other.

const HEIGHT = 16;
const CLOSE = 4; // px from a curve to its label
const AWAY = 8; // the same where a dot runs along the curve
const DOT = 7; // px that a dot reaches from its curve
const FINE = 6; // px between two points of a curve that labels keep off

const overlap = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** The points of a curve, and between them others where they are far apart. */
export function filled(points) {
  return points.flatMap(([x, y], k) => {
    const [toX, toY] = points[k + 1] ?? [x, y];
    const n = Math.max(1, Math.ceil(Math.hypot(toX - x, toY - y) / FINE));
    return Array.from({ length: n }, (_, i) => [x + ((toX - x) * i) / n, y + ((toY - y) * i) / n]);
  });
}

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

/**
 * A box for the label of a horizontal line at `y`: above or below it, anywhere from `left` to `right`
 * and above `bottom`, off the boxes that are `taken` and as far as can be from the points of the curves.
 */
export function placeOnLine(y, width, { left, right, bottom }, points, taken) {
  let best, most = -Infinity;
  for (const [top, far] of [[y - 18, 0], [y + 3, 0], [y - 34, 24], [y + 19, 24], [y - 50, 32]]) {
    for (let k = 0; k <= 20; k += 1) {
      const box = { x: left + (k / 20) * Math.max(0, right - left - width), y: top, width, height: HEIGHT };
      const near = distance(box, points);
      const apart = Math.min(60, near) - far - (near < 3 ? 100 : 0) - (top < 0 || top + HEIGHT > bottom ? 1e4 : 0) - (taken.some((other) => overlap(box, other)) ? 1e3 : 0);
      if (apart > most) [best, most] = [box, apart];
    }
  }
  return best;
}

function candidates(points, width, dot) {
  const boxes = [];
  const beside = [-HEIGHT - AWAY, AWAY, -HEIGHT - CLOSE, CLOSE];
  for (const [x, y] of points) {
    for (const dy of dot ? beside : [...beside, -HEIGHT / 2]) {
      for (const dx of [-width, -width / 2, 0]) boxes.push({ x: x + dx, y: y + dy, width, height: HEIGHT });
    }
  }
  return boxes;
}

/** How bad a place is: touching lines or labels is worst, then being nearer to another line. */
function cost(box, { points: own, reach }, others, taken, area) {
  const outside = box.x < area.x || box.y < area.y || box.x + box.width > area.x + area.width
    || box.y + box.height > area.y + area.height;
  if (outside) return Infinity;
  const collides = taken.some((other) => overlap(box, other));
  const apart = Math.min(40, ...others.map(({ points, reach: off = 0 }) => distance(box, points) - Math.max(0, off - 3)));
  const near = distance(box, own);
  const inline = near < 2 && !reach;
  const touches = (apart < 3 ? 500 : 0) + (inline ? 60 : near < 2 ? 300 : near < reach ? 250 : 0) + (!inline && apart < near + 4 ? 200 : 0);
  return (collides ? 1e4 : 0) + touches + near * 2 - apart * 3;
}

/**
 * Boxes {x, y, width, height} for labels, one for each of `lines` ({ points, width, dot }: whether a
 * dot runs along it); `obstacles`
 * are point lists that labels must keep off, `area` is where they may stand, `taken` are boxes in
 * which something stands already.
 */
export function placeLabels(lines, obstacles, area, taken) {
  const free = taken.length;
  const curves = lines.map(({ points, dot }) => ({ points: filled(points), reach: dot ? DOT : 0 }));
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
