// The theme of the page, and values as colours.

const SIZE = 256;
const DARKEST = 0.179; // luminance at which black and white are told from a colour equally well (WCAG 2.2)

/** The scale of weights and probabilities. */
export const SHARES = { kind: "sequential", low: 0, high: 1 };

function channels(hex) {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

/** Whether the page is dark: by Streamlit's background where there is one, else by the system. */
export function pageIsDark(node) {
  const background = getComputedStyle(node).getPropertyValue("--st-background-color").trim();
  if (!background) return matchMedia("(prefers-color-scheme: dark)").matches;
  const context = document.createElement("canvas").getContext("2d");
  context.fillStyle = background;
  const [red, green, blue] = channels(context.fillStyle);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128;
}

/** A ramp of the theme as 256 colours, each [red, green, blue]. */
export function ramp(node, kind) {
  const stops = getComputedStyle(node).getPropertyValue(`--ramp-${kind}`).split(",")
    .map((stop) => channels(stop.trim()));
  return Array.from({ length: SIZE }, (_, index) => {
    const at = (index / (SIZE - 1)) * (stops.length - 1);
    const low = Math.min(stops.length - 2, Math.floor(at));
    return stops[low].map((from, k) => Math.round(from + (stops[low + 1][k] - from) * (at - low)));
  });
}

/** Where a value lies on a scale, 0 to 1; its bounds are the ends. */
export function place(value, scale) {
  const part = scale.kind === "log"
    ? Math.log(value / scale.low) / Math.log(scale.high / scale.low)
    : (value - scale.low) / (scale.high - scale.low);
  return Math.max(0, Math.min(1, part));
}

/** The index of a value's colour in its ramp. */
export const shade = (value, scale) => Math.round(place(value, scale) * (SIZE - 1));

export const css = ([red, green, blue]) => `rgb(${red},${green},${blue})`;

/** Black or white, whichever is read better on this colour. */
export function inkOn([red, green, blue]) {
  const [r, g, b] = [red, green, blue].map((part) => (part <= 10 ? part / 3294 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > DARKEST ? "#000000" : "#ffffff";
}
