// The specification of the Split-Brain Scenario, played through on its page.

import { expect, test, type Page } from '@playwright/test';
import { controls, middleOf, openSim, settle, tabTo } from './sim';

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
