// What all kinds of charts share: the page's data, numbers in its language, colours.
export const data = JSON.parse(document.getElementById("data").textContent);

const number = new Intl.NumberFormat(data.lang, { maximumFractionDigits: 3 });
export const format = (value) => number.format(value).replaceAll("\u00a0", "\u202f");
export const percent = (value) => format(100 * value) + "\u202f%";

export const strong = "var(--strong)", soft = "var(--soft)", faint = "var(--faint)";
export const ink = "var(--ink)", quiet = "var(--quiet)", line = "var(--line)", bad = "var(--bad)";

/// Width of a text in pixels, about.
export const wide = (text, size = 12) => 0.55 * size * text.length;

/// Room beside an axis for the longest of its labels.
export const room = (labels, most) => Math.min(most, 12 + Math.max(...labels.map((one) => wide(one))));

/// How far from zero a value lies, as a colour that text in ink stands on: none at zero, full at
/// `most`. By the square root, so that what is small still shows.
export function shade(value, most) {
  const part = most > 0 ? Math.min(1, Math.sqrt(Math.abs(value) / most)) : 0;
  const colour = value < 0 ? bad : strong;
  return `color-mix(in oklab, ${colour} ${Math.round(48 * part)}%, var(--paper))`;
}

/// The largest distance from zero.
export const most_of = (values) => Math.max(0, ...values.map(Math.abs));
