import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { controls, openSim, settle, SIMS } from './sim';

const violations = async (page: Page) =>
  (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => ({
    id,
    where: nodes.map(({ html }) => html),
  }));

for (const scheme of ['light', 'dark'] as const) {
  test.describe(`axe finds nothing, ${scheme}:`, () => {
    test.use({ colorScheme: scheme });

    for (const id of SIMS) {
      test(`in ${id}`, async ({ page }) => {
        await openSim(page, '', `/sims/${id}/main.html`);
        expect(await violations(page)).toEqual([]);
      });
    }

    test('with a notice and the help open', async ({ page }) => {
      await openSim(page, '?w=9');
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog')).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });

    test('in the sim without a picture', async ({ page }) => {
      await withoutWebGl(page);
      await page.goto('/sims/quorum-calculator/main.html');
      await expect(page.getByText('no WebGL 2')).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });

    for (const path of ['/', '/chapter.html', '/sims/shared/licences.html']) {
      test(`on ${path}`, async ({ page }) => {
        await page.goto(path);
        expect(await violations(page)).toEqual([]);
      });
    }
  });
}

test('every control is there for screen readers, with its name, value and range', async ({ page }) => {
  await openSim(page);
  const w = page.getByRole('slider', { name: 'W (write quorum)' });
  await expect(w).toHaveAttribute('min', '1');
  await expect(w).toHaveAttribute('max', '5');
  await expect(w).toHaveValue('3');
  for (const { kind, label, enabled, rect } of await controls(page)) {
    const role = { button: 'button', slider: 'slider', toggle: 'checkbox', choice: 'combobox' } as const;
    const twin = page.getByRole(role[kind], { name: label, exact: true });
    // What is in the closed drawer is hidden from everybody.
    await expect(twin).toHaveCount(rect ? 1 : 0);
    if (rect) await (enabled ? expect(twin).toBeEnabled() : expect(twin).toBeDisabled());
  }
});

test('each twin lies exactly over its widget', async ({ page }) => {
  await openSim(page);
  const canvas = (await page.locator('canvas').boundingBox())!;
  for (const { label, rect } of await controls(page)) {
    if (!rect) continue;
    const twin = page.getByLabel(label, { exact: true });
    const box = await twin.or(page.getByRole('button', { name: label, exact: true })).boundingBox();
    const [x, y, width, height] = rect;
    expect(Math.abs(box!.x - canvas.x - x)).toBeLessThan(0.1);
    expect(Math.abs(box!.y - canvas.y - y)).toBeLessThan(0.1);
    expect(Math.abs(box!.width - width)).toBeLessThan(0.1);
    expect(Math.abs(box!.height - height)).toBeLessThan(0.1);
  }
});

test('values and ranges follow the sim, and the focused element stays the same', async ({ page }) => {
  await openSim(page);
  const w = page.getByRole('slider', { name: 'W (write quorum)' });
  await w.focus();
  await w.evaluate((element) => element.setAttribute('data-same', 'yes'));
  await page.evaluate(() => microsim.set('n', 7));
  await expect(w).toHaveAttribute('max', '7');
  await page.evaluate(() => microsim.set('w', 7));
  await expect(w).toHaveValue('7');
  await page.evaluate(() => microsim.set('n', 3));
  await expect(w).toHaveValue('3');
  await expect(w).toBeFocused();
  await expect(w).toHaveAttribute('data-same', 'yes');
});

test('a change is spoken once, when it is over', async ({ page }) => {
  await openSim(page);
  await page.evaluate(() => {
    const spoken: string[] = ((window as { spoken?: string[] }).spoken = []);
    const live = document.querySelector('#words')!;
    new MutationObserver(() => spoken.push(live.textContent!)).observe(live, { childList: true });
  });
  for (const w of [1, 2, 4]) await page.evaluate((w) => microsim.set('w', w), w);
  await settle(page);
  await page.waitForTimeout(700);
  const spoken = await page.evaluate(() => (window as { spoken?: string[] }).spoken!);
  expect(spoken).toHaveLength(1);
  expect(spoken[0]).toBe(await page.evaluate(() => microsim.describe()));
});

test('the picture has a name and is described in words', async ({ page }) => {
  await openSim(page);
  const image = page.getByRole('img', { name: 'Quorum Calculator' });
  await expect(image).toHaveAccessibleDescription(await page.evaluate(() => microsim.describe()));
  await expect(page.getByRole('main')).toHaveCount(1);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Quorum Calculator');
  await expect(page.getByRole('group', { name: 'Controls' })).toHaveCount(1);
});

for (const id of SIMS) {
  test(`the figures of Explore are there in words: ${id}`, async ({ page }) => {
    await openSim(page, '', `/sims/${id}/main.html`);
    const figures = page.locator('#explored');
    await expect(figures).toHaveText('');
    const closed = await page.evaluate(() => microsim.describe());
    await page.evaluate(() => microsim.set('explore', true));
    await expect(figures).toHaveText(/./);
    const told = (await figures.textContent())!;
    expect(await page.evaluate(() => microsim.describe())).toBe(`${closed} ${told}`);
    // To be read, not spoken: that is what the words are for.
    await expect(page.locator('#words')).toHaveText(closed);
    await page.evaluate(() => microsim.set('explore', false));
    await expect(figures).toBeHidden();
  });
}

test('without WebGL 2 the sim is played in words', async ({ page }) => {
  await withoutWebGl(page);
  await page.goto('/sims/quorum-calculator/main.html');
  await expect(page.evaluate(() => microsim.ready)).rejects.toThrow(/WebGL 2/);
  await expect(page.locator('#words')).toBeVisible();
  await page.getByRole('slider', { name: 'W (write quorum)' }).fill('1');
  await page.getByRole('button', { name: 'Simulate Write' }).click();
  await page.getByRole('button', { name: 'Simulate Stale Read' }).click();
  await expect(page.locator('#words')).toContainText(/stale|old/);
});

test('in words, too, time passes at the chosen speed and stops at Pause', async ({ page }) => {
  await withoutWebGl(page);
  await page.goto('/sims/split-brain-scenario/main.html?speed=5');
  await expect(page.locator('#words')).toBeVisible();
  const timer = () => page.evaluate(() => (microsim.state() as { timer: number }).timer);
  const began = Date.now();
  await page.getByRole('button', { name: 'Partition Network' }).click();
  await expect.poll(timer).toBeGreaterThan(4);
  expect(Date.now() - began).toBeLessThan(4000);
  await page.getByRole('checkbox', { name: 'Pause' }).check();
  const stopped = await timer();
  await page.waitForTimeout(1000);
  expect(await timer()).toBe(stopped);
});

async function withoutWebGl(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const original = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: []) {
      return kind.startsWith('webgl') ? null : original.call(this, kind, ...rest);
    } as typeof original;
  });
}
