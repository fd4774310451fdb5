// window.microsim: the page contract on top of the engine. See microsim.d.ts.

import type { Engine } from './engine';
import type { Control, Entry, MicroSim, Value } from './microsim';

/** The contract of a page whose engine may still be on its way. */
export class Contract implements MicroSim {
  private engine?: Engine;
  private acted = () => {};
  private settle!: { resolve: () => void; reject: (error: Error) => void };
  readonly ready = new Promise<void>((resolve, reject) => {
    this.settle = { resolve, reject };
  });

  /** `addressOf` makes a whole address of the query that the engine answers. */
  constructor(
    readonly id: string,
    private readonly addressOf: (query: string) => string,
  ) {
    // The page itself shows what went wrong; nobody has to listen here.
    this.ready.catch(() => {});
  }

  /** From now on the sim can be used; `acted` is called after each thing done to it. */
  attach(engine: Engine, acted: () => void): void {
    this.engine = engine;
    this.acted = acted;
  }

  /** Settles `ready`. */
  isReady(): void {
    this.settle.resolve();
  }

  failed(error: Error): void {
    this.settle.reject(error);
  }

  get version(): string {
    return this.engine?.version() ?? '';
  }

  get frames(): number {
    return this.engine?.frames() ?? 0;
  }

  get now(): number {
    return this.engine?.now() ?? 0;
  }

  get end(): number {
    return this.engine?.end() ?? 0;
  }

  controls(): Control[] {
    return JSON.parse(this.running().controls()) as Control[];
  }

  set(id: string, value: Value): void {
    this.act((engine) => engine.set(idOf(id), value));
  }

  press(id: string): void {
    this.act((engine) => engine.press(idOf(id)));
  }

  state(): object {
    return JSON.parse(this.running().state()) as object;
  }

  describe(): string {
    const engine = this.running();
    return [engine.describe(), engine.explored()].filter(Boolean).join(' ');
  }

  advance(seconds: number): void {
    this.act((engine) => engine.advance(seconds));
  }

  pause(): void {
    this.act((engine) => engine.pause());
  }

  resume(): void {
    this.act((engine) => engine.resume());
  }

  reset(): void {
    this.act((engine) => engine.reset());
  }

  seek(seconds: number): void {
    this.act((engine) => engine.seek(seconds));
  }

  history(): Entry[] {
    return JSON.parse(this.running().history()) as Entry[];
  }

  link(what: 'settings' | 'moment'): string {
    const answer = JSON.parse(this.running().link(String(what))) as { query: string } | Refusal;
    if ('reason' in answer) throw errorOf(answer);
    return this.addressOf(answer.query);
  }

  private act(deed: (engine: Engine) => string | void): void {
    const refusal = deed(this.running());
    if (refusal) throw errorOf(JSON.parse(refusal) as Refusal);
    this.acted();
  }

  private running(): Engine {
    if (!this.engine) throw new Error('The sim is not loaded: wait for microsim.ready first.');
    return this.engine;
  }
}

function idOf(id: unknown): string {
  if (typeof id !== 'string') {
    throw new TypeError(`A control's id is a string, not ${id === null ? 'null' : typeof id}.`);
  }
  return id;
}

/** What the engine answers to what it does not do. */
interface Refusal {
  kind: 'type' | 'range';
  reason: string;
}

function errorOf({ kind, reason }: Refusal): Error {
  return kind === 'type' ? new TypeError(reason) : new RangeError(reason);
}
