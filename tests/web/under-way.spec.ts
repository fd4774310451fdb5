// The messages under way while the clock stands still: a list in which each can be disturbed.

import { expect, test, type Page } from '@playwright/test';
import { controls, frames, openSim, settle, tabTo } from './sim';

const list = (page: Page) => page.getByRole('region', { name: 'Messages under way' });
const underWay = async (page: Page) =>
  (await controls(page)).find(({ id }) => id === 'drop')!.options!;

/** A write that has been sent and has not arrived. */
async function stopOnTheWay(page: Page): Promise<void> {
  await openSim(page);
  await page.evaluate(() => {
    microsim.pause();
    microsim.press('simulate-write');
    microsim.advance(0.1);
  });
}

test('they are listed while the clock stands still', async ({ page }) => {
  await stopOnTheWay(page);
  const ids = await underWay(page);
  expect(ids.length).toBeGreaterThan(0);
  const labels = (await controls(page)).find(({ id }) => id === 'drop')!.optionLabels!;
  await expect(list(page).getByRole('listitem')).toHaveCount(ids.length);
  for (const [i, id] of ids.entries()) {
    const row = list(page).getByRole('listitem').nth(i);
    await expect(row).toContainText(labels[i]!);
    for (const name of ['Drop', 'Delay', 'Duplicate']) {
      await expect(row.getByRole('button', { name: `${name} ${id}`, exact: true })).toHaveAccessibleDescription(
        new RegExp(`^${labels[i]}`),
      );
    }
  }
  // No control of its own for what the list does.
  for (const name of ['Drop a Message', 'Delay a Message', 'Duplicate a Message']) {
    await expect(page.getByRole('combobox', { name })).toHaveCount(0);
  }
  await page.evaluate(() => microsim.resume());
  await expect(list(page)).toHaveCount(0);
});

test('a message can be dropped, delayed and doubled by keyboard, and the focus stays with the list', async ({ page }) => {
  for (const [name, id] of [['Delay', 'delay'], ['Duplicate', 'duplicate'], ['Drop', 'drop']] as const) {
    await stopOnTheWay(page);
    const message = (await underWay(page))[0]!;
    const button = list(page).getByRole('button', { name: `${name} ${message}`, exact: true });
    await tabTo(page, button);
    await expect(button).toBeInViewport();
    await expect(button).toHaveAttribute('aria-disabled', 'false');
    await page.keyboard.press('Enter');
    const done = await page.evaluate(() => microsim.history().filter(({ kind }) => kind === 'command').at(-1));
    expect(done).toMatchObject({ id, value: message });
    expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true);
    expect(await page.evaluate(() => microsim.link('moment'))).toContain(`${id}=${message}@`);
    if (name === 'Drop') expect(await underWay(page)).not.toContain(message);
    if (name === 'Duplicate') expect((await underWay(page)).length).toBeGreaterThan(1);
  }
});

test('the focus lights the message up in the picture', async ({ page }) => {
  await stopOnTheWay(page);
  const [first, second] = await underWay(page);
  await settle(page);
  let drawn = await frames(page);
  for (const id of [first, second]) {
    await list(page).getByRole('button', { name: `Drop ${id}`, exact: true }).focus();
    await expect.poll(() => frames(page)).toBeGreaterThan(drawn);
    await settle(page);
    drawn = await frames(page);
  }
  await page.waitForTimeout(500);
  expect(await frames(page)).toBe(drawn);
});
