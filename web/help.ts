// The "?" button and what it opens: famous runs, links, what happened, the keys and the controls.

import { element } from './element';
import type { Engine } from './engine';
import { historyTable } from './happened';
import { linkWithCopy } from './links';
import type { Control, MicroSim } from './microsim';
import type { Parameters } from './parameters';
import { comparison, famousRuns } from './runs';
import { TIMELINE_KEYS } from './timeline';

export interface HelpContent {
  title: string;
  about: string;
  sim: MicroSim;
  engine: Engine;
  parameters: Parameters;
}

export class Help {
  readonly button = element('button', { type: 'button', className: 'round help', textContent: '?' });
  readonly dialog = element('dialog', { id: 'help' });

  constructor(private readonly content: HelpContent) {
    this.button.setAttribute('aria-label', 'Help, keys and link');
    this.button.setAttribute('aria-haspopup', 'dialog');
    this.button.addEventListener('click', () => this.open());
    this.dialog.setAttribute('aria-labelledby', 'help-title');
    // A click beside the dialog closes it: the backdrop counts as the dialog itself.
    this.dialog.addEventListener('click', (event) => {
      if (event.target === this.dialog) this.dialog.close();
    });
    window.addEventListener('keydown', (event) => {
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (event.key === '?' && plain && !this.dialog.open) {
        event.preventDefault();
        this.open();
      }
    });
  }

  private open(): void {
    this.dialog.replaceChildren(this.body());
    this.dialog.showModal();
  }

  private body(): HTMLElement {
    const { title, about, sim, engine, parameters } = this.content;
    const close = element('button', { type: 'button', className: 'round', textContent: '×' });
    close.setAttribute('aria-label', 'Close');
    close.addEventListener('click', () => this.dialog.close());
    const controls = sim.controls();
    const runs = famousRuns(parameters.looks);
    const facts = comparison(engine);
    const history = historyTable(engine);
    const hasTimeline = controls.some(({ id, place }) => id === 'time' && place === 'timeline');
    return element(
      'div',
      { className: 'help-body' },
      element('header', {}, element('h2', { id: 'help-title' }, title), close),
      element('p', {}, about),
      element('p', { className: 'prompt' }, engine.prompt()),
      ...part('Famous runs', runs),
      ...part(
        'Links to what you see',
        linkWithCopy('Link to these settings', () => sim.link('settings')),
        linkWithCopy('Link to this moment', () => sim.link('moment')),
        element('p', { className: 'quiet' }, `Chance comes from seed ${parameters.seed}: the same link and the same steps give the same run.`),
      ),
      ...part('This run and the other run', facts),
      ...part('What happened', history.rows.length > 1 ? scrollable(history) : undefined),
      ...part('Keys', keys(KEYS)),
      ...part('Keys on the bar of the timeline', hasTimeline ? keys(TIMELINE_KEYS) : undefined),
      ...part('Controls now', controlTable(controls)),
      licences(() => this.dialog.close()),
    );
  }
}

/** A part of the dialog below its heading; nothing if there is nothing to say. */
function part(heading: string, ...content: (HTMLElement | undefined)[]): HTMLElement[] {
  const there = content.filter((each) => each !== undefined);
  return there.length ? [element('h3', {}, heading), ...there] : [];
}

/** As high as fits; the keyboard can scroll it. */
function scrollable(table: HTMLTableElement): HTMLElement {
  const box = element('div', { className: 'scrollable', tabIndex: 0 }, table);
  box.setAttribute('role', 'region');
  box.setAttribute('aria-label', 'What happened');
  return box;
}

const KEYS: [keys: string[], effect: string][] = [
  [['Tab', 'Shift Tab'], 'to the next or previous control, and on out of the sim'],
  [['Space', 'Enter'], 'presses a button, ticks a box, opens a list'],
  [['←', '→'], 'moves a slider by one step; Home and End go to its ends'],
  [['?'], 'opens this help'],
  [['Esc'], 'closes it'],
];

function keys(list: [keys: string[], effect: string][]): HTMLElement {
  const rows = list.flatMap(([names, effect]) => [
    element('dt', {}, ...names.map((name) => element('kbd', {}, name))),
    element('dd', {}, effect),
  ]);
  return element('dl', {}, ...rows);
}

function controlTable(controls: Control[]): HTMLElement {
  const rows = controls
    .filter(({ place, rect }) => place === 'panel' || (place === 'explore' && rect))
    .flatMap((control) => [
      element('dt', {}, control.label),
      element('dd', {}, situationOf(control)),
    ]);
  return element('dl', { className: 'controls' }, ...rows);
}

function situationOf({ kind, value, valueText, min, max, options, optionLabels, enabled }: Control) {
  const now = {
    button: () => 'a button',
    slider: () => `${valueText ?? value}, from ${min} to ${max}`,
    toggle: () => (value ? 'on' : 'off'),
    choice: () => optionLabels?.[options?.indexOf(String(value)) ?? -1] ?? String(value),
  }[kind]();
  return enabled ? now : `${now}, not available now`;
}

/** To the page that the document names, or to the place in it where the offline page has them. */
function licences(close: () => void): HTMLElement {
  const href = document.querySelector('link[rel=license]')?.getAttribute('href') ?? '';
  const link = element('a', { href }, 'Licences');
  if (href.startsWith('#')) link.addEventListener('click', close);
  else Object.assign(link, { target: '_blank', rel: 'noopener' });
  return element('footer', {}, link);
}
