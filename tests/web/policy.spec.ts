// Where a sim has to run: under a strict policy, in a sandbox, from disk.

import { expect, test, type Page } from '@playwright/test';
import { resolve } from 'node:path';
import { FRAME, openHost, openSim, picture, QUORUM, settle } from './sim';

const offlineFile = () =>
  resolve(test.info().config.rootDir, '../../dist', QUORUM.slice(1).replace('main', 'offline'));

/** Everything that a browser complains about, from now on. */
function complaints(page: Page): string[] {
  const all: string[] = [];
  page.on('pageerror', (error) => all.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') all.push(message.text());
  });
  return all;
}

test('the strict policy comes as a header and is kept', async ({ page }) => {
  const all = complaints(page);
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => console.error(event.violatedDirective));
  });
  const response = await page.goto(`${QUORUM}?theme=dark&w=99`);
  const policy = response!.headers()['content-security-policy']!;
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe-inline');
  expect(policy).not.toContain("'unsafe-eval'");
  await page.evaluate(() => microsim.ready);
  await page.keyboard.press('?');
  await page.getByRole('button', { name: 'Copy the link to this moment' }).click();
  await page.keyboard.press('Escape');
  await page.evaluate(() => microsim.press('simulate-write'));
  await settle(page);
  expect(all).toEqual([]);
});

test('the page loads nothing but its own files, and keeps nothing', async ({ page, context }) => {
  const urls: string[] = [];
  page.on('request', (request) => void urls.push(request.url()));
  await openSim(page);
  const names = urls.filter((url) => !url.startsWith('data:')).map((url) => new URL(url).pathname);
  expect(names.sort()).toEqual([
    QUORUM,
    '/sims/shared/microsims.js',
    '/sims/shared/microsims.wasm',
    '/sims/shared/page.css',
    '/sims/shared/page.js',
  ]);
  expect(await context.cookies()).toEqual([]);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
});

test('it runs in a sandboxed frame', async ({ page }) => {
  const all = complaints(page);
  const frame = await openHost(page, FRAME.replace('<iframe', '<iframe sandbox="allow-scripts"'));
  expect(await frame.evaluate(() => microsim.state())).toMatchObject({ n: 5 });
  expect(all).toEqual([]);
});

test('the offline page runs in a sandboxed frame', async ({ page }) => {
  const frame = await openHost(
    page,
    FRAME.replace('<iframe', '<iframe sandbox="allow-scripts"').replace('main.html', 'offline.html'),
  );
  expect(await frame.evaluate(() => microsim.state())).toMatchObject({ n: 5 });
});

test('the offline page runs from disk, alone, and looks the same', async ({ page }) => {
  const file = `file://${offlineFile()}`;
  const all = complaints(page);
  await openSim(page);
  await settle(page);
  const online = await picture(page);
  const urls: string[] = [];
  page.on('request', (request) => void urls.push(request.url()));
  await page.goto(file);
  await page.evaluate(() => microsim.ready);
  await settle(page);
  expect((await picture(page)).equals(online)).toBe(true);
  expect(urls.filter((url) => !url.startsWith('data:'))).toEqual([file]);
  await page.keyboard.press('?');
  await page.getByRole('link', { name: 'Licences' }).click();
  await expect(page.getByRole('heading', { name: 'Licences' })).toBeVisible();
  expect(all).toEqual([]);
});
