// What the address of the page says about the sim.
//
//   main.html?n=5&w=3&r=3&seed=42&theme=dark&paused=1&timeline=0
//   main.html?seed=1&do=simulate-write@0,w=2@1.5&at=4      what is done, and the moment to stop at
//
// A name or a value that cannot be used is left out and explained; it never stops the sim.

import type { Engine } from './engine';
import type { Control } from './microsim';

export type Theme = 'auto' | 'light' | 'dark';

const DEFAULT_SEED = 1;
const LARGEST_SEED = 2 ** 32 - 1;

// Controls of the timeline that move within the run, or are a part of it.
const NO_SETTINGS = ['time', 'drop', 'delay', 'duplicate'];

export class Parameters {
  readonly seed: number;
  readonly theme: Theme;
  readonly paused: boolean;
  readonly timeline: boolean;
  /** One sentence for each parameter that could not be used. */
  readonly warnings: string[] = [];
  private readonly given: URLSearchParams;

  constructor(private readonly search: string) {
    this.given = new URLSearchParams(search);
    this.seed = this.read('seed', DEFAULT_SEED, `a whole number from 0 to ${LARGEST_SEED}`, wholeSeed);
    this.theme = this.read('theme', 'auto', 'auto, light or dark', (text) =>
      text === 'auto' || text === 'light' || text === 'dark' ? text : undefined,
    );
    this.paused = this.read('paused', false, '1 or 0', yesOrNo);
    this.timeline = this.read('timeline', true, '1 or 0', yesOrNo);
  }

  /** Gives the sim its settings, in the order in which it declares them: n before w up to n. */
  beginWith(engine: Engine): void {
    const controls = JSON.parse(engine.controls()) as Control[];
    const settings = controls
      .filter(({ id, value }) => value !== undefined && !NO_SETTINGS.includes(id))
      .map(({ id }) => id);
    for (const id of settings) {
      const text = this.given.get(id);
      const refusal = text === null ? '' : engine.beginWith(id, text);
      if (refusal) this.warn(id, text!, refusal);
    }
    const known = [...settings, 'seed', 'theme', 'paused', 'timeline', 'do', 'at'];
    for (const name of new Set(this.given.keys())) {
      if (!known.includes(name)) {
        this.warn(name, this.given.get(name)!, `the parameters here are ${known.join(', ')}`);
      }
    }
  }

  /** Plays what the address says was done, and stops at the moment that it names. */
  play(engine: Engine): void {
    const deeds = deedsOf(this.search, this.given.get('do'));
    const at = this.given.get('at') ?? '';
    if (deeds || at) this.warnings.push(...(JSON.parse(engine.play(deeds, at)) as string[]));
  }

  /** The address that says so, with the looks that this one asks for. */
  addressOf(query: string): string {
    const address = new URL(location.href);
    address.hash = '';
    address.search = query + this.looks;
    return address.href;
  }

  /** What another address of this sim says to look the same: "&theme=dark", or nothing. */
  get looks(): string {
    const theme = this.theme === 'auto' ? '' : `&theme=${this.theme}`;
    return theme + (this.timeline ? '' : '&timeline=0');
  }

  private read<T>(name: string, standard: T, allowed: string, parse: (text: string) => T | undefined): T {
    const text = this.given.get(name);
    if (text === null) return standard;
    const value = parse(text);
    if (value === undefined) this.warn(name, text, `it can be ${allowed}`);
    return value ?? standard;
  }

  private warn(name: string, text: string, why: string): void {
    this.warnings.push(`The parameter “${shortened(`${name}=${text}`)}” is ignored: ${why}`.replace(/\.?$/, '.'));
  }
}

/**
 * The commands as the engine reads them: signs within a value are encoded, those between are not.
 * Some tools encode the whole parameter once more; then its decoded form has more of the shape.
 */
function deedsOf(search: string, decoded: string | null): string {
  const raw = /[?&]do=([^&]*)/.exec(search)?.[1] ?? '';
  const entries = (text: string) =>
    text.split(',').filter((entry) => /^[\w-]+(=[^=@]*)?@[\d.]+$/.test(entry)).length;
  return decoded !== null && entries(decoded) > entries(raw) ? decoded : raw;
}

function yesOrNo(text: string): boolean | undefined {
  return text === '1' ? true : text === '0' ? false : undefined;
}

function wholeSeed(text: string): number | undefined {
  return /^\d{1,10}$/.test(text) && Number(text) <= LARGEST_SEED ? Number(text) : undefined;
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
