import { expect, test } from '@playwright/test';
import { controls, FRAME, frames, openHost, openSim, picture, QUORUM, settle, SIMS } from './sim';

for (const id of SIMS) {
  test(`${id} from 320 to 1200 px: nothing is clipped, nothing scrolls sideways`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 800 });
    await openSim(page, '', `/sims/${id}/main.html`);
    for (const width of [320, 400, 700, 800, 1200]) {
      await page.setViewportSize({ width, height: 800 });
      const canvas = page.locator('canvas');
      await expect.poll(async () => (await canvas.boundingBox())?.width).toBe(width);
      await settle(page);
      const { x, height } = (await canvas.boundingBox())!;
      expect(x).toBe(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      checkBoxes(await controls(page), width, height);
    }
  });
}

// Within the picture, large enough for a finger, none over another.
function checkBoxes(shown: Awaited<ReturnType<typeof controls>>, width: number, height: number): void {
  const boxes = shown.flatMap(({ id, rect }) => (rect ? [{ id, rect }] : []));
  for (const { id, rect } of boxes) {
    const [x, y, w, h] = rect;
    const where = `${id} at ${width} px`;
    expect(x, where).toBeGreaterThanOrEqual(0);
    expect(x + w, where).toBeLessThanOrEqual(width);
    expect(y + h, where).toBeLessThanOrEqual(height);
    expect(h, where).toBeGreaterThanOrEqual(44);
    expect(w, where).toBeGreaterThanOrEqual(44);
  }
  for (const a of boxes) {
    for (const b of boxes) {
      if (a.id < b.id) expect(overlap(a.rect, b.rect), `${a.id} and ${b.id} at ${width} px`).toBe(false);
    }
  }
}

for (const id of SIMS) {
  test(`${id} draws a picture, and the browser has nothing to complain about`, async ({ page }) => {
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await openSim(page, '', `/sims/${id}/main.html`);
    await settle(page);
    const shown = (await picture(page)).toString('base64');
    const colours = await page.evaluate(async (shown) => {
      const image = new Image();
      image.src = `data:image/png;base64,${shown}`;
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), {
        width: image.width,
        height: image.height,
      });
      const context = canvas.getContext('2d')!;
      context.drawImage(image, 0, 0);
      const pixels = context.getImageData(0, 0, image.width, image.height);
      return new Set(new Uint32Array(pixels.data.buffer)).size;
    }, shown);
    expect(colours).toBeGreaterThan(100);
    expect(complaints).toEqual([]);
  });
}

test('the canvas has the height that the metadata promises', async ({ page, request }) => {
  const metadata = await (await request.get(QUORUM.replace('main.html', 'metadata.json'))).json();
  await openSim(page);
  expect((await page.locator('canvas').boundingBox())!.height).toBe(metadata.canvasHeight);
});

for (const ratio of [1, 1.5, 2, 3]) {
  test(`at ${ratio} device pixels per pixel the picture is sharp`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({
      baseURL: baseURL!, viewport: { width: 700, height: 720 }, deviceScaleFactor: ratio,
    });
    const page = await context.newPage();
    await openSim(page);
    const size = await page.evaluate(() => {
      const { width, height, clientWidth, clientHeight } = document.querySelector('canvas')!;
      return { width, height, clientWidth, clientHeight };
    });
    expect(Math.abs(size.width - size.clientWidth * ratio)).toBeLessThanOrEqual(1);
    expect(Math.abs(size.height - size.clientHeight * ratio)).toBeLessThanOrEqual(1);
    await context.close();
  });
}

test('the picture follows the width of the page', async ({ page }) => {
  await openSim(page);
  await page.setViewportSize({ width: 500, height: 720 });
  await settle(page);
  const fresh = await picture(page);
  expect(await page.evaluate(() => document.querySelector('canvas')!.width)).toBe(500);
  await openSim(page);
  await settle(page);
  expect((await picture(page)).equals(fresh)).toBe(true);
});

test('in a page of another width everything is in its place at once, and does not travel there', async ({ page }) => {
  await openSim(page, '?paused=1', '/sims/replication-topology-comparison/main.html');
  await settle(page);
  const before = await frames(page);
  await page.setViewportSize({ width: 640, height: 800 });
  await settle(page);
  const drawn = (await frames(page)) - before;
  expect(drawn).toBeGreaterThan(0);
  // To travel takes a quarter of a second: fifteen frames where nothing else has the machine.
  expect(drawn).toBeLessThan(8);
});

test('the picture follows the width of its place while the window stays as it is', async ({ page }) => {
  await page.setViewportSize({ width: 500, height: 720 });
  await openSim(page);
  await settle(page);
  const fresh = await picture(page);
  await page.setViewportSize({ width: 700, height: 720 });
  await openSim(page);
  await settle(page);
  await page.evaluate(() => (document.body.style.width = '500px'));
  await expect.poll(() => page.evaluate(() => document.querySelector('canvas')!.width)).toBe(500);
  await settle(page);
  expect((await picture(page)).equals(fresh)).toBe(true);
});

test('a window that comes to a screen of other pixels is as sharp as one that began there', async ({ browser, baseURL }) => {
  const shown: string[] = [];
  for (const ratio of [2, 1]) {
    const context = await browser.newContext({
      baseURL: baseURL!, viewport: { width: 700, height: 719 + ratio }, deviceScaleFactor: ratio,
    });
    const page = await context.newPage();
    await openSim(page);
    await settle(page);
    const client = await context.newCDPSession(page);
    await client.send('Emulation.setDeviceMetricsOverride', {
      width: 700, height: 721, deviceScaleFactor: 2, mobile: false,
    });
    await expect.poll(() => page.evaluate(() => document.querySelector('canvas')!.width)).toBe(1400);
    await settle(page);
    // Below the help button, above the link: what the sim itself draws.
    const clip = { x: 0, y: 70, width: 700, height: 540, scale: 1 };
    shown.push((await client.send('Page.captureScreenshot', { clip })).data);
    await context.close();
  }
  expect(shown[1] === shown[0]).toBe(true);
});

test('the back link is there in a tab of its own, and gone in a frame', async ({ page }) => {
  await openSim(page);
  await expect(page.getByRole('link', { name: 'Back to the lesson plan' })).toBeVisible();
  const frame = await openHost(page, FRAME);
  await expect(frame.getByRole('link', { name: 'Back to the lesson plan' })).toBeHidden();
});

function overlap(a: number[], b: number[]): boolean {
  const [ax = 0, ay = 0, aw = 0, ah = 0] = a;
  const [bx = 0, by = 0, bw = 0, bh = 0] = b;
  return ax < bx + bw && bx < ax + aw && ay < by + bh && by < ay + ah;
}
