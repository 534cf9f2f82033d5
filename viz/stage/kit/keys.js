// Keys that a picture takes before the player does.

const ARROWS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

/** The way of an arrow key as [rows, columns]; undefined for another key. */
export const arrow = ({ key }) => ARROWS[key];

/** Takes a key: neither the page nor the player hears of it. */
export function take(event) {
  event.preventDefault();
  event.stopPropagation();
}
