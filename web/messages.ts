// The talk with the host page of a frame. Only the parent is heard, and only what is well formed;
// see HostMessage and FrameMessage in microsim.d.ts.

import type { FrameMessage, HostMessage, MicroSim } from './microsim';

/** Answers the host page from now on, and tells it that the sim is ready. */
export function talkToHost(sim: MicroSim): void {
  if (window.parent === window) return;
  window.addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
    if (source !== window.parent || !isHostMessage(data, sim.id)) return;
    post({ ...reply(sim, data), ...('request' in data && { request: data.request }) });
  });
  post({ type: 'microsim-ready', id: sim.id });
}

/** Tells the host page the natural height, now and whenever it changes. */
export function reportHeight(id: string): void {
  if (window.parent === window) return;
  let reported = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === reported) return;
    reported = height;
    post({ type: 'microsim-resize', id, height });
  }).observe(document.body);
}

function reply(sim: MicroSim, message: HostMessage): FrameMessage {
  const { id, op } = message;
  try {
    if (op === 'set') sim.set(message.control, message.value);
    if (op === 'press') sim.press(message.control);
    if (op === 'advance') sim.advance(message.seconds);
    if (op === 'seek') sim.seek(message.seconds);
    if (op === 'reset') sim.reset();
    return {
      type: 'microsim-reply',
      id,
      op,
      ok: true,
      ...(op === 'link' && { link: sim.link(message.what) }),
      ...(op === 'history' && { history: sim.history() }),
      state: sim.state(),
      words: sim.describe(),
      now: sim.now,
      end: sim.end,
    };
  } catch (error) {
    return { type: 'microsim-reply', id, op, ok: false, error: String(error) };
  }
}

/** Whether the shape is right; whether the value is allowed is for the sim to say. */
function isHostMessage(data: unknown, simId: string): data is HostMessage {
  if (typeof data !== 'object' || data === null) return false;
  const { type, id, op, control, value, seconds, what } = data as Record<string, unknown>;
  if (type !== 'microsim' || id !== simId) return false;
  switch (op) {
    case 'set':
      return typeof control === 'string' && ['number', 'boolean', 'string'].includes(typeof value);
    case 'press':
      return typeof control === 'string';
    case 'advance':
    case 'seek':
      return typeof seconds === 'number';
    case 'link':
      return typeof what === 'string';
    case 'reset':
    case 'state':
    case 'history':
      return true;
    default:
      return false;
  }
}

/** The host may be any site, a file or a sandbox, and none of this is secret. */
function post(message: FrameMessage): void {
  window.parent.postMessage(message, '*');
}
