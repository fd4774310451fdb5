// The specification of Gossip Protocol Spread, played through on its page.

import { expect, test, type Page } from '@playwright/test';
import { controls, middleOf, openSim, settle, tabTo } from './sim';

interface GossipState {
  round: number;
  informed: number;
  total: number;
  fanout: number;
  running: boolean;
  nodes: { id: string; status: 'down' | 'unknown' | 'new' | 'spread' }[];
  history: number[];
  auto: boolean;
  messages: number;
}

const state = (page: Page) => page.evaluate(() => microsim.state() as GossipState);
const words = (page: Page) => page.evaluate(() => microsim.describe());
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const open = (page: Page, query = '') =>
  openSim(page, query, '/sims/gossip-protocol-spread/main.html');
const count = ({ nodes }: GossipState, status: string) =>
  nodes.filter((node) => node.status === status).length;

async function click(page: Page, id: string) {
  const { x, y } = await middleOf(page, id);
  await page.mouse.click(x, y);
}

test('twelve nodes, Node 4 down, the others do not know yet', async ({ page }) => {
  await open(page);
  const now = await state(page);
  expect(now).toMatchObject({ round: 0, informed: 0, total: 11, fanout: 2, running: false });
  expect(now.nodes).toHaveLength(12);
  expect(now.nodes[3]).toEqual({ id: 'node-4', status: 'down' });
  expect(count(now, 'unknown')).toBe(11);
  await expect(button(page, 'Next Round')).toBeDisabled();
});

test('played through by mouse: Start Gossip, then Next Round until all know', async ({ page }) => {
  await open(page, '?auto=false');
  await click(page, 'start');
  await expect.poll(async () => (await state(page)).informed).toBe(1);
  await settle(page);
  for (let round = 1; (await state(page)).running; ++round) {
    const before = await state(page);
    await click(page, 'next-round');
    await expect.poll(async () => (await state(page)).round).toBe(round);
    const after = await state(page);
    expect(after.history).toEqual([...before.history, after.informed]);
    expect(after.messages - before.messages).toBe(2 * before.informed);
    expect(count(after, 'spread')).toBe(before.informed);
    expect(await words(page)).toContain(
      `Round ${round} — Nodes informed: ${after.informed} / 11.`,
    );
  }
  expect(count(await state(page), 'spread')).toBe(11);
});

test('by itself a round follows every 1.5 seconds, and in the end nothing moves', async ({ page }) => {
  await open(page, '?paused=1');
  await page.evaluate(() => {
    microsim.press('start');
    microsim.advance(1.4);
  });
  expect((await state(page)).round).toBe(0);
  await page.evaluate(() => microsim.advance(0.2));
  expect((await state(page)).round).toBe(1);
  await page.evaluate(() => microsim.advance(1.5));
  expect((await state(page)).round).toBe(2);
  await page.evaluate(() => {
    microsim.advance(60);
    microsim.resume();
  });
  expect(await state(page)).toMatchObject({ informed: 11, running: false });
  await settle(page);
});

test('the wall clock drives it as well', async ({ page }) => {
  await open(page);
  await button(page, 'Start Gossip').press('Enter');
  await expect.poll(async () => (await state(page)).running, { timeout: 30_000 }).toBe(false);
  expect((await state(page)).informed).toBe(11);
});

test('the specification can be played through by keyboard alone', async ({ page }) => {
  await open(page, '?auto=false');
  const fanout = page.getByRole('slider', { name: 'Gossip fanout (peers per round): 1–4' });
  await tabTo(page, fanout);
  await page.keyboard.press('End');
  expect((await state(page)).fanout).toBe(4);
  await page.keyboard.press('ArrowLeft');
  expect((await state(page)).fanout).toBe(3);
  await page.keyboard.press('Tab');
  await expect(button(page, 'Start Gossip')).toBeFocused();
  await page.keyboard.press('Enter');
  expect(await state(page)).toMatchObject({ round: 0, informed: 1 });
  await page.keyboard.press('Tab');
  await expect(button(page, 'Next Round')).toBeFocused();
  await page.keyboard.press('Space');
  expect(await state(page)).toMatchObject({ round: 1, informed: 4 });
  await tabTo(page, button(page, 'Reset'));
  await page.keyboard.press('Enter');
  expect(await state(page)).toMatchObject({ round: 0, informed: 0, fanout: 2, history: [] });
});

test('with fanout 4 all know sooner than with fanout 1', async ({ page }) => {
  await open(page, '?paused=1&auto=false');
  const rounds = await page.evaluate(() => {
    const mean = (fanout: number) => {
      microsim.set('fanout', fanout);
      microsim.press('run-many');
      microsim.advance(10);
      const { runs } = microsim.state() as { runs: { push: { meanRounds: number } } };
      return runs.push.meanRounds;
    };
    return [mean(1), mean(4)];
  });
  expect(rounds[1]!).toBeLessThan(rounds[0]! / 2);
});

test('a link repeats a run exactly', async ({ page }) => {
  const play = async () => {
    await open(page, '?seed=7&fanout=3&nodes=40&paused=1');
    await page.evaluate(() => {
      microsim.press('start');
      microsim.advance(30);
    });
    return state(page);
  };
  const first = await play();
  expect(first.nodes).toHaveLength(40);
  expect(await play()).toEqual(first);
});

test('2,000 nodes spread the news, too', async ({ page }) => {
  await open(page, '?nodes=2000');
  await page.evaluate(() => {
    microsim.press('start');
    microsim.advance(60);
  });
  expect(await state(page)).toMatchObject({ informed: 1999, total: 1999, running: false });
  await settle(page);
});

test('the main view has few controls; the others wait in the drawer', async ({ page }) => {
  await open(page);
  const panel = (await controls(page)).filter(({ place }) => place === 'panel');
  expect(panel.map(({ id }) => id)).toEqual([
    'fanout', 'start', 'next-round', 'auto', 'reset', 'explore',
  ]);
  await page.evaluate(() => microsim.set('explore', true));
  await expect(page.getByRole('slider', { name: /^Messages lost/ })).toBeVisible();
});
