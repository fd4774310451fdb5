// Tests of the built pages in the system's Chromium, drawing in software.
//
//   tools/build && node_modules/.bin/playwright test --config tests/web
//
// CHROMIUM names another browser, PORT another port for the server of the tests.

import { defineConfig } from '@playwright/test';

const port = process.env.PORT ?? '8321';

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts', // build/ is node's to run
  outputDir: '../../test-results',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 2,
  fullyParallel: true,
  // Shared machines stall now and then; what passes only the second time is reported as flaky.
  retries: process.env.CI ? 2 : 0,
  reporter: process.env.CI ? 'line' : 'list',
  webServer: {
    command: `node ../../tools/serve.mjs --port ${port}`,
    url: `http://127.0.0.1:${port}/`,
  },
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    // All of a sim is in view: for a picture of more, the browser would resize the page.
    viewport: { width: 700, height: 800 },
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--use-angle=swiftshader',
        '--enable-unsafe-swiftshader',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
