import { expect, test, type Page } from '@playwright/test';
import { controls, frames, openSim, settle, state } from './sim';

const notice = (page: Page) => page.getByRole('status').filter({ hasText: 'is ignored' });

test('every control with a value is a parameter', async ({ page }) => {
  await openSim(page, '?n=7&w=5&r=2');
  expect(await state(page)).toMatchObject({ n: 7, w: 5, r: 2 });
  await expect(notice(page)).toHaveCount(0);
});

test('parameters count in the order of the controls, not of the address', async ({ page }) => {
  await openSim(page, '?w=7&r=6&n=7');
  expect(await state(page)).toMatchObject({ n: 7, w: 7, r: 6 });
});

test('reset comes back to the parameters', async ({ page }) => {
  await openSim(page, '?n=7&w=1');
  await page.evaluate(() => {
    microsim.set('n', 3);
    microsim.reset();
  });
  expect(await state(page)).toMatchObject({ n: 7, w: 1 });
});

for (const query of [
  'w=9', 'w=0', 'w=2.5', 'w=two', 'w=', 'w=%20', 'w=NaN', 'w=1e99', 'n=8', 'seed=-1', 'seed=4294967296',
  'seed=0x10', 'seed=', 'theme=pink', 'paused=maybe', 'timeline=no',
  'time=1', 'drop=m1', 'colour=red', 'simulate-write=1',
  '%F0%9F%92%A5=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E', `w=${'9'.repeat(5000)}`,
]) {
  test(`?${query.slice(0, 40)} is ignored with a warning`, async ({ page }) => {
    const warnings: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'warning') warnings.push(message.text());
    });
    await openSim(page, `?${query}`);
    expect(await state(page)).toMatchObject({ n: 5, w: 3, r: 3 });
    await expect(notice(page)).toBeVisible();
    expect(warnings.filter((text) => text.includes('is ignored'))).toHaveLength(1);
    await page.getByRole('button', { name: 'Dismiss this notice' }).click();
    await expect(notice(page)).toHaveCount(0);
  });
}

test('a warning says what is allowed', async ({ page }) => {
  await openSim(page, '?w=9');
  await expect(notice(page)).toContainText('1');
  await expect(notice(page)).toContainText('5');
  await openSim(page, '?colour=red');
  await expect(notice(page)).toContainText('n, w, r');
});

test('the same seed gives the same run, another seed another', async ({ page }) => {
  const run = async (query: string) => {
    await openSim(page, query);
    return page.evaluate(() => {
      const versions = [];
      for (let i = 0; i < 8; ++i) {
        microsim.press('simulate-write');
        microsim.advance(60);
        versions.push(JSON.stringify(microsim.state()));
      }
      return versions.join();
    });
  };
  const first = await run('?seed=7');
  expect(await run('?seed=7')).toBe(first);
  expect(await run('?seed=4294967295')).not.toBe(first);
});

test('paused=1 keeps the wall clock away, until somebody lets time run', async ({ page }) => {
  await openSim(page, '?paused=1');
  await page.evaluate(() => microsim.press('simulate-write'));
  await settle(page);
  const still = await frames(page);
  await page.waitForTimeout(1000);
  expect(await frames(page)).toBe(still);
  expect(await page.evaluate(() => microsim.now)).toBe(0);
  const pause = (await controls(page)).find(({ id }) => id === 'pause');
  expect(pause).toMatchObject({ value: true, enabled: true, place: 'timeline' });
  const button = page.getByRole('checkbox', { name: 'Pause' });
  await expect(button).toBeChecked();
  await button.focus();
  await page.keyboard.press('Space');
  await expect(button).not.toBeChecked();
  await expect.poll(() => page.evaluate(() => microsim.now)).toBeGreaterThan(0.2);
});

test('timeline=0 leaves the timeline out, and every link from there too', async ({ page }) => {
  await openSim(page);
  const height = (await page.locator('canvas').boundingBox())!.height;
  await expect(page.getByRole('slider', { name: 'Time' })).toHaveCount(1);
  await openSim(page, '?timeline=0');
  await expect(page.getByRole('slider', { name: 'Time' })).toHaveCount(0);
  expect((await page.locator('canvas').boundingBox())!.height).toBe(height - 44);
  for (const what of ['settings', 'moment'] as const) {
    expect(await page.evaluate((what) => microsim.link(what), what)).toMatch(/&timeline=0$/);
  }
});

test('the page hands out the link to its present settings', async ({ page }) => {
  await openSim(page, '?seed=42&theme=dark');
  await page.evaluate(() => {
    microsim.set('n', 7);
    microsim.set('w', 6);
  });
  await page.getByRole('button', { name: 'Help' }).click();
  const link = await page.getByLabel('Link to these settings', { exact: true }).inputValue();
  expect(link).toBe(await page.evaluate(() => microsim.link('settings')));
  expect(new URL(link).searchParams.get('theme')).toBe('dark');
  await page.goto(link);
  await page.evaluate(() => microsim.ready);
  expect(await state(page)).toMatchObject({ n: 7, w: 6, r: 3 });
  await expect(notice(page)).toHaveCount(0);
});

test('the link can be copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openSim(page, '?n=4');
  await page.getByRole('button', { name: 'Help' }).click();
  await page.getByRole('button', { name: 'Copy the link to these settings' }).click();
  await expect(page.getByText('Copied.')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('n=4');
  await page.getByRole('button', { name: 'Copy the link to this moment' }).click();
  await expect(page.getByText('Copied.')).toHaveCount(2);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('&at=0');
});
