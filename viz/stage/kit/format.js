// Numbers and phrases: 3.7·10⁻⁶, never 0.000. viz/numbers.py writes the same.

const SUPERSCRIPT = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

export const superscript = (power) => [...String(power)].map((sign) => SUPERSCRIPT[sign]).join("");

/** A number with so many significant digits; `missing` for null and NaN. */
export function number(value, digits = 2, missing = "–") {
  if (typeof value === "string") return value;
  if (value === null || value === undefined || Number.isNaN(value)) return missing;
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  const [mantissa, power] = value.toExponential(digits - 1).split("e");
  const exponent = Number(power);
  if (exponent < -2 || exponent > 2) return `${mantissa}·10${superscript(exponent)}`.replace("-", "−");
  return value.toFixed(Math.max(0, digits - 1 - exponent)).replace("-", "−");
}

/** A part and the whole, with so many digits, or more where they would read alike and are not. */
export function apart(part, whole, digits) {
  const texts = [part, whole].map((value) => number(value, digits, "?"));
  return texts[0] !== texts[1] || part === whole || !(part < whole) || digits > 8 ? texts : apart(part, whole, digits + 1);
}

/** A weight or a probability: 1.00, 0.98, 0.023. */
export const probability = (value) => (value < 0.1 ? number(value, 2) : value.toFixed(2));

/** A probability that is nearly 1 with the digits that tell it from 1. */
export function nearly(value, digits = 2) {
  if (value < 0.995 || value === 1) return probability(value);
  const text = value.toFixed(digits);
  return Number(text) < 1 || digits > 6 ? text : nearly(value, digits + 1);
}

/** Fills {name} in a template; {name|one|many} picks a word by the number. */
export function phrase(template, values) {
  return template.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name, one, many) => {
    if (!(name in values)) return whole;
    return one === undefined ? values[name] : values[name] === 1 ? one : many;
  });
}

/** A power of ten as an axis writes it: 10⁻³, 1, 10. */
export function powerOfTen(exponent) {
  return exponent === 0 ? "1" : exponent === 1 ? "10" : `10${superscript(exponent)}`;
}
