// The specification of the Quorum Calculator, played through on its page.

import { expect, test } from '@playwright/test';
import { LIGHT, middleOf, openSim, paint, pressBy, settle, slideBy, state, WAYS, type Part } from './sim';

test.beforeEach(({ page }) => openSim(page));

const many = (nodes: { wrote: boolean; read: boolean; overlap: boolean }[]) => ({
  wrote: nodes.filter(({ wrote }) => wrote).length,
  read: nodes.filter(({ read }) => read).length,
  overlap: nodes.filter(({ overlap }) => overlap).length,
});

test('three sliders: N from 3 to 7, W and R from 1 to N', async ({ page }) => {
  for (const n of [3, 7]) {
    await page.evaluate((n) => microsim.set('n', n), n);
    for (const name of ['W (write quorum)', 'R (read quorum)']) {
      const slider = page.getByRole('slider', { name });
      await expect(slider).toHaveAttribute('min', '1');
      await expect(slider).toHaveAttribute('max', String(n));
    }
    expect((await state(page)).nodes).toHaveLength(n);
  }
});

test('a mouse drags a slider', async ({ page }) => {
  const { x, y } = await middleOf(page, 'n');
  await page.mouse.move(x, y + 10);
  await page.mouse.down();
  await page.mouse.move(x + 60, y + 10, { steps: 5 });
  await page.mouse.move(x + 120, y + 60, { steps: 5 });
  await page.mouse.up();
  await settle(page);
  expect((await state(page)).n).toBe(7);
});

test('a write is acknowledged by W, a read consults R, and green are those in both', async ({ page }) => {
  for (const id of ['simulate-write', 'simulate-read']) {
    const { x, y } = await middleOf(page, id);
    await page.mouse.click(x, y);
    await settle(page);
  }
  const { nodes } = await state(page);
  expect(many(nodes)).toMatchObject({ wrote: 3, read: 3 });
  for (const { wrote, read, overlap } of nodes) expect(overlap).toBe(wrote && read);
  expect(many(nodes).overlap).toBeGreaterThan(0);
});

test('written nodes glow orange, nodes that were read blue, and those in both sets are green', async ({ page }) => {
  const row: Part = [0, 280, 700, 90];
  const discs = async () => {
    const count = await paint(page);
    // A node has about 4,600 pixels of its colour, a badge on it 350.
    const seen = (colour: number) => Math.round(count(colour, row) / 4600);
    return { orange: seen(LIGHT.orange), blue: seen(LIGHT.blue), green: seen(LIGHT.green) };
  };
  await openSim(page, '?paused=1&w=2&r=2');
  expect(await discs()).toEqual({ orange: 0, blue: 0, green: 0 });
  await page.evaluate(() => {
    microsim.press('simulate-stale-read');
    microsim.advance(60);
  });
  expect(await discs()).toEqual({ orange: 2, blue: 2, green: 0 });

  await openSim(page, '?paused=1');
  await page.evaluate(() => {
    microsim.press('simulate-write');
    microsim.advance(60);
  });
  expect(await discs()).toEqual({ orange: 3, blue: 0, green: 0 });
  await page.evaluate(() => {
    microsim.press('simulate-read');
    microsim.advance(60);
  });
  const { overlap, wrote, read } = many((await state(page)).nodes);
  expect(await discs()).toEqual({ orange: wrote - overlap, blue: read - overlap, green: overlap });
});

test('below the nodes W + R is red up to N and green above', async ({ page }) => {
  for (const [w, r, right, wrong] of [
    [2, 3, LIGHT.red, LIGHT.greenText],
    [3, 3, LIGHT.greenText, LIGHT.red],
    [1, 1, LIGHT.red, LIGHT.greenText],
    [5, 1, LIGHT.greenText, LIGHT.red],
  ] as const) {
    await openSim(page, `?paused=1&n=5&w=${w}&r=${r}`);
    const count = await paint(page);
    for (const line of [[20, 430, 310, 24], [20, 456, 310, 24]] as const) {
      expect(count(right, line)).toBeGreaterThan(50);
      expect(count(wrong, line)).toBe(0);
    }
  }
});

test('W + R, the tolerances and the guarantee follow the sliders', async ({ page }) => {
  for (const [n, w, r] of [[5, 3, 3], [5, 2, 3], [3, 1, 3], [7, 7, 1], [7, 1, 1]] as const) {
    await page.evaluate(([n, w, r]) => {
      microsim.set('n', n);
      microsim.set('w', w);
      microsim.set('r', r);
    }, [n, w, r] as const);
    expect(await state(page)).toMatchObject({
      sum: w + r,
      consistent: w + r > n,
      writeTolerance: n - w,
      readTolerance: n - r,
    });
    const words = await page.evaluate(() => microsim.describe());
    expect(words).toContain(`W + R = ${w + r}`);
    expect(words).toContain(`Consistency guaranteed: ${w + r > n ? 'YES' : 'NO'}`);
  }
});

for (const way of WAYS) {
  test.describe(`by ${way}`, () => {
    test.use({ hasTouch: way === 'touch' });

    test('the specification can be played through', async ({ page }) => {
      for (const [id, value] of [['n', 7], ['n', 6], ['w', 4], ['r', 3]] as const) {
        await slideBy(page, way, id, value);
        await expect.poll(async () => (await state(page))[id]).toBe(value);
      }
      expect(await state(page)).toMatchObject({ sum: 7, consistent: true, writeTolerance: 2, readTolerance: 3 });
      await pressBy(page, way, 'simulate-write');
      await expect.poll(async () => many((await state(page)).nodes).wrote).toBe(4);
      await settle(page);
      await pressBy(page, way, 'simulate-read');
      await expect.poll(async () => (await state(page)).lastRead?.stale).toBe(false);
      await settle(page);
      expect(many((await state(page)).nodes)).toMatchObject({ wrote: 4, read: 3 });
      await slideBy(page, way, 'w', 2);
      await expect.poll(async () => (await state(page)).consistent).toBe(false);
      await settle(page);
      await pressBy(page, way, 'simulate-stale-read');
      await expect.poll(async () => (await state(page)).lastRead?.stale).toBe(true);
      await settle(page);
      expect(many((await state(page)).nodes)).toEqual({ wrote: 2, read: 3, overlap: 0 });
      await pressBy(page, way, 'reset');
      await expect.poll(async () => state(page)).toMatchObject({ n: 5, w: 3, r: 3, lastRead: null });
    });
  });
}

test('Simulate Stale Read works only while W + R is at most N, and returns old data', async ({ page }) => {
  const button = page.getByRole('button', { name: 'Simulate Stale Read' });
  await expect(button).toBeDisabled();
  await page.evaluate(() => microsim.set('w', 2));
  await expect(button).toBeEnabled();
  const { x, y } = await middleOf(page, 'simulate-stale-read');
  await page.mouse.click(x, y);
  await expect.poll(async () => (await state(page)).lastRead?.stale).toBe(true);
  const { nodes, lastRead } = await state(page);
  expect(many(nodes)).toEqual({ wrote: 2, read: 3, overlap: 0 });
  expect(lastRead!.version).toBeLessThan(Math.max(...nodes.map(({ version }) => version)));
});

test('lowering N takes W and R with it', async ({ page }) => {
  await page.evaluate(() => {
    microsim.set('n', 7);
    microsim.set('w', 6);
    microsim.set('n', 4);
  });
  expect(await state(page)).toMatchObject({ n: 4, w: 4, r: 3 });
});
