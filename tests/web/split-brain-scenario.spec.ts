// The specification of the Split-Brain Scenario, played through on its page.

import { expect, test, type Page } from '@playwright/test';
import {
  controls, LIGHT, middleOf, openSim, paint, pressBy, settle, slideBy, tabTo, type Part,
} from './sim';

const SPLIT_BRAIN = '/sims/split-brain-scenario/main.html';

interface SplitBrainState {
  phase: 'healthy' | 'partitioned' | 'elected' | 'conflict' | 'resolved';
  timer: number;
  leaders: string[];
  nodes: { id: string; role: string; balance: number; log: string[] }[];
  conflict: { a: number; b: number } | null;
  resolution: string | null;
}

const state = (page: Page): Promise<SplitBrainState> =>
  page.evaluate(() => microsim.state() as SplitBrainState);

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

const click = async (page: Page, id: string): Promise<void> => {
  const { x, y } = await middleOf(page, id);
  await page.mouse.click(x, y);
};

const wait = (page: Page, seconds: number): Promise<void> =>
  page.evaluate((seconds) => microsim.advance(seconds), seconds);

test.describe('played by the page contract', () => {
  test.beforeEach(({ page }) => openSim(page, '?paused=1', SPLIT_BRAIN));

  test('three nodes, of which Node 1 leads; the timer counts up, and after 10 seconds two lead', async ({ page }) => {
    expect(await state(page)).toMatchObject({
      phase: 'healthy',
      timer: 0,
      leaders: ['node-1'],
      nodes: [{ role: 'leader' }, { role: 'replica' }, { role: 'replica' }],
      conflict: null,
    });
    await page.evaluate(() => microsim.press('partition'));
    for (const seconds of [0, 3, 6, 9]) {
      expect((await state(page)).timer).toBeCloseTo(seconds, 5);
      await wait(page, seconds < 9 ? 3 : 0.9);
    }
    expect(await state(page)).toMatchObject({ phase: 'partitioned', leaders: ['node-1'] });
    await wait(page, 0.1);
    expect(await state(page)).toMatchObject({ phase: 'elected', timer: 10, leaders: ['node-1', 'node-2'] });
    expect(await page.evaluate(() => microsim.describe())).toContain('Elected new leader');
  });

  test('both leaders log the write that reaches them', async ({ page }) => {
    await page.evaluate(() => microsim.press('partition'));
    await wait(page, 15);
    const [one, two] = (await state(page)).nodes;
    expect(one).toMatchObject({ balance: 500, log: ['Write A: user balance = $500'] });
    expect(two).toMatchObject({ balance: 750, log: ['Write B: user balance = $750'] });
  });

  for (const [how, press, balance, name] of [
    ['Last-Write-Wins keeps the later write', 'resolve-lww', 750, 'Last-Write-Wins'],
    ['Manual Resolution takes the balance of the slider', 'resolve-manual', 640, 'Manual Resolution'],
  ] as const) {
    test(`healing shows the conflict; ${how}`, async ({ page }) => {
      await page.evaluate(() => microsim.press('partition'));
      await wait(page, 15);
      await page.evaluate(() => microsim.press('heal'));
      expect((await state(page)).conflict).toBeNull();
      await wait(page, 3);
      expect(await state(page)).toMatchObject({ phase: 'conflict', conflict: { a: 500, b: 750 } });
      const words = await page.evaluate(() => microsim.describe());
      expect(words).toContain('CONFLICT DETECTED');
      expect(words).toContain('Which write wins?');

      await page.evaluate((id) => {
        microsim.set('manual-balance', 640);
        microsim.press(id);
      }, press);
      expect(await state(page)).toMatchObject({ phase: 'resolved', conflict: null });
      for (const node of (await state(page)).nodes.slice(0, 2)) {
        expect(node.balance).toBe(balance);
        expect(node.log).toEqual([
          'Write A: user balance = $500',
          'Write B: user balance = $750',
          `${name}: user balance = $${balance}`,
        ]);
      }
    });
  }

  test('the manual balance lies between 500 and 750', async ({ page }) => {
    const slider = (await controls(page)).find(({ id }) => id === 'manual-balance');
    expect(slider).toMatchObject({ kind: 'slider', min: 500, max: 750, enabled: true });
    await expect(page.evaluate(() => microsim.set('manual-balance', 499))).rejects.toThrow(/Error/);
  });

  test('a button is enabled only when it makes sense', async ({ page }) => {
    const enabled = async () =>
      (await controls(page))
        .filter(({ id, enabled }) => enabled && ['partition', 'heal', 'resolve-lww', 'resolve-manual'].includes(id))
        .map(({ id }) => id);
    expect(await enabled()).toEqual(['partition']);
    await page.evaluate(() => microsim.press('partition'));
    expect(await enabled()).toEqual(['heal']);
    await wait(page, 15);
    await page.evaluate(() => microsim.press('heal'));
    expect(await enabled()).toEqual([]);
    await wait(page, 3);
    expect(await enabled()).toEqual(['resolve-lww', 'resolve-manual']);
    await page.evaluate(() => microsim.press('resolve-lww'));
    await wait(page, 3);
    expect(await enabled()).toEqual(['partition']);
  });
});

test.describe('as it is seen', () => {
  const CROWN_1: Part = [160, 155, 42, 28];
  const CROWN_2: Part = [460, 110, 42, 28];
  const NODE_1: Part = [160, 193, 42, 42];
  const NODE_2: Part = [460, 148, 42, 42];
  const NODE_3: Part = [460, 238, 42, 42];
  const BESIDE_NODE_2: Part = [524, 159, 130, 22];
  const LINKS_OF_1: Part = [215, 160, 130, 100];
  const LINK_2_TO_3: Part = [476, 202, 12, 22];
  const MIDDLE: Part = [348, 110, 6, 185];
  const STRIP: Part = [12, 304, 676, 60];

  test.beforeEach(async ({ page }) => {
    await openSim(page, '?paused=1', SPLIT_BRAIN);
  });

  test('Node 1 is gold, the replicas are not, and lines connect all three', async ({ page }) => {
    const count = await paint(page);
    expect(count(LIGHT.gold, NODE_1)).toBeGreaterThan(1500);
    expect(count(LIGHT.gold, CROWN_1)).toBeGreaterThan(300);
    for (const node of [NODE_2, NODE_3, CROWN_2]) expect(count(LIGHT.gold, node)).toBe(0);
    expect(count(LIGHT.line, LINKS_OF_1)).toBeGreaterThan(150);
    expect(count(LIGHT.line, LINK_2_TO_3)).toBeGreaterThan(10);
  });

  test('a red dashed line grows between Node 1 and the others and cuts their connections', async ({ page }) => {
    expect((await paint(page))(LIGHT.red, MIDDLE)).toBe(0);
    await page.evaluate(() => microsim.press('partition'));
    let shown = 0;
    for (const seconds of [0.2, 0.2, 0.6]) {
      await wait(page, seconds);
      const count = await paint(page);
      expect(count(LIGHT.red, MIDDLE)).toBeGreaterThan(shown + 30);
      shown = count(LIGHT.red, MIDDLE);
    }
    const count = await paint(page);
    // Three pixels wide from top to bottom; of a dashed line a part is missing.
    expect(shown).toBeLessThan(0.8 * 3 * MIDDLE[3]);
    expect(count(LIGHT.line, LINKS_OF_1)).toBe(0);
    expect(count(LIGHT.line, LINK_2_TO_3)).toBeGreaterThan(10);
  });

  test('after 10 seconds Node 2 flashes, is labelled, and both leaders have a gold crown', async ({ page }) => {
    await page.evaluate(() => microsim.press('partition'));
    await wait(page, 9.9);
    let count = await paint(page);
    for (const part of [NODE_2, CROWN_2, BESIDE_NODE_2]) expect(count(LIGHT.gold, part)).toBe(0);
    await wait(page, 0.1);
    for (const bright of [true, false, true, false, true, false, true, true]) {
      count = await paint(page);
      expect(count(LIGHT.gold, NODE_2) > 1500).toBe(bright);
      await wait(page, 0.4);
    }
    for (const crown of [CROWN_1, CROWN_2]) expect(count(LIGHT.gold, crown)).toBeGreaterThan(300);
    expect(count(LIGHT.gold, BESIDE_NODE_2)).toBeGreaterThan(1000);
    expect(count(LIGHT.gold, NODE_3)).toBe(0);
  });

  test('Write A streams to Node 1 and Write B to Node 2, and each is in a log of its own', async ({ page }) => {
    const streams = async () => {
      const count = await paint(page);
      return [count(LIGHT.orange, [200, 105, 100, 85]), count(LIGHT.blue, [395, 105, 60, 60])];
    };
    const logs = async () => {
      const count = await paint(page);
      const [one, two]: [Part, Part] = [[60, 405, 275, 40], [406, 405, 275, 40]];
      return [LIGHT.orangeText, LIGHT.blueText].map((colour) => [one, two].map((log) => count(colour, log) > 0));
    };
    await page.evaluate(() => microsim.press('partition'));
    await wait(page, 11);
    expect(await streams()).toEqual([0, 0]);
    let [most_a, most_b] = [0, 0];
    for (let i = 0; i < 8; ++i) {
      await wait(page, 0.25);
      const [a, b] = await streams();
      most_a = Math.max(most_a, a!);
      most_b = Math.max(most_b, b!);
    }
    expect(most_a).toBeGreaterThan(150);
    expect(most_b).toBeGreaterThan(150);
    await wait(page, 5);
    expect(await streams()).toEqual([0, 0]);
    expect(await logs()).toEqual([[true, false], [false, true]]);
  });

  test('after a sync of both leaders a red banner shows the conflict and both values', async ({ page }) => {
    await page.evaluate(() => microsim.press('partition'));
    await wait(page, 15);
    let count = await paint(page);
    expect(count(LIGHT.purple, LINKS_OF_1)).toBe(0);
    expect(count(LIGHT.red, STRIP)).toBeLessThan(2000);
    await page.evaluate(() => microsim.press('heal'));
    await wait(page, 0.5);
    count = await paint(page);
    expect(count(LIGHT.purple, LINKS_OF_1)).toBeGreaterThan(300);
    expect(count(LIGHT.red, STRIP)).toBe(0);
    await wait(page, 5);
    count = await paint(page);
    expect(count(LIGHT.purple, LINKS_OF_1)).toBe(0);
    expect(count(LIGHT.red, STRIP)).toBeGreaterThan(15_000);
    for (const words of [[20, 340, 120, 22], [270, 340, 160, 22], [560, 340, 120, 22]] as const) {
      expect(count(LIGHT.text, words)).toBeGreaterThan(5);
    }
  });
});

test.describe('by touch', () => {
  test.use({ hasTouch: true });

  for (const [resolution, button, balance] of [
    ['last-write-wins', 'resolve-lww', 750],
    ['manual', 'resolve-manual', 500],
  ] as const) {
    test(`the specification can be played through to ${resolution}`, async ({ page }) => {
      await openSim(page, '?speed=5', SPLIT_BRAIN);
      await pressBy(page, 'touch', 'partition');
      await expect.poll(async () => (await state(page)).phase).toBe('elected');
      await expect(page.getByRole('button', { name: 'Heal Partition' })).toBeEnabled();
      await settle(page);
      await pressBy(page, 'touch', 'heal');
      await expect.poll(async () => (await state(page)).phase).toBe('conflict');
      await settle(page);
      await slideBy(page, 'touch', 'manual-balance', 500);
      await settle(page);
      await pressBy(page, 'touch', button);
      await expect.poll(async () => (await state(page)).resolution).toBe(resolution);
      for (const node of (await state(page)).nodes.slice(0, 2)) {
        expect(node.balance).toBe(balance);
        expect(node.log.at(-1)).toContain(`user balance = $${balance}`);
      }
      await settle(page);
      await pressBy(page, 'touch', 'reset');
      await expect.poll(async () => (await state(page)).phase).toBe('healthy');
    });
  }
});

test('by mouse, as fast as the Explore drawer lets it', async ({ page }) => {
  await openSim(page, '?speed=5', SPLIT_BRAIN);
  await click(page, 'partition');
  await expect.poll(async () => (await state(page)).phase).toBe('elected');
  await expect(button(page, 'Heal Partition')).toBeEnabled();
  await settle(page);
  await click(page, 'heal');
  await expect.poll(async () => (await state(page)).phase).toBe('conflict');
  await settle(page);
  await click(page, 'resolve-manual');
  await expect.poll(async () => (await state(page)).resolution).toBe('manual');
  await settle(page);
  await click(page, 'reset');
  await expect.poll(async () => (await state(page)).phase).toBe('healthy');
});

test('by keyboard alone', async ({ page }) => {
  await openSim(page, '?speed=5', SPLIT_BRAIN);
  await tabTo(page, button(page, 'Partition Network'));
  await page.keyboard.press('Enter');
  await expect(button(page, 'Heal Partition')).toBeEnabled();
  await wait(page, 15);
  await page.keyboard.press('Tab');
  await expect(button(page, 'Heal Partition')).toBeFocused();
  await page.keyboard.press('Space');
  await expect(button(page, 'Last-Write-Wins')).toBeEnabled();
  await tabTo(page, page.getByRole('slider', { name: /Manual Resolution/ }));
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+Tab');
  await expect(button(page, 'Manual Resolution')).toBeFocused();
  await page.keyboard.press('Enter');
  expect(await state(page)).toMatchObject({ phase: 'resolved', resolution: 'manual' });
  for (const { balance } of (await state(page)).nodes.slice(0, 2)) expect(balance).toBe(500);
});

test('other rules of promotion keep one leader, and no write is lost', async ({ page }) => {
  await openSim(page, '?paused=1&nodes=5', SPLIT_BRAIN);
  for (const rule of ['majority', 'fencing']) {
    await page.evaluate((rule) => {
      microsim.set('promotion', rule);
      microsim.press('partition');
      microsim.advance(30);
    }, rule);
    expect((await state(page)).leaders).toEqual(['node-2']);
    await page.evaluate(() => {
      microsim.press('heal');
      microsim.advance(10);
    });
    expect(await state(page)).toMatchObject({ phase: 'resolved', conflict: null });
    for (const { balance } of (await state(page)).nodes) expect(balance).toBe(750);
  }
});

test('a click on a node moves it to the other side of the split', async ({ page }) => {
  await openSim(page, '', SPLIT_BRAIN);
  const { x, y } = (await page.locator('canvas').boundingBox())!;
  const before = await page.evaluate(() => microsim.controls().find(({ id }) => id === 'beside-3')!.value);
  expect(before).toBe(false);
  // Node 3 stands below Node 2, right of the middle.
  await page.mouse.click(x + 488, y + 260);
  await expect
    .poll(() => page.evaluate(() => microsim.controls().find(({ id }) => id === 'beside-3')!.value))
    .toBe(true);
});
