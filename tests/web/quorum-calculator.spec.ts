// The specification of the Quorum Calculator, played through on its page.

import { expect, test } from '@playwright/test';
import { middleOf, openSim, settle, state } from './sim';

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
