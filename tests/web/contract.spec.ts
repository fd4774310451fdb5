import { expect, test } from '@playwright/test';
import { controls, frames, openSim, settle, state } from './sim';

test.describe('window.microsim', () => {
  test.beforeEach(({ page }) => openSim(page));

  test('is ready after the first frame', async ({ page }) => {
    expect(await frames(page)).toBeGreaterThan(0);
  });

  test('says which sim it is, in which version', async ({ page }) => {
    expect(await page.evaluate(() => microsim.id)).toBe('quorum-calculator');
    expect(await page.evaluate(() => microsim.version)).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test('lists the controls that the specification names, with their ranges', async ({ page }) => {
    const all = await controls(page);
    expect(all.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['n', 'w', 'r', 'simulate-write', 'simulate-read', 'simulate-stale-read', 'reset']),
    );
    expect(all.find(({ id }) => id === 'n')).toMatchObject({
      kind: 'slider', value: 5, min: 3, max: 7, step: 1, enabled: true,
    });
    for (const control of all) expect(control.label).not.toBe('');
  });

  test('sets a control at once', async ({ page }) => {
    await page.evaluate(() => microsim.set('w', 2));
    expect(await state(page)).toMatchObject({ n: 5, w: 2, r: 3, sum: 5, consistent: false });
  });

  for (const [what, id, value, kind] of [
    ['a value outside the range', 'w', 6, 'RangeError'],
    ['a value between two steps', 'w', 2.5, 'RangeError'],
    ['not a number', 'w', NaN, 'RangeError'],
    ['an unknown control', 'x', 1, 'RangeError'],
    ['a text for a slider', 'w', '2', 'TypeError'],
    ['true for a slider', 'w', true, 'TypeError'],
    ['nothing for a slider', 'w', null, 'TypeError'],
    ['an object for a slider', 'w', { valueOf: 2 }, 'TypeError'],
    ['a number for an id', 3, 3, 'TypeError'],
  ] as const) {
    test(`refuses ${what} with a reason, and changes nothing`, async ({ page }) => {
      const before = await state(page);
      const error = await page.evaluate(
        ([id, value]) => {
          try {
            microsim.set(id as string, value as number);
            return undefined;
          } catch (error) {
            return { name: (error as Error).name, message: (error as Error).message };
          }
        },
        [id, value] as const,
      );
      expect(error?.name).toBe(kind);
      expect(error?.message.length).toBeGreaterThan(15);
      expect(error?.message).not.toContain('Error:');
      expect(await state(page)).toEqual(before);
    });
  }

  test('presses a button, and refuses one that is disabled or unknown', async ({ page }) => {
    await page.evaluate(() => microsim.press('simulate-write'));
    expect((await state(page)).nodes.filter(({ wrote }) => wrote)).toHaveLength(3);
    await expect(page.evaluate(() => microsim.press('simulate-stale-read'))).rejects.toThrow(/Error/);
    await expect(page.evaluate(() => microsim.press('launch'))).rejects.toThrow(/Error/);
    await expect(page.evaluate(() => microsim.press('n'))).rejects.toThrow(/Error/);
  });

  test('advances simulated time at once, until nothing moves', async ({ page }) => {
    await page.evaluate(() => {
      microsim.press('simulate-write');
      microsim.advance(60);
    });
    await settle(page);
    const still = await frames(page);
    await page.waitForTimeout(500);
    expect(await frames(page)).toBe(still);
    for (const bad of [-1, NaN, Infinity, '1']) {
      await expect(page.evaluate((s) => microsim.advance(s as number), bad)).rejects.toThrow(/Error/);
    }
  });

  test('holds the wall clock while paused', async ({ page }) => {
    await page.evaluate(() => {
      microsim.pause();
      microsim.press('simulate-write');
    });
    await settle(page);
    const still = await frames(page);
    await page.waitForTimeout(1000);
    expect(await frames(page)).toBe(still);
    await page.evaluate(() => microsim.resume());
    await expect(async () => {
      expect(await frames(page)).toBeGreaterThan(still + 10);
    }).toPass();
  });

  test('comes back to the state after loading, and plays the same again', async ({ page }) => {
    const play = () =>
      page.evaluate(() => {
        microsim.set('n', 7);
        microsim.press('simulate-write');
        microsim.press('simulate-read');
        microsim.advance(60);
        return JSON.stringify(microsim.state());
      });
    const loaded = await state(page);
    const first = await play();
    await page.evaluate(() => microsim.reset());
    expect(await state(page)).toEqual(loaded);
    expect(await play()).toBe(first);
  });

  test('goes back to what was there, and on again', async ({ page }) => {
    const { states, seen, now, end } = await page.evaluate(() => {
      microsim.pause();
      microsim.press('simulate-write');
      const states: string[] = [];
      const times = [0.1, 0.25, 0.4];
      let before = 0;
      for (const time of times) {
        microsim.advance(time - before);
        before = time;
        if (time === 0.25) microsim.press('simulate-read');
        states.push(JSON.stringify(microsim.state()));
      }
      microsim.advance(60);
      const seen = times.map((time) => {
        microsim.seek(time);
        return JSON.stringify(microsim.state());
      });
      return { states, seen, now: microsim.now, end: microsim.end };
    });
    expect(seen).toEqual(states);
    expect(new Set(states).size).toBeGreaterThan(1);
    expect(now).toBe(0.4);
    expect(end).toBeGreaterThan(0.4);
  });

  for (const [seconds, kind] of [
    [-1, 'RangeError'], [1e6, 'RangeError'], [NaN, 'RangeError'], [Infinity, 'RangeError'],
    ['0', 'TypeError'], [null, 'TypeError'], [undefined, 'TypeError'],
  ] as const) {
    test(`does not seek ${seconds}`, async ({ page }) => {
      const [name, now] = await page.evaluate((seconds) => {
        microsim.pause();
        microsim.press('simulate-write');
        microsim.advance(0.2);
        try {
          microsim.seek(seconds as number);
        } catch (error) {
          return [(error as Error).name, microsim.now] as const;
        }
        return ['', microsim.now] as const;
      }, seconds);
      expect(name).toBe(kind);
      expect(now).toBe(0.2);
    });
  }

  test('tells what was done, in order and with its values', async ({ page }) => {
    const history = await page.evaluate(() => {
      microsim.pause();
      microsim.set('w', 2);
      microsim.press('simulate-write');
      microsim.advance(0.3);
      microsim.press('simulate-read');
      return microsim.history();
    });
    const done = history.filter(({ kind }) => kind === 'command');
    expect(done).toMatchObject([
      { at: 0, id: 'w', value: 2 },
      { at: 0, id: 'simulate-write' },
      { at: 0.3, id: 'simulate-read' },
    ]);
    for (const { at, words } of history) {
      expect(words).toMatch(/\S/);
      expect(words).not.toMatch(/\.$/);
      expect(at).toBeLessThanOrEqual(0.3);
    }
    expect(history.map(({ at }) => at)).toEqual(history.map(({ at }) => at).sort((a, b) => a - b));
  });

  test('hands out whole addresses, and refuses to link to anything else', async ({ page }) => {
    const [settings, moment] = await page.evaluate(() => {
      microsim.set('w', 2);
      return [microsim.link('settings'), microsim.link('moment')];
    });
    const here = page.url();
    expect(settings).toMatch(new RegExp(`^${here}\\?n=5&w=2&.*seed=1$`));
    expect(moment).toBe(`${here}?seed=1&do=w=2@0&at=0`);
    for (const what of ['everything', '', 3, null, undefined]) {
      const error = await page.evaluate((what) => {
        try {
          return microsim.link(what as 'moment');
        } catch (error) {
          return `${(error as Error).name}: ${(error as Error).message}`;
        }
      }, what);
      expect(error).toMatch(/^RangeError: .*'settings' or 'moment'/);
    }
  });

  test('describes in words what the state says', async ({ page }) => {
    const words = await page.evaluate(() => microsim.describe());
    expect(words).toContain('5');
    expect(words.length).toBeGreaterThan(40);
  });

  test('cannot be replaced by accident', async ({ page }) => {
    await page.evaluate(() => {
      try {
        (window as { microsim: unknown }).microsim = 0;
      } catch {}
    });
    expect(await page.evaluate(() => microsim.id)).toBe('quorum-calculator');
  });
});

test('a sim whose module cannot be loaded says so, and ready rejects', async ({ page }) => {
  await page.route('**/microsims.wasm', (route) => route.abort());
  await page.goto('/sims/quorum-calculator/main.html');
  await expect(page.evaluate(() => microsim.ready)).rejects.toThrow(/could not be loaded/);
  await expect(page.getByText(/could not be loaded/)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Quorum Calculator' })).toBeVisible();
});
