// Opens each sim, plays it to the telling moment that its about.json gives, and takes its picture,
// once more for the gallery in the dark.

import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { json } from '../web/build/files.mjs';

const FLAGS = ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
const WIDTH = 700;
const PATIENCE_MS = 30_000;

const server = spawn('node', ['tools/serve.mjs', '--port', '0'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const [line] = await once(createInterface(server.stdout), 'line');
const site = /http:\S+/.exec(line)[0];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: FLAGS,
});
try {
  const page = await browser.newPage({
    viewport: { width: WIDTH, height: 800 },
    deviceScaleFactor: 2,
    reducedMotion: 'no-preference',
  });
  for (const id of readdirSync('dist/sims').filter((name) => name !== 'shared')) {
    const { moment } = json(`sims/${id.replaceAll('-', '_')}/about.json`);
    for (const [theme, name] of [['light', `${id}.png`], ['dark', `${id}-dark.png`]]) {
      await page.goto(`${site}sims/${id}/main.html?theme=${theme}&paused=1&${moment.settings}`);
      await page.waitForFunction(() => microsim.ready.then(() => true), undefined, {
        timeout: PATIENCE_MS,
      });
      for (const [op, value] of moment.steps) {
        await page.evaluate(([op, value]) => microsim[op](value), [op, value]);
      }
      await stillness(page);
      writeFileSync(`dist/sims/${id}/${name}`, await page.locator('canvas').screenshot());
      console.log(`    dist/sims/${id}/${name}`);
    }
  }
} finally {
  await browser.close();
  server.kill();
}

/** Until no frame is drawn any more, or patience ends: some moments move for ever. */
async function stillness(page) {
  let before = -1;
  for (let waited = 0; waited < PATIENCE_MS; waited += 300) {
    const now = await page.evaluate(() => microsim.frames);
    if (now === before) return;
    before = now;
    await page.waitForTimeout(300);
  }
}
