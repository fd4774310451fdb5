// Addresses that play a run: the same link gives the same state, whoever wrote it down.

import { expect, test, type Page } from '@playwright/test';
import { openSim, SIMS, state } from './sim';

const notice = (page: Page) => page.locator('.notice');
const now = (page: Page) => page.evaluate(() => microsim.now);
const link = (page: Page) => page.evaluate(() => microsim.link('moment'));
const text = (page: Page) => page.evaluate(() => JSON.stringify(microsim.state()));
const queryOf = (address: string) => new URL(address).search;

for (const id of SIMS) {
  test(`link, run, link is the identity: ${id}`, async ({ page }) => {
    const path = `/sims/${id}/main.html`;
    await openSim(page, '?seed=7&paused=1', path);
    await page.evaluate(() => {
      const button = () => microsim.controls().find(({ id, kind, enabled, place }) => id !== 'reset' && kind === 'button' && enabled && place === 'panel');
      for (let i = 0; i < 3; ++i) {
        const { id } = button() ?? {};
        if (id) microsim.press(id);
        microsim.advance(0.317);
      }
      const setting = microsim.controls().find(({ kind, enabled, place }) => kind !== 'button' && enabled && place === 'explore');
      if (setting?.kind === 'toggle') microsim.set(setting.id, !setting.value);
      microsim.advance(0.1);
    });
    const [first, shown] = [await link(page), await text(page)];
    expect(first).toContain('do=');
    await openSim(page, queryOf(first), path);
    await expect(notice(page)).toHaveCount(0);
    expect(await text(page)).toBe(shown);
    expect(await link(page)).toBe(first);
    // The clock stands where the link says.
    const stopped = await now(page);
    await page.waitForTimeout(400);
    expect(await now(page)).toBe(stopped);
    expect(await text(page)).toBe(shown);
  });
}

test('the settings of the beginning belong to the moment', async ({ page }) => {
  await openSim(page, '?n=7&w=2&r=2&theme=dark');
  await page.evaluate(() => {
    microsim.set('r', 3);
    microsim.press('simulate-write');
    microsim.advance(60);
  });
  const [address, shown] = [await link(page), await text(page)];
  expect(queryOf(address)).toMatch(/^\?n=7&w=2&r=2&seed=1&do=r=3@0,simulate-write@0&at=[\d.]+&theme=dark$/);
  await openSim(page, queryOf(address));
  expect(await text(page)).toBe(shown);
  await page.evaluate(() => microsim.reset());
  expect(await state(page)).toMatchObject({ n: 7, w: 2, r: 2 });
});

for (const [who, query] of [
  ['the page itself', 'do=w=2@0,simulate-write@0.1,r=1@0.4&at=0.5'],
  ['encodeURIComponent', `do=${encodeURIComponent('w=2@0,simulate-write@0.1,r=1@0.4')}&at=0.5`],
  ['URLSearchParams', String(new URLSearchParams({ do: 'w=2@0,simulate-write@0.1,r=1@0.4', at: '0.5' }))],
  ['who encodes the commas alone', 'do=w=2@0%2Csimulate-write@0.1%2Cr=1@0.4&at=0.5'],
  ['who encodes @ and = alone', 'do=w%3D2%400,simulate-write%400.1,r%3D1%400.4&at=0.5'],
  ['who encodes the values', 'do=w=%32@0,simulate-write@0.1,r=%31@0.4&at=0.5'],
] as const) {
  test(`a link is understood as written by ${who}`, async ({ page }) => {
    await openSim(page, `?${query}`);
    await expect(notice(page)).toHaveCount(0);
    expect(await state(page)).toMatchObject({ w: 2, r: 1 });
    expect(await now(page)).toBe(0.5);
    expect(queryOf(await link(page))).toBe('?seed=1&do=w=2@0,simulate-write@0.1,r=1@0.4&at=0.5');
  });
}

test('bad entries are named in a warning and left out, the rest is played', async ({ page }) => {
  await openSim(page, '?do=w=2@0,nonsense,w=99@0.1,launch@0.2,r=1@0.3,n=3@0.1,time=0@0.4,w=1@0.4567&at=0.5');
  expect(await state(page)).toMatchObject({ n: 5, w: 2, r: 1 });
  for (const bad of ['“nonsense”', '“w=99@0.1”', '“launch@0.2”', '“n=3@0.1”', '“time=0@0.4”', '“w=1@0.4567”']) {
    await expect(notice(page)).toContainText(bad);
  }
  await expect(notice(page).locator('p')).toHaveCount(6);
  expect(queryOf(await link(page))).toBe('?seed=1&do=w=2@0,r=1@0.3&at=0.5');
});

for (const bad of ['-1', 'soon', '1.2345', '1e3', '86401', '%20']) {
  test(`at=${bad} is named in a warning and left out`, async ({ page }) => {
    await openSim(page, `?do=w=2@0&at=${bad}`);
    expect(await state(page)).toMatchObject({ w: 2 });
    await expect(notice(page)).toContainText('at=');
  });
}

test('markup in a link stays text', async ({ page }) => {
  await openSim(page, `?do=${encodeURIComponent('<img src=x onerror=alert(1)>@0,w=2@0')}&at=0`);
  await expect(notice(page)).toContainText('<img');
  await expect(notice(page).locator('img')).toHaveCount(0);
  expect(await state(page)).toMatchObject({ w: 2 });
});

test('a link holds at most 500 commands and 8 kB, and says so', async ({ page }) => {
  const most = Array.from({ length: 500 }, (_, i) => `w=${1 + (i % 3)}@0`);
  await openSim(page, `?do=${most.join()}&at=0`);
  await expect(notice(page)).toHaveCount(0);
  expect(await state(page)).toMatchObject({ w: 2 });

  await openSim(page, `?do=${[...most, 'w=1@0'].join()}&at=0`);
  await expect(notice(page)).toContainText(/at most 500 .* 501/);
  expect(await state(page)).toMatchObject({ w: 3 });

  await openSim(page, `?do=w=2@0,${'x'.repeat(8200)}@0`);
  await expect(notice(page)).toContainText('8192');
  expect(await state(page)).toMatchObject({ w: 3 });
});

test('a run that is too long for a link is refused in words', async ({ page }) => {
  await openSim(page);
  await page.evaluate(() => {
    for (let i = 0; i < 501; ++i) microsim.set('w', 1 + (i % 3));
  });
  await expect(link(page)).rejects.toThrow(/at most 500 commands .* 501/);
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Link to these settings', { exact: true })).toHaveValue(/w=3/);
  await expect(dialog.getByLabel('Link to this moment', { exact: true })).toHaveCount(0);
  await expect(dialog).toContainText(/Link to this moment: .*at most 500 commands/);
});
