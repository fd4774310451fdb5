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
export const FRAME = `<iframe src="${SITE}${QUORUM}" title="Sim" width="100%" height="642" scrolling="no"></iframe>`;

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

/** The picture, as bytes that are equal when every pixel is. */
export const picture = (page: Page): Promise<Buffer> => page.locator('canvas').screenshot();

/** Presses Tab until the locator has the focus; fails if it is never reached. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 40; ++presses) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab never came to ${target}`);
}
