// The specification of Replication Topology Comparison, played through on its page.

import { expect, test, type Page } from '@playwright/test';
import { middleOf, openSim, settle, tabTo } from './sim';

type Topology = 'single-leader' | 'multi-leader' | 'leaderless';

interface Panel {
  nodes: { id: string; role: string; acked: boolean; version: number; up: boolean }[];
  pulses: number;
  writes: number;
  scorecard: Record<string, string>;
  measured: Record<string, number | null>;
  law: Record<string, number | null>;
  note: string;
}

interface ComparisonState {
  topology: Topology;
  panels: Record<Topology, Panel>;
  conflicts: number;
  failover: { newLeader: string; lostConfirmed: number; lostUnconfirmed: number } | null;
}

const ALL: Topology[] = ['single-leader', 'multi-leader', 'leaderless'];

const state = (page: Page) => page.evaluate(() => microsim.state() as ComparisonState);
const words = (page: Page) => page.evaluate(() => microsim.describe());
const open = (page: Page, query = '') =>
  openSim(page, query, '/sims/replication-topology-comparison/main.html');
const advance = (page: Page, seconds: number) =>
  page.evaluate((seconds) => microsim.advance(seconds), seconds);
const leaders = ({ nodes }: Panel) =>
  nodes.filter(({ role }) => role === 'leader').map(({ id }) => id);

async function click(page: Page, id: string) {
  const { x, y } = await middleOf(page, id);
  await page.mouse.click(x, y);
}

test('three panels of five nodes: their leaders and their scorecards', async ({ page }) => {
  await open(page);
  const { topology, panels } = await state(page);
  expect(topology).toBe('single-leader');
  expect(Object.keys(panels)).toEqual(ALL);
  for (const id of ALL) {
    expect(panels[id].nodes.map((node) => node.id)).toEqual([1, 2, 3, 4, 5].map((n) => `node-${n}`));
    expect(panels[id]).toMatchObject({ pulses: 0, writes: 0 });
  }
  expect(leaders(panels['single-leader'])).toEqual(['node-1']);
  expect(leaders(panels['multi-leader'])).toEqual(['node-1', 'node-3']);
  expect(leaders(panels.leaderless)).toEqual([]);
  expect(panels['single-leader'].scorecard).toEqual({
    writeLatency: 'Low', readScalability: 'Medium', conflictHandling: 'None needed', geographicDistribution: 'Limited',
  });
  expect(panels['multi-leader'].scorecard).toEqual({
    writeLatency: 'Medium', readScalability: 'High', conflictHandling: 'Required', geographicDistribution: 'Excellent',
  });
  expect(panels.leaderless.scorecard).toEqual({
    writeLatency: 'Medium', readScalability: 'High', conflictHandling: 'Quorum-based', geographicDistribution: 'Excellent',
  });
  expect(await words(page)).toContain('Write latency: Low. Read scalability: Medium.');
});

test('played through by mouse: each panel is clicked and written to', async ({ page }) => {
  await open(page);
  const canvas = (await page.locator('canvas').boundingBox())!;
  for (const [i, topology] of ALL.entries()) {
    // The first is highlighted already; the scorecards are a part of the panels.
    await page.mouse.click(canvas.x + canvas.width * (i / 3 + 1 / 6), canvas.y + 430);
    await expect.poll(async () => (await state(page)).topology).toBe(topology);
    await click(page, 'simulate-write');
    await expect.poll(async () => (await state(page)).panels[topology].pulses).toBeGreaterThan(0);
    await settle(page);
    const { panels } = await state(page);
    expect(panels[topology]).toMatchObject({ writes: 1, pulses: 0 });
    expect(panels[topology].nodes.map(({ version }) => version)).toEqual([1, 1, 1, 1, 1]);
    const acked = panels[topology].nodes.filter((node) => node.acked);
    expect(acked).toHaveLength(topology === 'leaderless' ? 3 : 5);
    expect(panels[topology].measured.clientLatencyMs).toBe(panels[topology].law.clientLatencyMs);
    expect(panels[topology].measured.staleShare).not.toBeNull();
  }
});

test('the highlighted panel has Simulate Write at the top', async ({ page }) => {
  await open(page, '?topology=multi-leader&paused=1');
  const canvas = (await page.locator('canvas').boundingBox())!;
  await page.mouse.click(canvas.x + canvas.width / 2, canvas.y + 132);
  await expect.poll(async () => (await state(page)).panels['multi-leader'].writes).toBe(1);
});

test('played through by keyboard alone', async ({ page }) => {
  await open(page);
  await tabTo(page, page.getByRole('combobox', { name: 'Topology' }));
  await page.keyboard.press('End');
  await expect.poll(async () => (await state(page)).topology).toBe('leaderless');
  await tabTo(page, page.getByRole('button', { name: 'Simulate Write' }));
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await state(page)).panels.leaderless.writes).toBe(1);
  expect(await words(page)).toContain('Highlighted: Leaderless.');
});

test('in leaderless the client sends to three nodes at once', async ({ page }) => {
  await open(page, '?topology=leaderless&paused=1');
  await page.evaluate(() => microsim.press('simulate-write'));
  expect((await state(page)).panels.leaderless.pulses).toBe(3);
  await advance(page, 30);
  const { panels } = await state(page);
  expect(panels.leaderless.nodes.filter(({ acked }) => acked)).toHaveLength(3);
  expect(panels.leaderless.pulses).toBe(0);
});

test('on a phone all three panels are there, and a tap highlights one', async ({ page }) => {
  await page.setViewportSize({ width: 400, height: 900 });
  await open(page, '?paused=1');
  await page.mouse.click(300, 128);
  await expect.poll(async () => (await state(page)).topology).toBe('leaderless');
  await settle(page);
  await page.mouse.click(300, 128);
  await expect.poll(async () => (await state(page)).topology).toBe('multi-leader');
});

test('two concurrent writes conflict; the application settles it', async ({ page }) => {
  await open(page, '?conflicts=ask&paused=1');
  await page.evaluate(() => microsim.press('concurrent-writes'));
  await advance(page, 30);
  expect(await state(page)).toMatchObject({ topology: 'multi-leader', conflicts: 1 });
  await page.evaluate(() => microsim.press('keep-second'));
  await advance(page, 30);
  const { panels } = await state(page);
  expect(panels['multi-leader'].nodes.map(({ version }) => version)).toEqual([3, 3, 3, 3, 3]);
  expect(panels['multi-leader'].note).toBe('CONFLICT: settled');
});

test('a leader that is stopped in time takes a confirmed write with it', async ({ page }) => {
  await open(page, '?paused=1&explore=1');
  await page.evaluate(() => microsim.press('simulate-write'));
  await advance(page, 0.16);
  await page.getByRole('checkbox', { name: 'Node 1' }).focus();
  await page.keyboard.press('Space');
  await expect.poll(async () => (await state(page)).panels.leaderless.nodes[0]!.up).toBe(false);
  await advance(page, 30);
  const { failover, panels } = await state(page);
  expect(failover).toMatchObject({ newLeader: 'node-2', lostConfirmed: 1 });
  expect(leaders(panels['single-leader'])).toEqual(['node-2']);
});

test('the same link gives the same run', async ({ page }) => {
  const runs: string[] = [];
  for (let run = 0; run < 2; ++run) {
    await open(page, '?seed=7&regions=true&w=2&paused=1');
    await page.evaluate(() => microsim.press('write-all'));
    await advance(page, 1.1);
    runs.push(JSON.stringify(await state(page)));
  }
  expect(runs[1]).toBe(runs[0]);
});
