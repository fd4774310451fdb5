// What course authors and their checkers expect of a sim's folder, and the pages around the sims.

import { expect, test } from '@playwright/test';
import { controls, openSim, SIMS } from './sim';

for (const id of SIMS) {
  test.describe(id, () => {
    const file = (name: string) => `/sims/${id}/${name}`;

    test('main.html has what the checkers look for', async ({ request }) => {
      const html = await (await request.get(file('main.html'))).text();
      expect(html).toContain('<html lang="en">');
      expect(html).toContain('<main></main>');
      expect(html).toContain('intelligent-textbooks/ns/microsim/v1');
      expect(html).toContain('<a href=".">');
      expect(html).toMatch(/<title>[^<]+<\/title>/);
      expect(html).toContain('width=device-width, initial-scale=1"');
    });

    test('every address in the folder is relative', async ({ request }) => {
      for (const name of ['main.html', 'offline.html']) {
        const html = await (await request.get(file(name))).text();
        const addresses = [...html.matchAll(/\s(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
        for (const address of addresses) expect(address).not.toMatch(/^(\/|https?:)/);
      }
    });

    test('metadata.json is complete', async ({ request }) => {
      const metadata = await (await request.get(file('metadata.json'))).json();
      for (const field of [
        'title', 'description', 'creator', 'date', 'subject', 'type', 'format', 'language', 'rights',
        'identifier', 'library', 'bloomLevel', 'completion_status', 'chapter_number', 'chapter_title',
        'chapter_dir', 'canvasHeight', 'educational', 'pedagogical',
      ]) {
        expect(metadata[field], field).toBeTruthy();
      }
      const { dublinCore, search, educational, technical, userInterface } = metadata.microsim;
      expect(dublinCore).toMatchObject({ type: 'Interactive Simulation', format: 'text/html' });
      expect(Array.isArray(dublinCore.creator)).toBe(true);
      expect(new Date(dublinCore.date).toISOString()).toContain(metadata.date);
      for (const list of [search.tags, search.visualizationType, educational.gradeLevel, educational.subjectArea, educational.topic, educational.learningObjectives]) {
        expect(list.length).toBeGreaterThan(0);
      }
      expect(technical.framework).toBe('other');
      for (const control of userInterface.controls) {
        expect(control).toMatchObject({ id: expect.any(String), type: expect.any(String), label: expect.any(String) });
      }
    });

    test('the drawing region ends where the controls begin', async ({ page, request }) => {
      const metadata = await (await request.get(file('metadata.json'))).json();
      await openSim(page, '', file('main.html'));
      const tops = (await controls(page)).flatMap(({ rect }) => (rect ? [rect[1]] : []));
      const { drawHeight, controlHeight } = metadata.microsim.technical.regions;
      expect(drawHeight + controlHeight).toBe(metadata.canvasHeight);
      const gap = Math.min(...tops) - drawHeight;
      expect(gap).toBeGreaterThanOrEqual(0);
      expect(gap).toBeLessThan(24);
    });

    test('index.md is a lesson with all its parts', async ({ request }) => {
      const lesson = await (await request.get(file('index.md'))).text();
      for (const part of [
        /^---\ntitle: .+\ndescription: .+\nquality_score: 100\n/, /^image: /m, /^og:image: /m, /^# /m,
        /<iframe[^>]*src="main\.html"/, /\[Run MicroSim in Fullscreen\]\(main\.html\)\{ \.md-button \.md-button--primary \}/,
        /```html\n<iframe[^>]*main\.html/, /^## Description/m, /^## Lesson Plan/m, /^### Learning Objectives/m,
        /^### Target Audience/m, /^### Prerequisites/m, /^### Activities/m, /^### Assessment/m,
        /^## References\n\n1\. \[.+\]\(https?:.+\) - .+ - .+/m,
      ]) {
        expect(lesson).toMatch(part);
      }
    });

    test('there is a picture', async ({ request }) => {
      const picture = await request.get(file(`${id}.png`));
      expect(picture.headers()['content-type']).toBe('image/png');
      expect((await picture.body()).length).toBeGreaterThan(20_000);
    });
  });
}

test('the gallery shows every sim with its picture, and leads to it', async ({ page }) => {
  await page.goto('/');
  const card = page.getByRole('link', { name: /Quorum Calculator/ });
  await expect(card.locator('img')).toHaveJSProperty('complete', true);
  expect(await card.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(600);
  await card.click();
  await page.waitForURL('**/main.html');
  await page.waitForFunction(() => window.microsim?.ready);
});

test('in the sample chapter every sim has the height it asks for', async ({ page }) => {
  await page.goto('/chapter.html');
  const frame = page.locator('iframe').first();
  await expect(frame).toHaveAttribute('height', /^\d+$/);
  await expect
    .poll(() => page.frames()[1]?.evaluate(() => document.documentElement.scrollHeight - innerHeight))
    .toBe(0);
});

test('the sample chapter loads a sim only when it comes near', async ({ page }) => {
  await page.goto('/chapter.html');
  const lazy = await page.locator('iframe').evaluateAll((all) => all.map((frame) => frame.getAttribute('loading')));
  expect(lazy).toEqual(SIMS.map(() => 'lazy'));
});

test('the server keeps to its folder and speaks plainly', async ({ request }) => {
  for (const path of ['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/sims/%00', '/none', '/%E0%A4%A']) {
    expect((await request.get(path)).status()).toBe(404);
  }
  expect((await request.post('/')).status()).toBe(405);
  const first = await request.get('/sims/shared/microsims.wasm');
  expect(first.headers()).toMatchObject({
    'content-type': 'application/wasm',
    'access-control-allow-origin': '*',
  });
  const again = await request.get('/sims/shared/microsims.wasm', {
    headers: { 'if-none-match': first.headers().etag! },
  });
  expect(again.status()).toBe(304);
});
