// What a person downloads: a table of sizes, and the budget of what all sims share.

import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

// Of what all sims share, in KB after brotli: with one sim in the module, and with several.
const BUDGET = { one: 190, several: 220 };

/** `files`: name to bytes; those in `shared` count against the budget for that many sims. */
export function sizeTable(files, shared, simCount) {
  const budget = simCount === 1 ? BUDGET.one : BUDGET.several;
  const rows = Object.entries(files).map(([name, bytes]) => ({
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
  const together = rows.filter(({ name }) => shared.includes(name));
  const sum = (key) => together.reduce((total, row) => total + row[key], 0);
  const engine = { name: 'shared by all sims', raw: sum('raw'), gzip: sum('gzip'), brotli: sum('brotli') };
  const line = ({ name, raw, gzip, brotli }) =>
    `    ${name.padEnd(24)}${kb(raw)}${kb(gzip)}${kb(brotli)}`;
  return [
    `    ${'size in KB'.padEnd(24)}${'raw'.padStart(9)}${'gzip'.padStart(9)}${'brotli'.padStart(9)}`,
    ...rows.map(line),
    `${line(engine)}  of at most ${budget} (brotli)${engine.brotli > budget * 1000 ? ': TOO LARGE' : ''}`,
  ].join('\n');
}

const kb = (bytes) => (bytes / 1000).toFixed(1).padStart(9);
