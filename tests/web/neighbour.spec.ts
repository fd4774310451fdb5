// The sim in somebody else's page.

import { expect, test } from '@playwright/test';
import { FRAME, frames, middleOf, openHost, openSim, picture, settle, state } from './sim';

const TALL = '<div style="height: 1500px">Text above or below</div>';

test('the page that embeds a sim keeps its focus and its place on load', async ({ page }) => {
  await openHost(page, `<input id="field" autofocus>${TALL}${FRAME}${TALL}`);
  await page.waitForTimeout(500);
  await expect(page.locator('#field')).toBeFocused();
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

test('the wheel scrolls the host page over the sim, also after a click in it', async ({ page }) => {
  await openHost(page, `${FRAME}${TALL}`);
  await page.mouse.move(300, 200);
  await page.mouse.wheel(0, 200);
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(200);
  await page.mouse.click(300, 50);
  await page.mouse.wheel(0, 100);
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(300);
});

test('a click in the sim does not scroll the host page', async ({ page }) => {
  await openHost(page, `${FRAME}${TALL}`);
  await page.evaluate(() => scrollTo(0, 300));
  await page.mouse.click(300, 200);
  await page.waitForTimeout(300);
  expect(await page.evaluate(() => scrollY)).toBe(300);
});

test('a button let go outside of the sim does not stay pressed', async ({ page }) => {
  await openSim(page);
  const { x, y } = await middleOf(page, 'simulate-write');
  await page.mouse.move(x, y);
  await page.mouse.down();
  await settle(page);
  await page.mouse.move(350, 700);
  await page.mouse.up();
  await page.mouse.move(x, y - 200);
  await settle(page);
  expect((await state(page)).nodes.some(({ wrote }) => wrote)).toBe(false);
});

test('nothing is drawn while nothing moves, and hardly any time is spent', async ({ page }) => {
  await openSim(page);
  await settle(page);
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busy = async () =>
    (await client.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')!.value;
  const [drawn, before] = [await frames(page), await busy()];
  await page.waitForTimeout(3000);
  const spent = (await busy()) - before;
  expect(await frames(page)).toBe(drawn);
  expect(spent).toBeLessThan(0.03);
});

test('a hidden page draws nothing and no time passes, then it goes on', async ({ page }) => {
  await openSim(page);
  await settle(page);
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    microsim.press('simulate-write');
  });
  const drawn = await frames(page);
  await page.waitForTimeout(1000);
  expect(await frames(page)).toBe(drawn);
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'visible', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await expect.poll(() => frames(page)).toBeGreaterThan(drawn + 5);
});

test('a frame that is scrolled out of sight sleeps, but can be used', async ({ page }) => {
  const frame = await openHost(page, `${TALL}${FRAME}`);
  await settle(frame);
  const drawn = await frames(frame);
  await frame.evaluate(() => microsim.press('simulate-write'));
  await page.waitForTimeout(1000);
  expect(await frames(frame)).toBe(drawn);
  expect((await frame.evaluate(() => microsim.state())) as object).toMatchObject({ w: 3 });
  await page.evaluate(() => scrollTo(0, 1500));
  await expect.poll(() => frames(frame)).toBeGreaterThan(drawn + 5);
});

test('a lost graphics context comes back with every pixel', async ({ page }) => {
  await openSim(page);
  await page.evaluate(() => {
    microsim.press('simulate-write');
    microsim.advance(60);
  });
  await settle(page);
  const before = await picture(page);
  await page.evaluate(async () => {
    const canvas = document.querySelector('canvas')!;
    const extension = canvas.getContext('webgl2')!.getExtension('WEBGL_lose_context')!;
    const event = (name: string) => new Promise((heard) => canvas.addEventListener(name, heard, { once: true }));
    const lost = event('webglcontextlost');
    extension.loseContext();
    await lost;
    microsim.set('w', 4);
    microsim.set('w', 3);
    microsim.reset();
    microsim.press('simulate-write');
    microsim.advance(60);
    const restored = event('webglcontextrestored');
    setTimeout(() => extension.restoreContext());
    await restored;
  });
  await settle(page);
  expect((await picture(page)).equals(before)).toBe(true);
});

test('of twenty sims in one page the first still has its picture after the last', async ({ page }) => {
  test.slow();
  const count = 20;
  await openHost(page, FRAME.replace('<iframe', '<iframe loading="lazy"').repeat(count));
  for (let i = 0; i < count; ++i) {
    await page.locator('iframe').nth(i).scrollIntoViewIfNeeded();
    await expect(async () => {
      const frame = page.frames()[i + 1]!;
      expect(await frame.evaluate(() => window.microsim && microsim.frames > 0)).toBe(true);
    }).toPass();
  }
  await page.locator('iframe').first().scrollIntoViewIfNeeded();
  const first = page.frames()[1]!;
  const gone = () => first.evaluate(() => document.querySelector('canvas')!.getContext('webgl2')!.isContextLost());
  await expect.poll(gone, { timeout: 20_000 }).toBe(false);
  const drawn = await frames(first);
  await first.evaluate(() => microsim.press('simulate-write'));
  await expect.poll(() => frames(first)).toBeGreaterThan(drawn);
});

test('a sim that has been out of sight for a while leaves a copy of its picture', async ({ page }) => {
  const frame = await openHost(page, FRAME.replace('<iframe', '<iframe style="border: 0"') + TALL);
  await settle(frame);
  const picture = () => frame.locator('#canvas').screenshot();
  const shown = await picture();
  await page.evaluate(() => scrollTo(0, 1200));
  const copy = frame.locator('img.copy');
  await expect(copy).toBeAttached({ timeout: 15_000 });
  expect(await frame.evaluate(() => document.querySelector('canvas')!.getContext('webgl2')!.isContextLost())).toBe(true);
  // The same picture, pixel by pixel.
  const differing = await frame.evaluate(async (png) => {
    const pixels = async (source: string) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const context = document.createElement('canvas').getContext('2d')!;
      Object.assign(context.canvas, { width: 600, height: 400 });
      context.drawImage(image, 0, 0);
      return context.getImageData(0, 60, 600, 300).data; // below the button of the page
    };
    const [before, after] = await Promise.all([
      pixels(`data:image/png;base64,${png}`),
      pixels(document.querySelector<HTMLImageElement>('img.copy')!.src),
    ]);
    return before.filter((value, i) => value !== after[i]).length;
  }, shown.toString('base64'));
  expect(differing).toBe(0);
  await page.evaluate(() => scrollTo(0, 0));
  await expect(copy).not.toBeAttached();
  await settle(frame);
  expect((await picture()).equals(shown)).toBe(true);
});

test('the sim follows the preference for light or dark, unless the address says', async ({ page }) => {
  const brightness = async () => {
    await settle(page);
    const png = (await picture(page)).toString('base64');
    return page.evaluate(async (png) => {
      const image = new Image();
      image.src = `data:image/png;base64,${png}`;
      await image.decode();
      const context = document.createElement('canvas').getContext('2d')!;
      context.drawImage(image, 0, 0);
      return context.getImageData(20, 60, 1, 1).data[0]!;
    }, png);
  };
  await openSim(page);
  expect(await brightness()).toBeGreaterThan(200);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(brightness).toBeLessThan(60);
  await openSim(page, '?theme=light');
  expect(await brightness()).toBeGreaterThan(200);
  await page.emulateMedia({ colorScheme: 'light' });
  await openSim(page, '?theme=dark');
  expect(await brightness()).toBeLessThan(60);
});

test('whoever prefers less motion sees the change at once', async ({ page }) => {
  await openSim(page);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await settle(page);
  const drawn = await frames(page);
  await page.evaluate(() => microsim.press('simulate-write'));
  await settle(page);
  const spent = (await frames(page)) - drawn;
  expect(spent).toBeGreaterThan(0);
  expect((await state(page)).nodes.filter(({ wrote }) => wrote)).toHaveLength(3);
});
