// What a person downloads: a table of sizes, and the budget of what all sims share.

import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** Of all sims with engine, script, styles and typeface, in KB after brotli. */
export const BUDGET = 272;

/**
 * `shared`: the files that all sims share, name to bytes; they count against the budget. `inside`: what
 * is a part of one of them, and `apart`: what comes on top; both are only listed.
 */
export function sizes({ shared, inside = {}, apart = {} }, budget = BUDGET) {
  const rows = measured(shared);
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
  const all = { name: 'shared by all sims', raw: sum('raw'), gzip: sum('gzip'), brotli: sum('brotli') };
  const fits = all.brotli <= budget * 1000;
  const verdict = fits ? '' : `: TOO LARGE by ${kb(all.brotli - budget * 1000).trim()}`;
  const table = [
    `    ${'size in KB'.padEnd(28)}${'raw'.padStart(9)}${'gzip'.padStart(9)}${'brotli'.padStart(9)}`,
    ...rows.map(line),
    ...measured(inside).map((row) => line({ ...row, name: `  in it: ${row.name}` })),
    `${line(all)}  of at most ${budget} (brotli)${verdict}`,
    ...measured(apart).map(line),
  ].join('\n');
  return { table, fits };
}

function measured(files) {
  return Object.entries(files).map(([name, bytes]) => ({
    name,
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }).length,
  }));
}

const line = ({ name, raw, gzip, brotli }) =>
  `    ${name.padEnd(28)}${kb(raw)}${kb(gzip)}${kb(brotli)}`;

const kb = (bytes) => (bytes / 1000).toFixed(1).padStart(9);
