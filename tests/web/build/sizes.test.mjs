import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { BUDGET, sizes } from '../../../web/build/sizes.mjs';

// Nothing compresses these.
const kilobytes = (count) => randomBytes(1000 * count);

test('the budget is that of all sims with engine, script, styles and typeface', () => {
  assert.equal(BUDGET, 272);
});

test('what is shared is summed and held against the budget', () => {
  const shared = { 'a.wasm': kilobytes(4), 'b.js': kilobytes(3) };
  assert.equal(sizes({ shared }, 8).fits, true);
  const { table, fits } = sizes({ shared }, 6);
  assert.equal(fits, false);
  assert.match(table, /shared by all sims +7\.0 +7\.\d +7\.0 {2}of at most 6 \(brotli\): TOO LARGE by 1\.0/);
});

test('each part has its line; what is inside or apart is not counted', () => {
  const { table, fits } = sizes(
    { shared: { 'a.wasm': kilobytes(4) }, inside: { face: kilobytes(2) }, apart: { page: kilobytes(3) } },
    5,
  );
  assert.equal(fits, true);
  assert.match(table, /a\.wasm +4\.0[^]*in it: face +2\.0[^]*shared by all sims +4\.0[^]*page +3\.0/);
});
