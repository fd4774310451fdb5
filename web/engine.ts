// The WebAssembly module as the page sees it (bindings.cpp), and how it gets here.

/** Every call that can be refused returns '' or JSON: {"kind": "type" or "range", "reason": ...}. */
export interface Engine {
  /** '' or why not, in words. */
  start(simId: string, seed: number): string;
  /** '' or why not, in words. */
  beginWith(id: string, text: string): string;
  openWindow(): string;
  version(): string;
  prompt(): string;
  controls(): string;
  set(id: string, value: unknown): string;
  press(id: string): string;
  advance(seconds: unknown): string;
  /** Simulated seconds: the shown place of the run, and how far it was played. */
  now(): number;
  end(): number;
  seek(seconds: unknown): string;
  /** JSON: Entry[] of the contract. */
  history(): string;
  /** The commands of a link and where to stop, as the address has them; JSON: warnings, string[]. */
  play(deeds: string, at: string): string;
  /** JSON: {"query": "n=5&seed=1"}, or a refusal. */
  link(what: string): string;
  /** JSON: how many messages are under way, and the first `most` of them; see bindings.cpp. */
  messages(most: number): string;
  /** JSON: what has happened up to now since there were `told` entries; see bindings.cpp. */
  news(told: number): string;
  /** JSON: {now: FactText[], other?: FactText[]}. */
  facts(): string;
  /** Lights up a message that is under way in the picture ("m17"); an empty text lets go. */
  highlight(id: string): void;
  /** The timeline's controls are in the drawer or nowhere. */
  leaveTimelineOut(): void;
  reset(): void;
  pause(): void;
  resume(): void;
  /** Wall-clock seconds, for who has no window that passes them on. */
  passTime(seconds: number): void;
  state(): string;
  describe(): string;
  /** The figures of the Explore drawer in words; none while it is closed. */
  explored(): string;
  frames(): number;
  height(): number;
  setDark(dark: boolean): void;
  setReducedMotion(reduced: boolean): void;
  setVisible(visible: boolean): void;
  redraw(): void;
  contextLost(): void;
  contextRestored(): void;
  resized(): void;
}

declare function createMicroSims(options: {
  canvas: HTMLCanvasElement;
  wasmBinary?: ArrayBuffer;
  onChanged: () => void;
}): Promise<Engine>;

/**
 * Loads the module for that canvas. `onChanged` is called when what the sim shows may have changed.
 * Throws a readable Error.
 */
export async function loadEngine(
  canvas: HTMLCanvasElement,
  onChanged: () => void,
): Promise<Engine> {
  if (typeof WebAssembly !== 'object') throw new Error('This browser has no WebAssembly.');
  if (typeof createMicroSims !== 'function') throw new Error('The file microsims.js is missing.');
  const inside = bytesInsidePage();
  try {
    return await createMicroSims({ canvas, onChanged, ...(inside && { wasmBinary: inside }) });
  } catch (cause) {
    throw new Error(`The simulation could not be loaded: ${reason(cause)}`, { cause });
  }
}

/** The offline page carries the module in itself, as base64; others fetch it. */
function bytesInsidePage(): ArrayBuffer | undefined {
  const text = document.getElementById('microsims.wasm')?.textContent;
  return text ? Uint8Array.from(atob(text.trim()), (c) => c.charCodeAt(0)).buffer : undefined;
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
