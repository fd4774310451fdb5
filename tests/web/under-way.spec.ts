// The messages under way while the clock stands still: a list in which each can be disturbed.

import { expect, test, type Page } from '@playwright/test';
import { controls, openSim, tabTo } from './sim';

const PATH = '/sims/replication-topology-comparison/main.html';

const list = (page: Page) => page.getByRole('region', { name: 'Messages under way' });
const underWay = async (page: Page) =>
  (await controls(page)).find(({ id }) => id === 'drop')!.options!;

/** A write of the single leader, shortly after it was sent. */
async function stopOnTheWay(page: Page): Promise<void> {
  await openSim(page, '?topology=single-leader', PATH);
  await page.evaluate(() => {
    microsim.pause();
    microsim.press('simulate-write');
    for (let i = 0; i < 40 && !microsim.controls().find(({ id }) => id === 'drop')!.options!.length; ++i) {
      microsim.advance(0.05);
    }
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
    if ((await button.getAttribute('aria-disabled')) === 'true') {
      const why = await button.getAttribute('aria-describedby');
      expect(why).toContain(`why-${message}`);
      continue;
    }
    await page.keyboard.press('Enter');
    const done = await page.evaluate(() => microsim.history().filter(({ kind }) => kind === 'command').at(-1));
    expect(done).toMatchObject({ id, value: message });
    expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true);
    expect(await page.evaluate(() => microsim.link('moment'))).toContain(`${id}=${message}@`);
    if (name === 'Drop') expect(await underWay(page)).not.toContain(message);
    if (name === 'Duplicate') expect((await underWay(page)).length).toBeGreaterThan(1);
  }
});
