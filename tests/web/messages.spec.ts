import { expect, test, type Page } from '@playwright/test';
import { FRAME, openHost, state } from './sim';

const ID = 'quorum-calculator';

// The host page notes what it hears from its first frame.
const LISTENING = `<script>
  heard = [];
  addEventListener('message', ({ data, source }) => {
    if (source === frames[0]) heard.push(data);
  });
</script>${FRAME}`;

const heard = (page: Page, type: string) =>
  page.evaluate(
    (type) => (window as unknown as { heard: { type: string }[] }).heard.filter((m) => m.type === type),
    type,
  );

const ask = async (page: Page, message: unknown) => {
  const before = (await heard(page, 'microsim-reply')).length;
  await page.evaluate((message) => window.frames[0]!.postMessage(message, '*'), message);
  await expect.poll(async () => (await heard(page, 'microsim-reply')).length).toBe(before + 1);
  return (await heard(page, 'microsim-reply')).at(-1);
};

test('the frame says once that it is ready, and how high it is', async ({ page }) => {
  const frame = await openHost(page, LISTENING);
  await expect.poll(() => heard(page, 'microsim-ready')).toEqual([{ type: 'microsim-ready', id: ID }]);
  const height = await frame.evaluate(() => document.querySelector('canvas')!.clientHeight);
  await expect
    .poll(async () => (await heard(page, 'microsim-resize')).at(-1))
    .toEqual({ type: 'microsim-resize', id: ID, height });
  await page.waitForTimeout(500);
  expect(await heard(page, 'microsim-ready')).toHaveLength(1);
});

test('the host page can set, press, advance, reset and ask for the state', async ({ page }) => {
  const frame = await openHost(page, LISTENING);
  await expect.poll(() => heard(page, 'microsim-ready')).toHaveLength(1);
  const message = { type: 'microsim', id: ID };
  expect(await ask(page, { ...message, op: 'set', control: 'w', value: 2, request: 7 })).toMatchObject({
    type: 'microsim-reply', id: ID, op: 'set', ok: true, request: 7, state: { w: 2 },
  });
  expect(await ask(page, { ...message, op: 'press', control: 'simulate-write' })).toMatchObject({ ok: true });
  expect(await ask(page, { ...message, op: 'advance', seconds: 60 })).toMatchObject({ ok: true });
  expect((await state(frame)).nodes.filter(({ wrote }) => wrote)).toHaveLength(2);
  expect(await ask(page, { ...message, op: 'reset' })).toMatchObject({ ok: true, state: { w: 3 } });
  const reply = await ask(page, { ...message, op: 'state' });
  expect(reply).toMatchObject({ ok: true, state: await state(frame), words: expect.any(String) });
});

test('the host page can go through the run, and ask for its history and its link', async ({ page }) => {
  const frame = await openHost(page, LISTENING);
  await expect.poll(() => heard(page, 'microsim-ready')).toHaveLength(1);
  const message = { type: 'microsim', id: ID };
  await frame.evaluate(() => microsim.pause());
  await ask(page, { ...message, op: 'press', control: 'simulate-write' });
  expect(await ask(page, { ...message, op: 'advance', seconds: 0.5 })).toMatchObject({ ok: true, now: 0.5, end: 0.5 });
  expect(await ask(page, { ...message, op: 'seek', seconds: 0.2, request: 'a' })).toMatchObject({
    ok: true, op: 'seek', request: 'a', now: 0.2, end: 0.5, state: await state(frame),
  });
  expect(await ask(page, { ...message, op: 'seek', seconds: 9 })).toMatchObject({
    ok: false, error: expect.stringContaining('RangeError'),
  });
  expect(await ask(page, { ...message, op: 'history' })).toMatchObject({
    ok: true, history: await frame.evaluate(() => microsim.history()),
  });
  expect(await ask(page, { ...message, op: 'link', what: 'moment' })).toMatchObject({
    ok: true, link: `${frame.url()}?seed=1&do=simulate-write@0&at=0.2`,
  });
  expect(await ask(page, { ...message, op: 'link', what: 'all' })).toMatchObject({
    ok: false, error: expect.stringContaining('RangeError'),
  });
});

test('what is refused is answered with the reason', async ({ page }) => {
  await openHost(page, LISTENING);
  await expect.poll(() => heard(page, 'microsim-ready')).toHaveLength(1);
  const message = { type: 'microsim', id: ID, op: 'set', control: 'w' };
  expect(await ask(page, { ...message, value: 99 })).toMatchObject({
    ok: false, op: 'set', error: expect.stringContaining('RangeError'),
  });
  expect(await ask(page, { ...message, value: 'two' })).toMatchObject({
    ok: false, error: expect.stringContaining('TypeError'),
  });
});

test('malformed messages are ignored', async ({ page }) => {
  const frame = await openHost(page, LISTENING);
  await expect.poll(() => heard(page, 'microsim-ready')).toHaveLength(1);
  const before = await state(frame);
  const good = { type: 'microsim', id: ID, op: 'set', control: 'w', value: 1 };
  for (const bad of [
    null, undefined, 0, '', 'microsim', [], {}, { type: 'microsim' }, { ...good, type: 'other' },
    { ...good, id: 'other-sim' }, { ...good, id: undefined }, { ...good, op: 'eval' },
    { ...good, op: 'constructor' }, { ...good, op: {} }, { ...good, control: 5 }, { ...good, control: undefined },
    { ...good, value: {} }, { ...good, value: null }, { ...good, op: 'advance', seconds: '1' },
    { ...good, op: 'press', control: ['reset'] }, { ...good, op: 'seek' }, { ...good, op: 'seek', seconds: '1' },
    { ...good, op: 'link' }, { ...good, op: 'link', what: ['moment'] }, { ...good, op: 'History' }, JSON.stringify(good),
  ]) {
    await page.evaluate((bad) => window.frames[0]!.postMessage(bad, '*'), bad);
  }
  await page.waitForTimeout(500);
  expect(await heard(page, 'microsim-reply')).toEqual([]);
  expect(await state(frame)).toEqual(before);
});

test('only the parent is heard', async ({ page }) => {
  const frame = await openHost(page, `${LISTENING}<iframe id="stranger"></iframe>`);
  await expect.poll(() => heard(page, 'microsim-ready')).toHaveLength(1);
  const before = await state(frame);
  const message = { type: 'microsim', id: ID, op: 'set', control: 'w', value: 1 };
  await page.frames()[2]!.evaluate((message) => {
    const script = document.createElement('script');
    script.textContent = `parent.frames[0].postMessage(${JSON.stringify(message)}, '*')`;
    document.body.append(script);
  }, message);
  await frame.evaluate((message) => window.postMessage(message, '*'), message);
  await page.waitForTimeout(500);
  expect(await state(frame)).toEqual(before);
  expect(await heard(page, 'microsim-reply')).toEqual([]);
});
