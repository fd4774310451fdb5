// Replication Lag: the specification, played through on its page.

import { expect, test, type Page } from '@playwright/test';
import { controls, LIGHT, middleOf, openSim as open, paint, pressBy, settle, tabTo, WAYS, type Part } from './sim';

const SIM = '/sims/replication-lag/main.html';
const openSim = (page: Page, query = '') => open(page, query, SIM);

interface State {
  mode: string;
  degraded: boolean;
  leader: string;
  clockMs: number;
  nodes: { id: string; role: string; up: boolean; position: number; applied: number; lagMs: number; lagWrites: number }[];
  writes: { version: number; sentAt: number; answeredAt: number | null; copies: number }[];
  reads: { version: number; from: string; ownLatest: number; stale: boolean }[];
  lost: number[];
  diverged: number[];
  writeLatency: number | null;
}
const state = (page: Page): Promise<State> => page.evaluate(() => microsim.state() as State);
const describe = (page: Page) => page.evaluate(() => microsim.describe());
const history = (page: Page) => page.evaluate(() => microsim.history().map(({ id }) => id));

/** Presses a part of a choice with the mouse. */
async function choose(page: Page, id: string, option: string): Promise<void> {
  const control = (await controls(page)).find((each) => each.id === id)!;
  const canvas = (await page.locator('canvas').boundingBox())!;
  const [left, top, width, height] = control.rect!;
  const options = control.options!;
  const part = (options.indexOf(option) + 0.5) / options.length;
  await page.mouse.click(canvas.x + left + width * part, canvas.y + top + height / 2);
}

test('a leader and three replicas: ids end in their numbers, all are in step', async ({ page }) => {
  await openSim(page);
  const { leader, mode, nodes, writes, reads, lost } = await state(page);
  expect(nodes.map(({ id }) => id)).toEqual(['leader-1', 'replica-1', 'replica-2', 'replica-3']);
  expect(nodes.map(({ role }) => role)).toEqual(['leader', 'replica', 'replica', 'replica']);
  for (const { up, lagMs, lagWrites } of nodes) expect([up, lagMs, lagWrites]).toEqual([true, 0, 0]);
  expect([leader, mode]).toEqual(['leader-1', 'asynchronous']);
  expect([writes, reads, lost]).toEqual([[], [], []]);
});

for (const way of WAYS) {
  test.describe(`by ${way}`, () => {
    test.use({ hasTouch: way === 'touch' });

    test('the specification can be played through', async ({ page }) => {
      await openSim(page);
      await pressBy(page, way, 'write');
      await expect.poll(async () => (await state(page)).writes[0]?.answeredAt).toBe(10);
      await pressBy(page, way, 'read');
      await expect.poll(async () => (await state(page)).reads.length, { timeout: 15_000 }).toBe(1);
      expect((await state(page)).reads[0]!.from).toBe('replica-2');
      await expect.poll(async () => (await state(page)).writes[0]!.copies, { timeout: 20_000 }).toBe(4);
      await pressBy(page, way, 'write');
      await expect.poll(async () => (await state(page)).writes[1]?.answeredAt).not.toBeNull();
      await pressBy(page, way, 'crash-leader');
      await expect.poll(async () => (await state(page)).leader).toBe('replica-1');
      await pressBy(page, way, 'reset');
      await expect.poll(async () => (await state(page)).leader).toBe('leader-1');
    });
  });
}

test('mode and read-from are chosen with the mouse', async ({ page }) => {
  await openSim(page, '?paused=1');
  await choose(page, 'mode', 'synchronous');
  await expect.poll(async () => (await state(page)).mode).toBe('synchronous');
  await choose(page, 'read-from', 'leader');
  await expect.poll(async () => (await controls(page)).find(({ id }) => id === 'read-from')!.value).toBe('leader');
  await page.evaluate(() => {
    microsim.press('read');
    microsim.advance(10);
  });
  expect((await state(page)).reads[0]).toMatchObject({ from: 'leader-1', stale: false });
});

test('the keyboard writes, reads and chooses a mode', async ({ page }) => {
  await openSim(page);
  await tabTo(page, page.getByRole('button', { name: 'Write', exact: true }));
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await state(page)).writes.length).toBe(1);
  await openSim(page);
  await tabTo(page, page.getByRole('combobox', { name: 'Mode' }));
  await page.keyboard.press('ArrowDown');
  await expect.poll(async () => (await state(page)).mode).toBe('semi-synchronous');
});

test('what the client waits for grows with the mode', async ({ page }) => {
  for (const [mode, ms] of [['asynchronous', 10], ['semi-synchronous', 50], ['synchronous', 130]] as const) {
    await openSim(page, `?paused=1&mode=${mode}`);
    await page.evaluate(() => {
      microsim.press('write');
      microsim.advance(60);
    });
    expect((await state(page)).writeLatency).toBe(ms);
  }
});

test('the life of a write is in the history: committed, answered, received, applied', async ({ page }) => {
  await openSim(page, '?paused=1');
  await page.evaluate(() => {
    microsim.press('write');
    microsim.advance(60);
  });
  const ids = await history(page);
  expect(ids.slice(0, 3)).toEqual(['write', 'committed', 'answered']);
  for (const id of ['received', 'applied']) expect(ids.filter((each) => each === id)).toHaveLength(3);
});

test('a stale read is red, and says what was written and what was read', async ({ page }) => {
  const card: Part = [14, 80, 670, 44];
  await openSim(page, '?paused=1&seed=1&do=write@0,read@0.5&at=0.9');
  expect((await paint(page))(LIGHT.red, card)).toBe(0);
  await openSim(page, '?paused=1&seed=1&do=write@0,read@0.5&at=1');
  expect((await paint(page))(LIGHT.red, card)).toBeGreaterThan(10_000);
  expect(await describe(page)).toContain('Stale read: You wrote v3 at 0\u00a0ms; Replica 2 answered v2 at 20\u00a0ms');
  expect((await state(page)).reads).toMatchObject([{ version: 2, from: 'replica-2', ownLatest: 3, stale: true }]);
});

test('what is applied is filled, what is only received has an edge', async ({ page }) => {
  const log: Part = [262, 240, 430, 50]; // of replica 1
  const filled = async (at: number) => {
    await openSim(page, `?paused=1&apply=20&seed=1&do=write@0&at=${at}`);
    return (await paint(page))(LIGHT.teal, log);
  };
  const before = await filled(1.2), received = await filled(1.26), applied = await filled(20);
  expect(Math.abs(received - before)).toBeLessThan(120);
  expect(applied).toBeGreaterThan(before + 300);
});

test('lag is told for each replica, in milliseconds and in writes', async ({ page }) => {
  await openSim(page, '?paused=1&seed=1&do=write@0,write@0.5&at=1.1');
  const [leader, ...replicas] = (await state(page)).nodes;
  expect([leader!.lagMs, leader!.lagWrites]).toEqual([0, 0]);
  for (const { lagMs, lagWrites } of replicas) expect([lagMs, lagWrites]).toEqual([17, 2]);
  expect(await describe(page)).toContain('Replica 3: position 2, 2 applied, 17\u00a0ms, 2 writes behind');
});

test('a crash loses what was confirmed, and it comes back with the old leader, by a click on it', async ({ page }) => {
  await openSim(page, '?paused=1&seed=1&do=write@0,crash-leader@1,write@2&at=4');
  expect(await state(page)).toMatchObject({ leader: 'replica-1', lost: [3] });
  expect(await describe(page)).toContain('Lost, and diverged: v3');
  await page.evaluate(() => microsim.resume());
  // The old leader stands in the first row.
  const canvas = (await page.locator('canvas').boundingBox())!;
  await page.mouse.click(canvas.x + 237, canvas.y + 176);
  await expect.poll(async () => (await state(page)).nodes[0]!.up).toBe(true);
  await page.evaluate(() => microsim.advance(30));
  const { nodes, diverged } = await state(page);
  expect(diverged).toEqual([3]);
  expect(nodes.map(({ position }) => position)).toEqual([3, 3, 3, 3]);
});

test('semi-synchronous, a leader gives up after ten seconds, which pass in a moment', async ({ page }) => {
  await openSim(page, '?paused=1&mode=semi-synchronous&replica-1=false&replica-2=false&replica-3=false');
  const took = await page.evaluate(() => {
    microsim.press('write');
    microsim.advance(100);
    return microsim.now;
  });
  expect(took).toBeLessThan(10);
  expect(await state(page)).toMatchObject({ degraded: true, writeLatency: 10_010 });
});

test('the drawer has remedies, load, time-out and network, and its figures in words', async ({ page }) => {
  await openSim(page, '?paused=1');
  const { x, y } = await middleOf(page, 'explore');
  await page.mouse.click(x, y);
  for (const name of ['Others Write', 'Burst of 10', 'Long Transaction']) {
    await expect(page.getByRole('button', { name })).toBeVisible();
  }
  await expect(page.getByRole('combobox', { name: 'Remedy' })).toBeVisible();
  await expect.poll(() => page.evaluate(() => document.body.textContent)).toContain('by law 1.2');
  await page.evaluate(() => {
    microsim.press('burst');
    microsim.press('long-transaction');
    microsim.advance(120);
  });
  const { nodes, writes } = await state(page);
  expect(writes).toHaveLength(11);
  for (const { lagWrites } of nodes) expect(lagWrites).toBe(0);
});

test('it comes to rest when everything is applied', async ({ page }) => {
  await openSim(page);
  await pressBy(page, 'mouse', 'write');
  await expect.poll(async () => (await state(page)).nodes[3]!.applied, { timeout: 20_000 }).toBe(3);
  await settle(page);
  const { nodes } = await state(page);
  for (const { position, applied } of nodes) expect([position, applied]).toEqual([3, 3]);
});
