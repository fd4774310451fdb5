// What the tests have in common: opening a sim by itself or in a host page, finding its controls.

import { expect, type Frame, type Locator, type Page } from '@playwright/test';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Control } from '../../web/microsim';

/** The ids of all sims of the build. */
export const SIMS = readdirSync(join(__dirname, '../../dist/sims')).filter((id) => id !== 'shared');

export const QUORUM = '/sims/quorum-calculator/main.html';

const SITE = `http://127.0.0.1:${process.env.PORT ?? '8321'}`;

/** The Quorum Calculator in a host page, as a course embeds it. */
export const FRAME = `<iframe src="${SITE}${QUORUM}" title="Sim" width="100%" height="686" scrolling="no"></iframe>`;

/** The state of the Quorum Calculator, as far as the tests look at it. */
export interface QuorumState {
  n: number;
  w: number;
  r: number;
  sum: number;
  consistent: boolean;
  writeTolerance: number;
  readTolerance: number;
  nodes: { id: string; wrote: boolean; read: boolean; overlap: boolean; version: number }[];
  lastRead: { version: number; stale: boolean } | null;
}

/** Opens a sim and waits until it can be used. */
export async function openSim(page: Page, query = '', path = QUORUM): Promise<void> {
  await page.goto(path + query);
  await page.evaluate(() => microsim.ready);
}

/** Opens a page of another site that says `html`, and waits for the sim in its first frame. */
export async function openHost(page: Page, html: string): Promise<Frame> {
  // To a browser, another name of this machine is another site.
  await page.goto(`${SITE.replace('127.0.0.1', 'localhost')}/sims/shared/licences.html`);
  await page.setContent(`<!doctype html><title>Host</title>${html}`);
  const frame = page.frames()[1]!;
  await frame.waitForFunction(() => window.microsim);
  await frame.evaluate(() => microsim.ready);
  return frame;
}

export const state = (page: Page | Frame): Promise<QuorumState> =>
  page.evaluate(() => microsim.state() as QuorumState);

export const controls = (page: Page | Frame): Promise<Control[]> =>
  page.evaluate(() => microsim.controls());

export const frames = (page: Page | Frame): Promise<number> =>
  page.evaluate(() => microsim.frames);

/** Waits until no frame has been drawn for half a second. */
export async function settle(page: Page | Frame): Promise<void> {
  let before = -1;
  await expect(async () => {
    const now = await frames(page);
    const still = now === before;
    before = now;
    expect(still).toBe(true);
  }).toPass({ intervals: [500], timeout: 20_000 });
}

/** Moves the mouse or finger: the middle of a control's widget on the screen. */
export async function middleOf(page: Page, id: string): Promise<{ x: number; y: number }> {
  const canvas = (await page.locator('canvas').boundingBox())!;
  const control = (await controls(page)).find((each) => each.id === id)!;
  const [left, top, width, height] = control.rect!;
  return { x: canvas.x + left + width / 2, y: canvas.y + top + height / 2 };
}

/** Who uses a control: a person with a mouse or a finger, or a program. */
export const WAYS = ['mouse', 'touch', 'window.microsim'] as const;
export type Way = (typeof WAYS)[number];

/** Presses a button; a finger needs a page that has touch. */
export async function pressBy(page: Page, way: Way, id: string): Promise<void> {
  if (way === 'window.microsim') return page.evaluate((id) => microsim.press(id), id);
  const { x, y } = await middleOf(page, id);
  await (way === 'mouse' ? page.mouse.click(x, y) : page.touchscreen.tap(x, y));
}

/** Sets a slider, by pointing at the place of the value on its track. */
export async function slideBy(page: Page, way: Way, id: string, value: number): Promise<void> {
  if (way === 'window.microsim') {
    return page.evaluate(([id, value]) => microsim.set(id, value), [id, value] as const);
  }
  const { y } = await middleOf(page, id);
  const canvas = (await page.locator('canvas').boundingBox())!;
  const { rect, min, max } = (await controls(page)).find((each) => each.id === id)!;
  const [left, , width] = rect!;
  // The thumb stays within the widget.
  const x = canvas.x + left + 10 + ((width - 20) * (value - min!)) / (max! - min!);
  await (way === 'mouse' ? page.mouse.click(x, y) : page.touchscreen.tap(x, y));
}

/** The picture, as bytes that are equal when every pixel is. */
export const picture = (page: Page): Promise<Buffer> => page.locator('canvas').screenshot();

/** The colours of the light theme that say something. */
export const LIGHT = {
  plain: 0xdfe7ee,
  orange: 0xf2a104,
  blue: 0x0072b2,
  green: 0x00795a,
  red: 0xb3261e,
  gold: 0xf7c948,
  teal: 0x2a9d9a,
  purple: 0x8e4b86,
  line: 0x8496a6,
  text: 0x17232e,
  orangeText: 0x8f4f00,
  blueText: 0x00609a,
  greenText: 0x006a4e,
  purpleText: 0x7b3b74,
} as const;

/** A part of the picture: left, top, width and height. */
export type Part = readonly [number, number, number, number];

/**
 * Once nothing moves: how many pixels have a colour (0xRRGGBB) in a part of the picture. To be used
 * on a paused page.
 */
export async function paint(page: Page): Promise<(colour: number, part: Part) => number> {
  await settle(page);
  const png = (await picture(page)).toString('base64');
  const { width, text } = await page.evaluate(async (png) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const { width, height } = image;
    const context = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d')!;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    let text = '';
    for (let i = 0; i < data.length; i += 4) {
      text += String.fromCharCode(data[i]!, data[i + 1]!, data[i + 2]!);
    }
    return { width, text };
  }, png);
  const pixels = Buffer.from(text, 'latin1');
  return (colour, [left, top, partWidth, partHeight]) => {
    let found = 0;
    for (let y = top; y < top + partHeight; ++y) {
      for (let x = left; x < left + partWidth; ++x) {
        if (pixels.readUIntBE(3 * (y * width + x), 3) === colour) ++found;
      }
    }
    return found;
  };
}

/** Presses Tab until the locator has the focus; fails if it is never reached. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 40; ++presses) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab never came to ${target}`);
}
