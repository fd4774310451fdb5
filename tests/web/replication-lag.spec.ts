// Replication Lag: what a person does to it in a browser.

import { expect, test } from '@playwright/test';
import { openSim, pressBy, WAYS } from './sim';

const SIM = '/sims/replication-lag/main.html';

for (const way of WAYS) {
  test.describe(way, () => {
    test.use({ hasTouch: way === 'touch' });

    test('Send greets a node', async ({ page }) => {
      await openSim(page, '?paused=1', SIM);
      await pressBy(page, way, 'send');
      await expect.poll(() => page.evaluate(() => microsim.state())).toMatchObject({ underWay: 1, received: 0 });
      await page.evaluate(() => microsim.advance(5));
      expect(await page.evaluate(() => microsim.state())).toMatchObject({ underWay: 0, received: 1 });
    });
  });
}

test('the number of nodes comes from the address', async ({ page }) => {
  await openSim(page, '?nodes=5', SIM);
  expect(await page.evaluate(() => microsim.state())).toMatchObject({ nodes: [0, 0, 0, 0, 0] });
});
