// The famous runs of each sim, as the "?" dialog offers them.

import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSim, SIMS } from './sim';

interface Run {
  name: string;
  sentence: string;
  link: string;
}

const runsOf = (id: string): Run[] =>
  (JSON.parse(readFileSync(join(__dirname, `../../sims/${id.replaceAll('-', '_')}/about.json`), 'utf8')) as { runs?: Run[] })
    .runs ?? [];

for (const id of SIMS) {
  test(`the help of ${id} offers its famous runs, and each plays without a warning`, async ({ page }) => {
    const path = `/sims/${id}/main.html`;
    const runs = runsOf(id);
    expect(runs.length).toBeGreaterThanOrEqual(3);
    for (const { name, sentence, link } of runs) {
      await openSim(page, '?theme=dark', path);
      await page.keyboard.press('?');
      const item = page.getByRole('dialog').getByRole('listitem').filter({ hasText: name });
      await expect(item).toContainText(sentence);
      await item.getByRole('link', { name }).click();
      await page.waitForURL(`**${path}${link}&theme=dark`);
      await page.evaluate(() => microsim.ready);
      await expect(page.locator('.notice')).toHaveCount(0);
      const at = Number(new URLSearchParams(link).get('at'));
      expect(await page.evaluate(() => microsim.now)).toBe(at);
      const shown = await page.evaluate(() => JSON.stringify([microsim.state(), microsim.describe()]));
      await page.reload();
      await page.evaluate(() => microsim.ready);
      expect(await page.evaluate(() => JSON.stringify([microsim.state(), microsim.describe()]))).toBe(shown);
    }
  });
}
