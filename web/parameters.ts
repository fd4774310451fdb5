// What the address of the page says about the sim, and the address that says what the sim shows.
//
//   main.html?n=5&w=3&r=3&seed=42&theme=dark&paused=1
//
// A name or a value that cannot be used is left out and explained; it never stops the sim.

import type { Engine } from './engine';
import type { Control } from './microsim';

export type Theme = 'auto' | 'light' | 'dark';

const DEFAULT_SEED = 1;
const LARGEST_SEED = 2 ** 32 - 1;

export class Parameters {
  readonly seed: number;
  readonly theme: Theme;
  readonly paused: boolean;
  /** One sentence for each parameter that could not be used. */
  readonly warnings: string[] = [];
  private readonly given: URLSearchParams;

  constructor(search: string) {
    this.given = new URLSearchParams(search);
    this.seed = this.read('seed', DEFAULT_SEED, `a whole number from 0 to ${LARGEST_SEED}`, wholeSeed);
    this.theme = this.read('theme', 'auto', 'auto, light or dark', (text) =>
      text === 'auto' || text === 'light' || text === 'dark' ? text : undefined,
    );
    this.paused = this.read('paused', false, '1 or 0', (text) =>
      text === '1' ? true : text === '0' ? false : undefined,
    );
  }

  /** Gives the sim its settings, in the order in which it declares them: n before w up to n. */
  beginWith(engine: Engine): void {
    const controls = JSON.parse(engine.controls()) as Control[];
    const settable = controls.filter((control) => control.value !== undefined);
    for (const { id } of settable) {
      const text = this.given.get(id);
      const refusal = text === null ? '' : engine.beginWith(id, text);
      if (refusal) this.warn(id, text!, refusal.replace(/^\w+Error: /, ''));
    }
    const known = [...settable.map(({ id }) => id), 'seed', 'theme', 'paused'];
    for (const name of new Set(this.given.keys())) {
      if (!known.includes(name)) {
        this.warn(name, this.given.get(name)!, `the parameters here are ${known.join(', ')}`);
      }
    }
  }

  /** The address of the sim with its present settings. */
  link(controls: Control[]): string {
    const link = new URL(location.href);
    link.search = link.hash = '';
    for (const { id, value, enabled } of controls) {
      if (value !== undefined && enabled) link.searchParams.append(id, String(value));
    }
    link.searchParams.append('seed', String(this.seed));
    if (this.theme !== 'auto') link.searchParams.append('theme', this.theme);
    return link.href;
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

function wholeSeed(text: string): number | undefined {
  return /^\d{1,10}$/.test(text) && Number(text) <= LARGEST_SEED ? Number(text) : undefined;
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
