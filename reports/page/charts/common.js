// What all kinds of charts share: the page's data, numbers in its language, colours.
export const data = JSON.parse(document.getElementById("data").textContent);

/// Numbers as the page's language writes them; in English with the blanks that its text has between
/// thousands.
const written = (options) => {
  const number = new Intl.NumberFormat(data.lang, { maximumFractionDigits: 3, ...options });
  const part_of = ({ type, value }) => (type === "group" && data.lang === "en" ? "\u00a0" : value);
  return (value) => number.formatToParts(value).map(part_of).join("");
};
export const format = written({});
export const with_one_decimal = written({ minimumFractionDigits: 1, maximumFractionDigits: 1 });
export const percent = (value) => format(100 * value) + "\u202f%";

export const strong = "var(--strong)", soft = "var(--soft)", faint = "var(--faint)";
export const ink = "var(--ink)", quiet = "var(--quiet)", line = "var(--line)", none = "var(--none)";
export const bad = "var(--bad)";

/// Width of a text in pixels, about.
export const wide = (text, size = 12) => 0.58 * size * text.length;

/// As much of a text as has room.
export function fitted(text, pixels, size = 12) {
  const most = Math.max(3, Math.floor(pixels / (0.58 * size)));
  return text.length <= most ? text : text.slice(0, most - 1).trimEnd() + "\u2026";
}

/// Room beside an axis for the longest of its labels, and the labels as they fit in.
export const room = (labels, most) => Math.min(most, 12 + Math.max(...labels.map((one) => wide(one))));
export const in_room = (left) => (label) => fitted(label, left - 10);

/// How far from zero a value lies, as a colour that text in ink stands on: none at zero, full at
/// `most`. By the square root and from a little on, so that what is small still shows.
export function shade(value, most) {
  const part = value === 0 ? 0 : 0.1 + 0.9 * Math.min(1, Math.sqrt(Math.abs(value) / most));
  const colour = value < 0 ? bad : strong;
  return `color-mix(in oklab, ${colour} ${Math.round(48 * part)}%, var(--paper))`;
}

/// The largest distance from zero.
export const most_of = (values) => Math.max(0, ...values.map(Math.abs));
