// The specification of Read Replicas, played through on its page.

import { expect, test, type Page } from '@playwright/test';
import {
  controls, frames, LIGHT, middleOf, openSim, paint, pressBy, settle, slideBy, tabTo, WAYS, type Part,
} from './sim';

interface LoadState {
  nodes: {
    id: string;
    role: 'leader' | 'replica';
    utilisation: number;
    utilisationByWrites: number;
    queue: number;
    reads: number;
    writes: number;
  }[];
  throughput: number | null;
  capacity: number;
  meanLatencyMs: number | null;
  p99LatencyMs: number | null;
  staleReads: number | null;
  speedup: number;
  underLoad: boolean;
  measuredSeconds: number;
  wastedShare: number;
  guess: { replicas: number; guessed: number; law: number; measured: number } | null;
  routings: { routing: string; meanLatencyMs: number }[];
}

const state = (page: Page) => page.evaluate(() => microsim.state() as LoadState);
const words = (page: Page) => page.evaluate(() => microsim.describe());
const open = (page: Page, query = '') =>
  openSim(page, query, '/sims/read-replica-load/main.html');

// A minute of load, at once.
const measure = (page: Page) =>
  page.evaluate(() => {
    microsim.press('measure');
    microsim.advance(100);
  });

test('sliders for requests, reads and replicas, and a choice who reads', async ({ page }) => {
  await open(page);
  for (const [name, min, max] of [
    ['Requests per second', '500', '20000'],
    ['Reads, %', '0', '100'],
    ['Replicas', '0', '6'],
  ] as const) {
    const slider = page.getByRole('slider', { name, exact: true });
    await expect(slider).toHaveAttribute('min', min);
    await expect(slider).toHaveAttribute('max', max);
  }
  const choice = (await controls(page)).find(({ id }) => id === 'reads-go-to')!;
  expect(choice.options).toEqual(['leader', 'replicas', 'all']);
  for (const replicas of [0, 6]) {
    await page.evaluate((replicas) => microsim.set('replicas', replicas), replicas);
    const { nodes } = await state(page);
    expect(nodes.map(({ role }) => role)).toEqual(['leader', ...Array(replicas).fill('replica')]);
  }
});

test('an open page is silent until load is asked for, and again when a minute was measured', async ({ page }) => {
  await open(page);
  await settle(page);
  expect(await state(page)).toMatchObject({ underLoad: false, throughput: null, meanLatencyMs: null });
  await page.evaluate(() => microsim.press('measure'));
  const before = await frames(page);
  await expect.poll(() => frames(page)).toBeGreaterThan(before + 5);
  await expect(page.getByRole('button', { name: 'Start Load' })).toBeDisabled();
  await page.evaluate(() => microsim.advance(100));
  await settle(page);
  expect(await state(page)).toMatchObject({ underLoad: false, measuredSeconds: 60 });
  expect(await page.evaluate(() => microsim.history().at(-1)!.words)).toContain('A minute of load was measured');
  await expect(page.getByRole('button', { name: 'Start Load' })).toBeEnabled();
});

test('every node is drawn as busy as it is: writes on all of them, reads on the replicas', async ({ page }) => {
  await open(page, '?paused=1&rate=10000&read-share=80&replicas=2');
  // Leader, replica 1 and 2, each 58 wide.
  const tanks: Part[] = [41, 160, 279].map((left) => [left, 230, 60, 290]);
  let count = await paint(page);
  for (const tank of tanks) {
    expect(count(LIGHT.orange, tank)).toBe(0);
    expect(count(LIGHT.blue, tank)).toBe(0);
  }
  await measure(page);
  count = await paint(page);
  const { nodes } = await state(page);
  for (const node of nodes) expect(node.utilisationByWrites).toBeCloseTo(0.5, 1);
  for (const tank of tanks) expect(count(LIGHT.orange, tank)).toBeGreaterThan(2000);
  expect(count(LIGHT.blue, tanks[0]!)).toBe(0);
  for (const tank of tanks.slice(1)) expect(count(LIGHT.blue, tank)).toBeGreaterThan(2000);
  expect(nodes[0]!.reads).toBe(0);
  expect(nodes[1]!.reads).toBeGreaterThan(0);
});

test('the figures are those of the laws at random routing', async ({ page }) => {
  await open(page, '?paused=1');
  await measure(page);
  const now = await state(page);
  expect(now.throughput! / 8000).toBeCloseTo(1, 1);
  // 2400 reads and 800 writes of 4000 a second: 1.25 ms, and writes at the leader 0.31 ms.
  expect(now.meanLatencyMs! / (0.9 * 1.25 + 0.1 * 0.3125)).toBeCloseTo(1, 1);
  expect(now.p99LatencyMs!).toBeGreaterThan(4 * now.meanLatencyMs!);
  expect(now.staleReads!).toBeCloseTo(0.0008, 3);
  expect(now.capacity).toBeCloseTo(3 * (4000 - 800), 6);
  expect(now.speedup).toBeCloseTo(2.5, 9);
  expect(await words(page)).toContain('Reads at most beside all writes, 3\u00a0×\u00a0(4000\u00a0−\u00a0800): 9600\u00a0/s');
});

for (const way of WAYS) {
  test.describe(`by ${way}`, () => {
    test.use({ hasTouch: way === 'touch' });

    test('the specification can be played through', async ({ page }) => {
      await open(page);
      for (const [id, value] of [['replicas', 2], ['read-share', 80]] as const) {
        await slideBy(page, way, id, value);
        await expect.poll(async () => (await controls(page)).find((each) => each.id === id)!.value).toBe(value);
      }
      await slideBy(page, way, 'rate', 9000);
      await pressBy(page, way, 'measure');
      await expect.poll(async () => (await state(page)).underLoad).toBe(true);
      await page.evaluate(() => microsim.advance(30));
      const crowded = await state(page);
      expect(crowded.nodes).toHaveLength(3);
      expect(crowded.nodes[1]!.utilisation).toBeGreaterThan(0.98);
      await expect.poll(() => words(page)).toContain('Lines are full: requests are refused.');
      await slideBy(page, way, 'replicas', 6);
      await expect.poll(async () => (await state(page)).nodes.length).toBe(7);
      await page.evaluate(() => microsim.advance(100));
      const relieved = await state(page);
      expect(relieved.throughput!).toBeGreaterThan(crowded.throughput!);
      expect(await words(page)).not.toContain('requests are refused');
      await pressBy(page, way, 'reset');
      await expect.poll(() => state(page)).toMatchObject({ throughput: null, underLoad: false });
      expect((await state(page)).nodes).toHaveLength(4);
    });
  });
}

test('by keyboard: Start Load, then more requests', async ({ page }) => {
  await open(page);
  await tabTo(page, page.getByRole('slider', { name: 'Requests per second' }));
  await page.keyboard.press('End');
  await tabTo(page, page.getByRole('button', { name: 'Start Load' }));
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await state(page)).underLoad).toBe(true);
  await expect.poll(async () => (await state(page)).nodes[1]!.queue, { timeout: 20_000 }).toBeGreaterThan(100);
});

test('a line that is full is red', async ({ page }) => {
  await open(page, '?paused=1&rate=20000');
  const clients: Part = [0, 75, 380, 40];
  expect((await paint(page))(LIGHT.red, clients)).toBe(0);
  await page.evaluate(() => {
    microsim.press('measure');
    microsim.advance(5);
  });
  expect((await paint(page))(LIGHT.red, clients)).toBeGreaterThan(3000);
});

test('the next replica: a guess beside law and measurement', async ({ page }) => {
  await open(page, '?explore=1&guess=60&paused=1');
  const { x, y } = await middleOf(page, 'compare-guess');
  await page.evaluate((y) => scrollTo(0, y), y - 300);
  await page.mouse.click(x, y - (await page.evaluate(() => scrollY)));
  await expect.poll(async () => (await state(page)).guess).not.toBeNull();
  const { guess, nodes } = await state(page);
  expect(nodes).toHaveLength(5);
  expect(guess).toMatchObject({ replicas: 4, guessed: 0.6 });
  expect(guess!.law).toBeCloseTo(4 / 1.3 / 2.5 - 1, 9);
  expect(Math.abs(guess!.measured - guess!.law)).toBeLessThan(0.04);
  expect(await words(page)).toContain('Replica 4 bears more: guessed 60\u00a0%, by law 23.1\u00a0%');
});

test('all routings under the same load: who looks at the lines is ahead', async ({ page }) => {
  await open(page, '?explore=1&rate=9500&paused=1');
  await page.evaluate(() => microsim.press('compare-routings'));
  const { routings } = await state(page);
  const mean = (name: string) => routings.find(({ routing }) => routing === name)!.meanLatencyMs;
  expect(routings).toHaveLength(6);
  expect(mean('Best of 2')).toBeLessThan(0.6 * mean('Random'));
  expect(mean('Least')).toBeLessThan(mean('In turn'));
});

test('after a burst retries become a storm, and fewer requests end it', async ({ page }) => {
  await open(page, '?retries=true&paused=1');
  await page.evaluate(() => {
    microsim.press('measure');
    microsim.advance(5);
    microsim.press('burst');
    microsim.advance(30);
  });
  expect(await words(page)).toContain('A retry storm');
  const storm = await state(page);
  expect(storm.throughput!).toBeLessThan(4000);
  expect(storm.wastedShare).toBeGreaterThan(0.5);
  await page.evaluate(() => {
    microsim.set('rate', 2000);
    microsim.advance(30);
  });
  expect(await words(page)).not.toContain('storm');
  expect((await state(page)).throughput! / 2000).toBeCloseTo(1, 1);
});

test('20,000 requests a second cost little of each second, and going back less than a second', async ({ page }) => {
  await open(page, '?rate=20000&replicas=6&paused=1');
  const { load, seek } = await page.evaluate(() => {
    const timed = (work: () => void) => {
      const began = performance.now();
      work();
      return performance.now() - began;
    };
    microsim.press('measure');
    return {
      load: timed(() => microsim.advance(61)) / 61,
      seek: timed(() => [50.5, 3.2, 31.9].forEach((at) => microsim.seek(at))) / 3,
    };
  });
  // Half of what would leave a frame of 33 ms no time for anything else; measured: 10 ms.
  expect(load).toBeLessThan(250);
  expect(seek).toBeLessThan(1000);
});
