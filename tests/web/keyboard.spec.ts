import { expect, test, type Page } from '@playwright/test';
import { FRAME, middleOf, openHost, openSim, settle, state, tabTo } from './sim';

const slider = (page: Page, name: RegExp) => page.getByRole('slider', { name });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('the specification can be played through by keyboard alone', async ({ page }) => {
  await openSim(page);
  await tabTo(page, slider(page, /^N/));
  await page.keyboard.press('End');
  expect((await state(page)).n).toBe(7);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  expect((await state(page)).n).toBe(5);

  await page.keyboard.press('Tab');
  await expect(slider(page, /^W/)).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Tab');
  await expect(slider(page, /^R/)).toBeFocused();
  await page.keyboard.press('Home');
  expect(await state(page)).toMatchObject({ n: 5, w: 2, r: 1, consistent: false });

  await page.keyboard.press('Tab');
  await expect(button(page, 'Simulate Write')).toBeFocused();
  await page.keyboard.press('Space');
  expect((await state(page)).nodes.filter(({ wrote }) => wrote)).toHaveLength(2);

  await page.keyboard.press('Tab');
  await expect(button(page, 'Simulate Read')).toBeFocused();
  await page.keyboard.press('Enter');
  expect((await state(page)).nodes.filter(({ read }) => read)).toHaveLength(1);

  await page.keyboard.press('Tab');
  await expect(button(page, 'Simulate Stale Read')).toBeFocused();
  await page.keyboard.press('Enter');
  expect((await state(page)).lastRead).toMatchObject({ stale: true });

  await tabTo(page, button(page, 'Reset'));
  await page.keyboard.press('Enter');
  expect(await state(page)).toMatchObject({ n: 5, w: 3, r: 3, lastRead: null });
});

test('the focused control has a ring around its widget in the picture', async ({ page }) => {
  await openSim(page);
  await tabTo(page, slider(page, /^W/));
  const ring = await slider(page, /^W/).evaluate((element) => {
    const style = getComputedStyle(element);
    return { style: style.outlineStyle, width: parseFloat(style.outlineWidth), colour: style.outlineColor };
  });
  expect(ring.style).toBe('solid');
  expect(ring.width).toBeGreaterThanOrEqual(2);
});

for (const [scheme, around] of [['light', [255, 255, 255]], ['dark', [15, 23, 31]]] as const) {
  test(`the ring stands out from the ${scheme} panel by 3 to 1`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await openSim(page);
    await tabTo(page, slider(page, /^W/));
    const colour = await slider(page, /^W/).evaluate((e) => getComputedStyle(e).outlineColor);
    const ring = colour.match(/\d+(\.\d+)?/g)!.slice(0, 3).map(Number);
    expect(contrast(ring, [...around])).toBeGreaterThanOrEqual(3);
  });
}

test('a disabled control keeps the focus, says so and does nothing', async ({ page }) => {
  await openSim(page);
  const stale = button(page, 'Simulate Stale Read');
  await expect(stale).toBeDisabled();
  const before = await state(page);
  await tabTo(page, stale);
  await page.keyboard.press('Enter');
  expect(await state(page)).toEqual(before);
  await page.evaluate(() => microsim.set('w', 1));
  await expect(stale).toBeEnabled();
  await expect(stale).toBeFocused();
});

test('the question mark opens help, Escape closes it and gives the focus back', async ({ page }) => {
  await openSim(page);
  const reset = button(page, 'Reset');
  await tabTo(page, reset);
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Quorum Calculator' });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole('heading', { name: 'Keys', exact: true })).toBeVisible();
  await expect(dialog.getByRole('link', { name: 'Licences' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(reset).toBeFocused();
});

test('the help button can be reached by Tab', async ({ page }) => {
  await openSim(page);
  await tabTo(page, page.getByRole('button', { name: 'Help' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
});

for (const direction of ['Tab', 'Shift+Tab']) {
  test(`${direction} leads through the sim and out of it`, async ({ page }) => {
    await openHost(page, `<button id="before">Before</button>${FRAME}<button id="after">After</button>`);
    const [from, to] = direction === 'Tab' ? ['#before', '#after'] : ['#after', '#before'];
    await page.locator(from!).focus();
    const seen = new Set<string>();
    for (let i = 0; i < 40; ++i) {
      await page.keyboard.press(direction);
      const inside = await page.frames()[1]!.evaluate(() => document.activeElement?.textContent ?? '');
      seen.add(inside);
      if (await page.locator(to!).evaluate((e) => e === document.activeElement)) break;
    }
    await expect(page.locator(to!)).toBeFocused();
    expect(seen).toContain('Simulate Write');
  });
}

test('keys work right after a click in the picture', async ({ page }) => {
  await openSim(page);
  const { x, y } = await middleOf(page, 'w');
  await page.mouse.click(x, y);
  await settle(page);
  const before = (await state(page)).w;
  await page.keyboard.press(before > 1 ? 'ArrowLeft' : 'ArrowRight');
  expect((await state(page)).w).not.toBe(before);
  await page.keyboard.press('Tab');
  await expect(slider(page, /^R/)).toBeFocused();
});

test('the browser keeps its own keys while the picture has the focus', async ({ page }) => {
  await openSim(page);
  await page.locator('canvas').focus();
  const prevented = await page.evaluate(() => {
    const keys = ['Tab', 'F5', 'PageDown', ' ', 'ArrowDown', 'r', 'l'];
    return keys.filter((key) => {
      const event = new KeyboardEvent('keydown', {
        key, code: key, ctrlKey: key.length === 1 && key !== ' ', bubbles: true, cancelable: true,
      });
      return !document.querySelector('canvas')!.dispatchEvent(event);
    });
  });
  expect(prevented).toEqual([]);
});

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(a: number[], b: number[]): number {
  const luminance = (rgb: number[]) => {
    const [r, g, bl] = rgb.map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * bl!;
  };
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}
