// The run by keyboard and for screen readers: bar of time, events, other run, what happened.

import { expect, test, type Page } from '@playwright/test';
import { controls, openSim, state, tabTo } from './sim';

const bar = (page: Page) => page.getByRole('slider', { name: 'Time' });
const pause = (page: Page) => page.getByRole('checkbox', { name: 'Pause' });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const now = (page: Page) => page.evaluate(() => microsim.now);
const end = (page: Page) => page.evaluate(() => microsim.end);

/** A write, and 0.4 seconds later a read, until nothing moves. */
async function play(page: Page): Promise<void> {
  await openSim(page);
  await page.evaluate(() => {
    microsim.pause();
    microsim.press('simulate-write');
    microsim.advance(0.4);
    microsim.press('simulate-read');
    microsim.advance(60);
    microsim.resume();
  });
  await expect(bar(page)).toHaveAttribute('aria-disabled', 'false');
}

test('the bar says in words where the run stands', async ({ page }) => {
  await openSim(page);
  await expect(bar(page)).toHaveAttribute('aria-disabled', 'true');
  await expect(bar(page)).toHaveAttribute('aria-valuetext', /^0\ss, the beginning$/);
  await play(page);
  await page.evaluate(() => microsim.seek(0.4));
  await expect(bar(page)).toHaveAttribute('aria-valuetext', /^0.4\ss, after .+/);
  await expect(bar(page)).toHaveValue('0.4');
  await expect(bar(page)).toHaveAttribute('max', String(await end(page)));
  // Nothing but the keys' own steps: the words are of the control that everybody asks.
  const time = (await controls(page)).find(({ id }) => id === 'time')!;
  await expect(bar(page)).toHaveAttribute('aria-valuetext', time.valueText!);
});

test('its keys go from event to event, by seconds, and to both ends', async ({ page }) => {
  await play(page);
  const last = await end(page);
  const states = new Map<number, object>();
  for (const time of [0, 0.4, last]) {
    await page.evaluate((time) => microsim.seek(time), time);
    states.set(time, await state(page));
  }
  await page.evaluate(() => microsim.seek(microsim.end));
  await tabTo(page, bar(page));
  await page.keyboard.press('Home');
  expect(await now(page)).toBe(0);
  expect(await state(page)).toMatchObject({ lastRead: null });
  expect((await state(page)).nodes.some(({ wrote }) => wrote)).toBe(false);
  await page.keyboard.press('End');
  expect(await now(page)).toBe(last);
  expect(await state(page)).toEqual(states.get(last));

  // Back through all that happened: never on, and to the beginning in the end.
  const times = [last];
  for (let i = 0; i < 40 && (await page.evaluate(() => microsim.controls().find(({ id }) => id === 'time-back')!.enabled)); ++i) {
    await page.keyboard.press(i % 2 ? 'ArrowLeft' : 'ArrowDown');
    times.push(await now(page));
  }
  expect(times.at(-1)).toBe(0);
  expect(times).toContain(0.4);
  expect(times).toEqual([...times].sort((a, b) => b - a));
  for (let i = 0; i < 40 && (await now(page)) < 0.4; ++i) {
    await page.keyboard.press(i % 2 ? 'ArrowRight' : 'ArrowUp');
  }
  expect(await now(page)).toBe(0.4);

  await page.keyboard.press('PageUp');
  expect(await now(page)).toBe(Math.min(1.4, last));
  await page.keyboard.press('PageDown');
  expect(await now(page)).toBeCloseTo(Math.max(0, Math.min(1.4, last) - 1), 5);
  await page.keyboard.press('PageDown');
  expect(await now(page)).toBe(0);
  await expect(bar(page)).toBeFocused();
});

test('the space bar stops the clock and lets it go on', async ({ page }) => {
  await openSim(page);
  await page.evaluate(() => {
    microsim.pause();
    microsim.press('simulate-write');
    microsim.advance(0.2);
  });
  await expect(pause(page)).toBeChecked();
  await tabTo(page, bar(page));
  await page.keyboard.press('Space');
  await expect(pause(page)).not.toBeChecked();
  await expect.poll(() => now(page)).toBeGreaterThan(0.2);
  await page.keyboard.press('Home');
  await expect(pause(page)).toBeChecked();
  await page.waitForTimeout(400);
  expect(await now(page)).toBe(0);
});

test('other keys stay with the browser', async ({ page }) => {
  await play(page);
  const prevented = await bar(page).evaluate((element) =>
    [{ key: 'Tab' }, { key: 'F5' }, { key: '?' }, { key: 'ArrowLeft', altKey: true }, { key: 'Home', ctrlKey: true }]
      .filter((init) => !element.dispatchEvent(new KeyboardEvent('keydown', { ...init, cancelable: true })))
      .map(({ key }) => key),
  );
  expect(prevented).toEqual([]);
  expect(await now(page)).toBe(await end(page));
});

test('to go back and do something else keeps the old run as the other one', async ({ page }) => {
  await play(page);
  const other = button(page, 'Other Run');
  await expect(other).toHaveCount(0);
  const first = await page.evaluate(() => JSON.stringify([microsim.state(), microsim.link('moment')]));
  await page.evaluate(() => {
    microsim.seek(0.2);
    microsim.set('r', 1);
    microsim.advance(60);
  });
  const second = await page.evaluate(() => JSON.stringify([microsim.state(), microsim.link('moment')]));
  expect(second).not.toBe(first);
  expect(second).toContain('r=1@0.2');
  await expect(other).toHaveAttribute('aria-disabled', 'false');
  for (const expected of [first, second]) {
    await other.focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => JSON.stringify([microsim.state(), microsim.link('moment')]))).toBe(expected);
  }
});

test('what happened is a table that a screen reader can walk through', async ({ page }) => {
  await openSim(page);
  const table = page.getByRole('table', { name: 'What happened' });
  await expect(table).toHaveCount(0);
  await play(page);
  const history = await page.evaluate(() => microsim.history());
  await expect(table.getByRole('row')).toHaveCount(history.length + 1);
  expect(await table.getByRole('columnheader').allTextContents()).toEqual(['Time', 'What', 'Who']);
  const told = await table.locator('tbody tr').evaluateAll((rows) =>
    rows.map((row) => [...row.children].map((cell) => cell.textContent)),
  );
  expect(told).toEqual(
    history.map(({ at, words, kind, who }) => [`${at} s`, words, kind === 'command' ? 'you' : (who ?? '')]),
  );
  // What lies ahead is told apart; rows that stay true stay the same elements.
  const row = table.locator('tbody tr').first();
  await row.evaluate((element) => element.setAttribute('data-same', 'yes'));
  await page.evaluate(() => microsim.seek(0.2));
  await expect(table.locator('tr.ahead').first()).toContainText('0.4 s');
  await expect(table.locator('tr[aria-current=time]')).toHaveCount(1);
  await page.evaluate(() => microsim.press('simulate-write'));
  await expect(table.locator('tbody tr').filter({ hasText: '0.4 s' })).toHaveCount(0);
  await expect(row).toHaveAttribute('data-same', 'yes');
  await page.evaluate(() => microsim.reset());
  await expect(table).toHaveCount(0);
});

test('of a long history the last 200 are listed, and how many came before', async ({ page }) => {
  await openSim(page);
  await page.evaluate(() => {
    for (let i = 0; i < 250; ++i) microsim.set('w', 1 + (i % 3));
  });
  const rows = page.getByRole('table', { name: 'What happened' }).locator('tbody tr');
  await expect(rows).toHaveCount(201);
  await expect(rows.first()).toHaveText('50 earlier ones are not listed.');
  await page.evaluate(() => microsim.set('w', 5));
  await expect(rows.first()).toHaveText('51 earlier ones are not listed.');
  await expect(rows).toHaveCount(201);
  await expect(rows.last()).toContainText('5');
});

test('what happens is spoken in few announcements, and nothing on the way back', async ({ page }) => {
  await openSim(page);
  await page.evaluate(() => {
    const spoken: string[] = ((window as { spoken?: string[] }).spoken = []);
    const live = document.querySelector('#news')!;
    new MutationObserver(() => spoken.push(live.textContent!)).observe(live, { childList: true });
  });
  const spoken = () => page.evaluate(() => (window as { spoken?: string[] }).spoken!);
  await page.evaluate(() => {
    microsim.press('simulate-write');
    microsim.advance(60);
  });
  const events = await page.evaluate(() => microsim.history().filter(({ kind }) => kind === 'event'));
  await page.waitForTimeout(1200);
  const first = await spoken();
  expect(first).toHaveLength(events.length ? 1 : 0);
  if (events.length) expect(first[0]).toContain(events[0]!.words);
  for (const text of first) expect(text.length).toBeLessThan(240);
  await page.evaluate(() => microsim.seek(0));
  await page.waitForTimeout(1200);
  expect(await spoken()).toEqual(first);

  // A button of the timeline says where it has come to; the bar says so by itself.
  await button(page, 'One Event On').focus();
  await page.keyboard.press('Enter');
  const time = (await controls(page)).find(({ id }) => id === 'time')!;
  await expect.poll(spoken).toEqual([...first, `${time.valueText}.`]);
  await bar(page).focus();
  await page.keyboard.press('ArrowRight');
  await page.waitForTimeout(1200);
  expect(await spoken()).toHaveLength(first.length + 1);
});

test('while time runs, the bar that has the focus does not chatter', async ({ page }) => {
  await openSim(page, '?speed=0.25');
  await page.evaluate(() => {
    microsim.pause();
    microsim.press('simulate-write');
    microsim.advance(0.1);
  });
  await tabTo(page, bar(page));
  await bar(page).evaluate((element) => {
    const changes: string[] = ((window as { changes?: string[] }).changes = []);
    new MutationObserver(() => changes.push(element.getAttribute('aria-valuetext')!)).observe(element, {
      attributeFilter: ['aria-valuetext'],
    });
  });
  await page.keyboard.press('Space');
  await expect.poll(() => now(page)).toBeGreaterThan(0.4);
  const changes = () => page.evaluate(() => (window as { changes?: string[] }).changes!.length);
  expect(await changes()).toBeLessThanOrEqual(1);
  await page.keyboard.press('Space');
  await expect(bar(page)).toHaveValue(String(await now(page)));
});

test('the help tells what happened, compares both runs and names the keys of the bar', async ({ page }) => {
  await play(page);
  await page.evaluate(() => {
    microsim.seek(0);
    microsim.set('n', 7);
    microsim.advance(60);
  });
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('region', { name: 'What happened' }).getByRole('row')).toHaveCount(
    (await page.evaluate(() => microsim.history().length)) + 1,
  );
  await expect(dialog.getByRole('heading', { name: 'Keys on the bar of the timeline' })).toBeVisible();
  const both = dialog.getByRole('table').filter({ hasText: 'Other run, at its end' });
  const row = both.getByRole('row', { name: /Write fault tolerance/i });
  // N = 7 and W = 3 against N = 5 and W = 3.
  expect(await row.getByRole('cell').allTextContents()).toEqual([
    expect.stringMatching(/^4/), expect.stringMatching(/^2/),
  ]);
});
