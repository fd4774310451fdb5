import { expect, test, type Page } from '@playwright/test';
import { middleOf, openSim, settle, state } from './sim';

test.use({ hasTouch: true, viewport: { width: 400, height: 500 } });

/** A finger that goes along a line, as the browser itself would report it. */
async function swipe(page: Page, from: { x: number; y: number }, dx: number, dy: number) {
  const client = await page.context().newCDPSession(page);
  const at = (part: number) => [{ x: from.x + dx * part, y: from.y + dy * part }];
  await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) });
  for (let step = 1; step <= 10; ++step) {
    await client.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(step / 10) });
  }
  await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await settle(page);
}

/** Scrolls the control into the window, and says where it is. */
async function bring(page: Page, id: string) {
  const { y } = await middleOf(page, id);
  await page.evaluate((y) => scrollTo(0, y - 250), y);
  return middleOf(page, id);
}

test('a tap presses a button', async ({ page }) => {
  await openSim(page);
  const { x, y } = await bring(page, 'simulate-write');
  await page.touchscreen.tap(x, y);
  await expect.poll(async () => (await state(page)).nodes.filter(({ wrote }) => wrote).length).toBe(3);
});

test('a finger drags a slider sideways', async ({ page }) => {
  await openSim(page);
  const { x, y } = await bring(page, 'n');
  await swipe(page, { x, y }, 190, 0);
  expect((await state(page)).n).toBe(7);
});

test('a swipe up over the sim scrolls the page and changes nothing', async ({ page }) => {
  await openSim(page);
  const before = await state(page);
  await swipe(page, { x: 200, y: 350 }, 0, -150);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(50);
  expect(await state(page)).toEqual(before);
});
