// The famous runs of each sim, opened as links: state and words at their ends are those that the
// native program and WebAssembly under Node print (tests/golden/runs/*.txt).

import { expect, test } from '@playwright/test';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSim } from './sim';

interface Run {
  name: string;
  sentence: string;
  link: string;
}

const ROOT = join(__dirname, '../..');

for (const folder of readdirSync(join(ROOT, 'sims'))) {
  const about = join(ROOT, 'sims', folder, 'about.json');
  if (!existsSync(about)) continue;
  const { runs = [] } = JSON.parse(readFileSync(about, 'utf8')) as { runs?: Run[] };
  if (runs.length === 0) continue;
  const sim = folder.replaceAll('_', '-');
  const golden = readFileSync(join(ROOT, 'tests/golden/runs', `${sim}.txt`), 'utf8');
  // Name, link, state and words of each run, and an empty line.
  const parts = golden.trimEnd().split('\n\n').map((part) => part.split('\n'));

  test(`${sim} has three famous runs or more, and the golden file is of them`, () => {
    expect(runs.length).toBeGreaterThanOrEqual(3);
    expect(parts.map(([name, link]) => ({ name, link }))).toEqual(runs.map(({ name, link }) => ({ name, link })));
  });

  for (const [name, link, state, words] of parts) {
    test(`${sim}: ${name}`, async ({ page }) => {
      const warnings: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'warning') warnings.push(message.text());
      });
      await openSim(page, link, `/sims/${sim}/main.html`);
      const end = await page.evaluate(() => ({ state: microsim.state(), words: microsim.describe() }));
      expect(end.state).toEqual(JSON.parse(state!));
      // With Explore open its figures follow.
      expect(end.words.slice(0, words!.length)).toBe(words);
      expect(warnings.filter((text) => text.includes('left out') || text.includes('is ignored'))).toEqual([]);
    });
  }
}
