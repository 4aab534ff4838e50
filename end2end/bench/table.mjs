// Figures as lines of text.

/** The value in the middle. */
export const median = (values) => values.toSorted((one, other) => one - other)[values.length >> 1];

/** The medians of the figures that several legs have. */
export function medians(legs) {
  const names = Object.keys(legs[0]);
  return Object.fromEntries(names.map((name) => [name, median(legs.map((leg) => leg[name]))]));
}

const COLUMNS = [
  ['requests/s', 'rate', (value) => value.toFixed(0)],
  ['p50 ms', 'p50', (value) => value.toFixed(2)],
  ['p99 ms', 'p99', (value) => value.toFixed(2)],
  ['CPU-s per 1,000', 'cpu', (value) => value.toPrecision(3)],
  ['MiB', 'memory', (value) => value.toFixed(0)],
  ['delays, one at a time', 'alone', (value) => value.toFixed(2)],
  ['delays, p50', 'delays', (value) => value.toFixed(2)],
  ['last answer, delays', 'last', (value) => value.toFixed(1)],
  ['upstream calls', 'calls', (value) => value.toFixed(0)],
];

/** Prints a table of these rows, `[name, figures]` each, with the columns that they have. */
export function print(title, rows) {
  const columns = COLUMNS.filter(([, name]) => rows.some(([, figures]) => name in figures));
  const width = Math.max(title.length, ...rows.map(([name]) => name.length + 2));
  console.log(`\n${title.padEnd(width)}${columns.map(([heading]) => heading.padStart(heading.length + 3)).join('')}`);
  for (const [name, figures] of rows) {
    const cells = columns.map(([heading, key, format]) => (key in figures ? format(figures[key]) : '').padStart(heading.length + 3));
    console.log(`  ${name}`.padEnd(width) + cells.join(''));
  }
}

/** Prints a ratio, or another figure, and what the figure should be. */
export function target(what, value, bar) {
  console.log(`  ${what}: ${Number(value.toPrecision(3))} (target ${bar})`);
}
