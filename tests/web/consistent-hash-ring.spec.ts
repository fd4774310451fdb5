// The specification of the Consistent Hash Ring, played through on its page.

import { expect, test, type Page } from '@playwright/test';
import {
  controls, frames, LIGHT, middleOf, openSim, paint, picture, pressBy, settle, slideBy, tabTo, WAYS,
  type Part,
} from './sim';

const RING = '/sims/consistent-hash-ring/main.html';

interface RingState {
  nodes: { id: string; label: string; fixed: boolean; keys: number; tokens: number[] }[];
  keys: { id: string; label: string; angle: number; owner: string; moving: boolean }[];
  vnodes: number;
  migrated: number;
  totalKeys: number;
  variation: { measured: number; expected: number };
}

const open = (page: Page, query = '') => openSim(page, query, RING);
const state = (page: Page) => page.evaluate(() => microsim.state() as RingState);
const words = (page: Page) => page.evaluate(() => microsim.describe());
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function press(page: Page, id: string): Promise<void> {
  const { x, y } = await middleOf(page, id);
  await page.mouse.click(x, y);
}

/** The colours of nodes A to F in the light theme. */
const HUES = [0x3f51b5, 0x8fd0f0, 0x117733, 0xd77f8f, 0xa9a640, 0xa64a98];
const hueOf = (node: string) => HUES[Number(node.replace('node-', '')) - 1]!;

const IN_RING: Part = [20, 75, 360, 340];
const BELOW_RING: Part = [12, 470, 600, 68];

/** A square around a place of the ring: clockwise from the top, so far from the middle. */
function around(angle: number, radius: number, half: number): Part {
  const turn = (angle * Math.PI) / 180;
  const [x, y] = [190 + radius * Math.sin(turn), 253 - radius * Math.cos(turn)];
  return [Math.round(x) - half, Math.round(y) - half, 2 * half, 2 * half];
}

const atKey = ({ angle }: { angle: number }) => around(angle, 103, 12);
const onRim = ({ angle }: { angle: number }) => around(angle, 130, 4);

/** The node that a key meets first, clockwise, found from the state alone. */
function nextClockwise({ nodes }: RingState, angle: number): string {
  const ways = nodes.flatMap(({ id, tokens }) =>
    tokens.map((token) => ({ id, way: (token - angle + 360) % 360 })),
  );
  return ways.reduce((a, b) => (b.way < a.way ? b : a)).id;
}

test('five labelled nodes and ten labelled keys, each with the nearest clockwise node', async ({ page }) => {
  await open(page);
  const ring = await state(page);
  expect(ring.nodes.map(({ label }) => label)).toEqual(['A', 'B', 'C', 'D', 'E']);
  expect(ring.nodes.map(({ fixed }) => fixed)).toEqual([true, true, true, true, false]);
  expect(ring.keys).toHaveLength(10);
  for (const { angle, owner } of ring.keys) {
    expect(angle).toBeGreaterThanOrEqual(0);
    expect(angle).toBeLessThan(360);
    expect(owner).toBe(nextClockwise(ring, angle));
  }
});

test('the ring is a circle, and each key has the colour of its node and of the arc it lies at', async ({ page }) => {
  await open(page, '?paused=1');
  const count = await paint(page);
  for (const key of (await state(page)).keys) {
    expect(count(hueOf(key.owner), atKey(key))).toBeGreaterThan(150);
    expect(count(hueOf(key.owner), onRim(key))).toBeGreaterThan(40);
  }
  for (let angle = 0; angle < 360; angle += 15) {
    const owner = nextClockwise(await state(page), angle);
    expect(count(hueOf(owner), onRim({ angle })), `at ${angle} degrees`).toBeGreaterThan(10);
  }
});

test('keys that must migrate are shown in orange, then move to the new node and take its colour', async ({ page }) => {
  await open(page, '?paused=1');
  const before = await state(page);
  expect((await paint(page))(LIGHT.orange, IN_RING)).toBe(0);
  await page.evaluate(() => {
    microsim.press('add-node');
    microsim.advance(0.6);
  });
  const moving = (await state(page)).keys.filter(({ owner }, i) => owner !== before.keys[i]!.owner);
  expect(moving.length).toBeGreaterThan(0);
  let count = await paint(page);
  for (const key of moving) expect(count(LIGHT.orange, atKey(key))).toBeGreaterThan(150);

  await page.evaluate(() => microsim.advance(1.3));
  count = await paint(page);
  expect(count(LIGHT.orange, IN_RING)).toBeGreaterThan(150);
  expect(moving.some((key) => count(LIGHT.orange, atKey(key)) < 30)).toBe(true);

  await page.evaluate(() => microsim.advance(30));
  count = await paint(page);
  expect(count(LIGHT.orange, IN_RING)).toBe(0);
  for (const key of moving) expect(count(hueOf('node-6'), atKey(key))).toBeGreaterThan(150);
});

test('the histogram below the ring has a bar for each node, as high as it has keys', async ({ page }) => {
  for (const query of ['', '&keys=10000&vnodes=50']) {
    await open(page, `?paused=1${query}`);
    const count = await paint(page);
    const { nodes } = await state(page);
    const fullest = nodes.reduce((a, b) => (b.keys > a.keys ? b : a));
    const most = count(hueOf(fullest.id), BELOW_RING);
    expect(most).toBeGreaterThan(1500);
    for (const { id, keys } of nodes) {
      expect(count(hueOf(id), BELOW_RING) / most).toBeCloseTo(keys / fullest.keys, 1);
    }
  }
});

test('as virtual nodes increase, the bars of the histogram become more even', async ({ page }) => {
  const lowest: number[] = [];
  for (const vnodes of [1, 50]) {
    await open(page, `?paused=1&histogram=background&vnodes=${vnodes}`);
    const count = await paint(page);
    const bars = (await state(page)).nodes.map(({ id }) => count(hueOf(id), BELOW_RING));
    lowest.push(Math.min(...bars) / Math.max(...bars));
  }
  expect(lowest[0]!).toBeLessThan(0.3);
  expect(lowest[1]!).toBeGreaterThan(0.6);
});

test('Add Node moves keys to the new node only, in orange first, and counts them', async ({ page }) => {
  await open(page, '?paused=1');
  const before = await state(page);
  await press(page, 'add-node');
  await expect.poll(async () => (await state(page)).nodes.length).toBe(6);
  const after = await state(page);
  const moved = after.keys.filter(({ owner }, i) => owner !== before.keys[i]!.owner);
  for (const { owner, moving } of moved) {
    expect(owner).toBe('node-6');
    expect(moving).toBe(true);
  }
  expect(after.migrated).toBe(moved.length);
  expect(await words(page)).toContain('Keys migrated: 0 / Total keys: 10');
  await page.evaluate(() => microsim.advance(30));
  expect((await state(page)).keys.some(({ moving }) => moving)).toBe(false);
  expect(await words(page)).toContain(`Keys migrated: ${moved.length} / Total keys: 10`);
});

test('Remove Node moves the keys of a node that is not fixed clockwise, until none is left', async ({ page }) => {
  await open(page, '?nodes=8&vnodes=4');
  for (let nodes = 8; nodes > 4; --nodes) {
    const before = await state(page);
    await press(page, 'remove-node');
    await expect.poll(async () => (await state(page)).nodes.length).toBe(nodes - 1);
    const after = await state(page);
    const gone = before.nodes.find(({ id }) => !after.nodes.some((node) => node.id === id))!;
    expect(gone.fixed).toBe(false);
    after.keys.forEach(({ angle, owner }, i) => {
      expect(owner).toBe(nextClockwise(after, angle));
      expect(owner !== before.keys[i]!.owner).toBe(before.keys[i]!.owner === gone.id);
    });
    expect(after.migrated).toBe(gone.keys);
    await page.evaluate(() => microsim.advance(30));
  }
  await expect(button(page, 'Remove Node')).toBeDisabled();
  await expect(page.evaluate(() => microsim.press('remove-node'))).rejects.toThrow(/disabled/);
});

test('Add Node works up to eight nodes', async ({ page }) => {
  await open(page);
  for (let i = 0; i < 3; ++i) await page.evaluate(() => microsim.press('add-node'));
  expect((await state(page)).nodes).toHaveLength(8);
  await expect(button(page, 'Add Node')).toBeDisabled();
});

test('the slider sets 1 to 50 virtual nodes per node, and the load evens out', async ({ page }) => {
  await open(page);
  const slider = page.getByRole('slider', { name: 'Virtual nodes per node' });
  await expect(slider).toHaveAttribute('min', '1');
  await expect(slider).toHaveAttribute('max', '50');
  const few = await state(page);
  await slider.fill('50');
  const many = await state(page);
  for (const { tokens } of many.nodes) expect(tokens).toHaveLength(50);
  expect(many.variation.measured).toBeLessThan(few.variation.measured / 2);
  expect(many.variation.expected).toBeCloseTo(Math.sqrt(4 / 251), 6);
  expect(many.migrated).toBe(0);
});

for (const way of WAYS) {
  test.describe(`by ${way}`, () => {
    test.use({ hasTouch: way === 'touch' });

    test('the specification can be played through', async ({ page }) => {
      await open(page);
      await slideBy(page, way, 'vnodes', 50);
      await expect.poll(async () => (await state(page)).vnodes).toBe(50);
      await slideBy(page, way, 'vnodes', 1);
      await expect.poll(async () => (await state(page)).vnodes).toBe(1);
      await settle(page);
      await pressBy(page, way, 'add-node');
      await expect.poll(async () => (await state(page)).keys.some(({ moving }) => moving)).toBe(true);
      await settle(page);
      // One touch is one press.
      expect((await state(page)).nodes).toHaveLength(6);
      expect(await words(page)).toContain(`Keys migrated: ${(await state(page)).migrated} / Total keys: 10`);
      await pressBy(page, way, 'remove-node');
      await expect.poll(async () => (await state(page)).nodes.length).toBe(5);
      await settle(page);
      expect((await state(page)).keys.some(({ moving }) => moving)).toBe(false);
      await pressBy(page, way, 'reset');
      await expect.poll(async () => (await state(page)).migrated).toBe(0);
    });
  });
}

test('the specification can be played through by keyboard alone', async ({ page }) => {
  await open(page);
  await tabTo(page, page.getByRole('slider', { name: 'Virtual nodes per node' }));
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  expect((await state(page)).vnodes).toBe(3);
  await tabTo(page, button(page, 'Add Node'));
  await page.keyboard.press('Enter');
  expect((await state(page)).nodes).toHaveLength(6);
  await tabTo(page, button(page, 'Remove Node'));
  await page.keyboard.press('Space');
  expect((await state(page)).nodes).toHaveLength(5);
  await tabTo(page, button(page, 'Reset'));
  await page.keyboard.press('Enter');
  expect(await state(page)).toMatchObject({ vnodes: 1, migrated: 0 });
});

test('the keys come to rest by themselves, and then no frame is drawn', async ({ page }) => {
  await open(page);
  await press(page, 'add-node');
  await settle(page);
  expect((await state(page)).keys.some(({ moving }) => moving)).toBe(false);
  const still = await frames(page);
  await page.waitForTimeout(500);
  expect(await frames(page)).toBe(still);
});

test('pointing at a node or a key changes the picture, and leaving it brings it back', async ({ page }) => {
  await open(page);
  await settle(page);
  const rest = await picture(page);
  const canvas = (await page.locator('canvas').boundingBox())!;
  const bar = { x: canvas.x + 150, y: canvas.y + 520 };
  await page.mouse.move(bar.x, bar.y);
  await settle(page);
  expect((await picture(page)).equals(rest)).toBe(false);
  await page.mouse.move(canvas.x + 5, canvas.y + 5);
  await settle(page);
  expect((await picture(page)).equals(rest)).toBe(true);
});

test('Explore counts 10,000 keys, keeps copies and bounds loads', async ({ page }) => {
  await open(page, '?explore=1&keys=100');
  for (const id of ['histogram', 'replicas', 'bound']) {
    expect((await controls(page)).find((each) => each.id === id)).toMatchObject({ place: 'explore' });
  }
  await page.evaluate(() => {
    microsim.set('histogram', 'background');
    microsim.set('replicas', '3');
    microsim.set('bound', '1.25');
    microsim.press('add-node');
    microsim.advance(30);
  });
  const ring = await state(page);
  // ceil(1.25 × 100 / 6)
  for (const { keys } of ring.nodes) expect(keys).toBeLessThanOrEqual(21);
  expect(ring.keys[0]).toMatchObject({ copies: expect.any(Array) });
});

test('64 nodes with 50 virtual nodes each and 10,000 keys play through', async ({ page }) => {
  await open(page, '?nodes=64&vnodes=50&keys=10000');
  await settle(page);
  const before = await frames(page);
  await page.evaluate(() => microsim.press('remove-node'));
  await expect.poll(() => frames(page)).toBeGreaterThan(before);
  await page.evaluate(() => microsim.advance(20));
  const ring = await state(page);
  expect(ring.nodes).toHaveLength(63);
  expect(ring.nodes.reduce((sum: number, node: { keys: number }) => sum + node.keys, 0)).toBe(10000);
});
