// The specification of Gossip Protocol Spread, played through on its page.

import { expect, test, type Page } from '@playwright/test';
import {
  controls, LIGHT, middleOf, openSim, paint, pressBy, settle, slideBy, tabTo, WAYS, type Part,
} from './sim';

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

test('Node 4 has a red cross; the others turn from gray to orange, then to green', async ({ page }) => {
  const nodes: Part = [0, 75, 700, 216];
  const node4: Part = [360, 98, 64, 58];
  await open(page, '?paused=1&auto=false');
  const discs = async () => {
    const count = await paint(page);
    // A node has about 1,860 pixels of its colour.
    const seen = (colour: number) => Math.round(count(colour, nodes) / 1860);
    expect(count(LIGHT.red, node4)).toBeGreaterThan(400);
    // Under the cross the node stays gray.
    return { unknown: seen(LIGHT.plain) - 1, new: seen(LIGHT.orange), spread: seen(LIGHT.green) };
  };
  const told = async () => {
    const now = await state(page);
    return { unknown: count(now, 'unknown'), new: count(now, 'new'), spread: count(now, 'spread') };
  };
  expect(await discs()).toEqual({ unknown: 11, new: 0, spread: 0 });
  await page.evaluate(() => {
    microsim.press('start');
    microsim.advance(3);
  });
  expect(await discs()).toEqual({ unknown: 10, new: 1, spread: 0 });
  for (let round = 1; round <= 3; ++round) {
    await page.evaluate(() => {
      microsim.press('next-round');
      microsim.advance(3);
    });
    expect(await discs()).toEqual(await told());
  }
});

test('the chart below grows by a round at a time, beside what theory expects', async ({ page }) => {
  const chart: Part = [56, 365, 630, 126];
  await open(page, '?paused=1&auto=false');
  await page.evaluate(() => {
    microsim.press('start');
    microsim.advance(3);
  });
  /** How far to the right the line of the run has come. */
  const end = async () => {
    const count = await paint(page);
    for (let x = chart[0] + chart[2] - 1; x >= chart[0]; --x) {
      if (count(LIGHT.blueText, [x, chart[1], 1, chart[3]]) > 0) return x;
    }
    return 0;
  };
  /** How high above the axis it is there. */
  const height = async (x: number) => {
    const count = await paint(page);
    for (let y = chart[1]; y < chart[1] + chart[3]; ++y) {
      if (count(LIGHT.blueText, [x - 3, y, 4, 1]) > 0) return chart[1] + chart[3] - y;
    }
    return 0;
  };
  let before = await end();
  expect((await paint(page))(LIGHT.purpleText, chart)).toBeGreaterThan(50);
  for (let round = 1; round <= 3; ++round) {
    const below = await height(before);
    const { informed } = await state(page);
    await page.evaluate(() => {
      microsim.press('next-round');
      microsim.advance(3);
    });
    const now = await end();
    // One of at least six rounds that the axis shows.
    expect(now - before).toBeGreaterThan(60);
    const grown = (await height(now)) - below;
    if ((await state(page)).informed > informed) expect(grown).toBeGreaterThan(5);
    before = now;
  }
});

for (const way of WAYS) {
  test.describe(`by ${way}`, () => {
    test.use({ hasTouch: way === 'touch' });

    test('the specification can be played through', async ({ page }) => {
      await open(page, '?auto=false');
      for (const fanout of [1, 4, 3]) {
        await slideBy(page, way, 'fanout', fanout);
        await expect.poll(async () => (await state(page)).fanout).toBe(fanout);
      }
      await pressBy(page, way, 'start');
      await expect.poll(async () => (await state(page)).informed).toBe(1);
      await settle(page);
      for (let round = 1; (await state(page)).running; ++round) {
        const { informed, messages } = await state(page);
        await pressBy(page, way, 'next-round');
        await expect.poll(async () => (await state(page)).round).toBe(round);
        await settle(page);
        expect((await state(page)).messages - messages).toBe(3 * informed);
      }
      expect(await state(page)).toMatchObject({ informed: 11, running: false });
      await pressBy(page, way, 'reset');
      await expect.poll(async () => state(page)).toMatchObject({ round: 0, informed: 0, fanout: 2 });
    });
  });
}

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
