// Sharding Strategies: the specification, played through on its page.

import { expect, test, type Page } from '@playwright/test';
import { frames, LIGHT, middleOf, openSim as open, paint, pressBy, settle, tabTo, WAYS } from './sim';

const SIM = '/sims/sharding-strategies/main.html';
const openSim = (page: Page, query = '') => open(page, query, SIM);

interface State {
  strategy: string;
  shardKey: string;
  shards: { id: string; label: string; rows: number; nextHundred: number; contents: string }[];
  rows: { id: string; key: string; shard: string }[];
  moved: number;
  leastMoves: number;
  totalRows: number;
  query: { kind: string; asked: string[]; found: number; slowestMs: number } | null;
}
const state = (page: Page): Promise<State> => page.evaluate(() => microsim.state() as State);

async function choose(page: Page, id: string, value: string): Promise<void> {
  await page.evaluate(([id, value]) => microsim.set(id!, value!), [id, value]);
}

test('sixty rows on four shards: ids end in their numbers, each row has a shard', async ({ page }) => {
  await openSim(page);
  const { shards, rows, totalRows, query, moved } = await state(page);
  expect(shards.map(({ id }) => id)).toEqual(['shard-1', 'shard-2', 'shard-3', 'shard-4']);
  expect(rows).toHaveLength(60);
  expect(rows[59]!.id).toBe('row-60');
  for (const { id, rows: count } of shards) {
    expect(rows.filter(({ shard }) => shard === id)).toHaveLength(count);
  }
  expect([totalRows, moved, query]).toEqual([60, 0, null]);
});

for (const way of WAYS) {
  test.describe(`by ${way}`, () => {
    test.use({ hasTouch: way === 'touch' });

    test('the specification can be played through', async ({ page }) => {
      await openSim(page);
      const before = await state(page);
      await pressBy(page, way, 'add-shard');
      await expect.poll(async () => (await state(page)).shards.length).toBe(5);
      await page.evaluate(() => microsim.advance(10));
      const after = await state(page);
      const moved = after.rows.filter(({ shard }, i) => shard !== before.rows[i]!.shard).length;
      expect(after.moved).toBe(moved);
      expect(after.leastMoves).toBe(12);
      expect(await page.evaluate(() => microsim.describe())).toContain(`Rows moved: ${moved} / Total rows: 60`);
      await pressBy(page, way, 'remove-shard');
      await expect.poll(async () => (await state(page)).shards.length).toBe(4);
      await settle(page);
      expect((await state(page)).rows).toEqual(before.rows);
      await pressBy(page, way, 'run-query');
      await expect.poll(async () => (await state(page)).query?.asked.length).toBe(1);
      await settle(page);
      await pressBy(page, way, 'reset');
      await expect.poll(async () => (await state(page)).query).toBeNull();
    });
  });
}

test('the keyboard adds a shard and chooses a strategy', async ({ page }) => {
  await openSim(page);
  await tabTo(page, page.getByRole('button', { name: 'Add Shard' }));
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await state(page)).shards.length).toBe(5);
  await openSim(page);
  await tabTo(page, page.getByRole('combobox', { name: 'Strategy' }));
  await page.keyboard.press('ArrowDown');
  await expect.poll(async () => (await state(page)).strategy).toBe('range');
});

test('rows that must move are orange, then travel, then have the colour of their shard', async ({ page }) => {
  await openSim(page, '?paused=1');
  const orange = async () => (await paint(page))(LIGHT.orange, [10, 130, 680, 220]);
  expect(await orange()).toBe(0);
  await page.evaluate(() => {
    microsim.press('add-shard');
    microsim.advance(0.5);
  });
  const waiting = await orange();
  expect(waiting).toBeGreaterThan(2000);
  await page.evaluate(() => microsim.advance(1.9));
  const under_way = await orange();
  expect(under_way).toBeLessThan(waiting);
  expect(under_way).toBeGreaterThan(0);
  await page.evaluate(() => microsim.advance(10));
  expect(await orange()).toBe(0);
});

test('each strategy: what moves beside the least, as its law has it', async ({ page }) => {
  await openSim(page, '?paused=1');
  const moved: Record<string, number> = {};
  for (const strategy of ['hash', 'range', 'directory', 'geographic']) {
    await choose(page, 'strategy', strategy);
    await page.evaluate(() => microsim.press('add-shard'));
    const now = await state(page);
    expect(now.strategy).toBe(strategy);
    moved[strategy] = now.moved;
    await page.evaluate(() => microsim.reset());
  }
  expect(moved.hash).toBeGreaterThan(40);
  expect(moved.range).toBe(7);
  expect(moved.directory).toBe(12);
  expect(moved.geographic).toBeGreaterThan(0);
});

test('Run Query lights up the shards that are asked and says how many', async ({ page }) => {
  for (const [strategy, query, asked] of [
    ['hash', 'one-key', 1],
    ['hash', 'range', 4],
    ['hash', 'country', 4],
    ['geographic', 'country', 1],
    ['hash', 'join', 4],
  ] as const) {
    await openSim(page, `?paused=1&strategy=${strategy}&query=${query}`);
    await page.evaluate(() => {
      microsim.press('run-query');
      microsim.advance(10);
    });
    const { query: last } = await state(page);
    expect(last!.kind).toBe(query);
    expect(last!.asked).toHaveLength(asked);
    expect(await page.evaluate(() => microsim.describe())).toContain(`${asked} of 4 shards asked`);
    expect((await paint(page))(LIGHT.blueText, [10, 130, 680, 220])).toBeGreaterThan(300 * asked);
  }
  await openSim(page, '?paused=1&strategy=range&query=range');
  await page.evaluate(() => microsim.press('run-query'));
  expect((await state(page)).query!.asked.length).toBeLessThan(3);
});

test('a key with few values and one that only rises make a shard hot', async ({ page }) => {
  await openSim(page, '?paused=1');
  expect(await page.evaluate(() => microsim.describe())).not.toContain('Hot');
  await choose(page, 'shard-key', 'country');
  expect(await page.evaluate(() => microsim.describe())).toContain('rows of one country stay together');
  await choose(page, 'strategy', 'range');
  await choose(page, 'shard-key', 'signup');
  expect(await page.evaluate(() => microsim.describe())).toContain('shard 4 takes 100 of the next 100');
  expect((await state(page)).shards.map(({ nextHundred }) => nextHundred)).toEqual([0, 0, 0, 100]);
});

test('Geographic goes by country: the shard key cannot be another', async ({ page }) => {
  await openSim(page, '?strategy=geographic');
  expect((await state(page)).shardKey).toBe('country');
  const refused = await page.evaluate(() => {
    try {
      microsim.set('shard-key', 'name');
    } catch (error) {
      return (error as Error).name;
    }
    return '';
  });
  expect(refused).toBe('RangeError');
});

test('shards and rows come from the address', async ({ page }) => {
  await openSim(page, '?shards=8&rows=1000');
  const { shards, rows } = await state(page);
  expect([shards.length, rows.length]).toEqual([8, 1000]);
  await expect(page.getByRole('button', { name: 'Add Shard' })).toBeDisabled();
});

test('a directory that is clicked goes down: what is not remembered is not found', async ({ page }) => {
  await openSim(page, '?paused=1&strategy=directory');
  await page.mouse.click(614, 98);
  await expect.poll(() => page.evaluate(() => microsim.controls().find(({ id }) => id === 'directory-down')!.value)).toBe(true);
  await page.evaluate(() => {
    microsim.press('run-query');
    microsim.advance(5);
  });
  expect((await state(page)).query).toMatchObject({ asked: [], found: 0 });
});

test('it rests when its story is told', async ({ page }) => {
  await openSim(page);
  const { x, y } = await middleOf(page, 'run-query');
  await page.mouse.click(x, y);
  await settle(page);
  const drawn = await frames(page);
  await page.waitForTimeout(1000);
  expect(await frames(page)).toBe(drawn);
});

test('100,000 rows are counted and move, not listed', async ({ page }) => {
  await openSim(page, '?rows=100000&paused=1');
  await page.evaluate(() => {
    microsim.press('add-shard');
    microsim.advance(1.9);
  });
  expect((await paint(page))(LIGHT.orange, [10, 130, 680, 220])).toBeGreaterThan(1000);
  await page.evaluate(() => microsim.advance(10));
  const { moved, rows } = await state(page);
  expect(moved / 100_000).toBeCloseTo(0.8, 1);
  expect(rows).toEqual([]);
  expect((await paint(page))(LIGHT.orange, [10, 130, 680, 220])).toBe(0);
});
