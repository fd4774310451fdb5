// The specification of Replication Topology Comparison, played through on its page.

import { expect, test, type Page } from '@playwright/test';
import {
  LIGHT, middleOf, openSim, paint, picture, pressBy, settle, tabTo, type Part,
} from './sim';

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

/** The three panels side by side: where their nodes are, and their scorecards below. */
const LEFT = [12, 241, 470];
const NODES = LEFT.map((left): Part => [left, 150, 218, 195]);
const CARDS = LEFT.map((left): Part => [left, 356, 218, 148]);

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

test('side by side: gold leaders and gray replicas, then five teal nodes; the scorecards below', async ({ page }) => {
  await open(page, '?paused=1');
  const count = await paint(page);
  // A node has about 600 pixels of its colour.
  const nodes = (colour: number) => NODES.map((part) => Math.round(count(colour, part) / 600));
  expect(nodes(LIGHT.gold)).toEqual([1, 2, 0]);
  expect(nodes(LIGHT.plain)).toEqual([4, 3, 0]);
  expect(nodes(LIGHT.teal)).toEqual([0, 0, 5]);
  for (const card of CARDS) {
    const [left, top, width] = card;
    for (let row = 0; row < 4; ++row) {
      expect(count(LIGHT.text, [left, top + 37 * row, width, 37])).toBeGreaterThan(30);
    }
  }
});

for (const [i, topology] of ALL.entries()) {
  test(`pulses run in ${topology} when it is highlighted, and in no other panel`, async ({ page }) => {
    await open(page, `?paused=1&topology=${topology}`);
    const orange = async () => {
      const count = await paint(page);
      return NODES.map((part) => count(LIGHT.orange, part));
    };
    const before = await orange();
    await page.evaluate(() => microsim.press('simulate-write'));
    await advance(page, 0.2);
    const early = await picture(page);
    await advance(page, 0.15);
    const during = await orange();
    expect((await picture(page)).equals(early)).toBe(false);
    for (const panel of [0, 1, 2]) {
      if (panel === i) expect(during[panel]!).toBeGreaterThan(before[panel]! + 50);
      else expect(during[panel]).toBe(before[panel]);
    }
    await advance(page, 30);
    expect(await orange()).toEqual(before);
  });
}

test('the arrows from the client of Leaderless are labelled "W=3"', async ({ page }) => {
  await open(page, '?paused=1');
  const label: Part = [545, 178, 70, 24];
  const count = await paint(page);
  expect(count(LIGHT.orange, label)).toBeGreaterThan(300);
  expect(count(LIGHT.orange, NODES[0]!) + count(LIGHT.orange, NODES[1]!)).toBe(0);
  expect(await words(page)).toContain('W=3');
  const shown = async () => {
    await settle(page);
    const canvas = (await page.locator('canvas').boundingBox())!;
    const [x, y, width, height] = label;
    return page.screenshot({ clip: { x: canvas.x + x, y: canvas.y + y, width, height } });
  };
  const three = await shown();
  await page.evaluate(() => microsim.set('w', 2));
  expect((await shown()).equals(three)).toBe(false);
  expect(await words(page)).toContain('W=2');
});

for (const way of ['touch', 'window.microsim'] as const) {
  test.describe(`by ${way}`, () => {
    test.use({ hasTouch: way === 'touch' });

    test('the specification can be played through', async ({ page }) => {
      await open(page);
      const canvas = (await page.locator('canvas').boundingBox())!;
      // The first is highlighted already.
      for (const [i, topology] of ALL.entries()) {
        const [x, y] = [canvas.x + LEFT[i]! + 109, canvas.y + 430];
        if (way === 'touch') await page.touchscreen.tap(x, y);
        else await page.evaluate((topology) => microsim.set('topology', topology), topology);
        await expect.poll(async () => (await state(page)).topology).toBe(topology);
        await pressBy(page, way, 'simulate-write');
        await expect.poll(async () => (await state(page)).panels[topology].writes).toBe(1);
        await settle(page);
        const { nodes, pulses } = (await state(page)).panels[topology];
        expect(pulses).toBe(0);
        expect(nodes.map(({ version }) => version)).toEqual([1, 1, 1, 1, 1]);
        expect(nodes.filter(({ acked }) => acked)).toHaveLength(topology === 'leaderless' ? 3 : 5);
      }
      await pressBy(page, way, 'reset');
      await expect.poll(async () => (await state(page)).panels.leaderless.writes).toBe(0);
    });
  });
}

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
