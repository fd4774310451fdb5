// The "?" button and what it opens: the keys, the controls, and the link to the present settings.

import { element } from './element';
import type { Control } from './microsim';

export interface HelpContent {
  title: string;
  about: string;
  prompt: () => string;
  controls: () => Control[];
  link: () => string;
  seed: number;
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
    const { title, about, prompt, controls, link, seed } = this.content;
    const close = element('button', { type: 'button', className: 'round', textContent: '×' });
    close.setAttribute('aria-label', 'Close');
    close.addEventListener('click', () => this.dialog.close());
    const body = element(
      'div',
      { className: 'help-body' },
      element('header', {}, element('h2', { id: 'help-title' }, title), close),
      element('p', {}, about),
      element('p', { className: 'prompt' }, prompt()),
      element('h3', {}, 'Link to what you see'),
      linkWithCopy(link()),
      element('p', { className: 'quiet' }, `Chance comes from seed ${seed}: the same link and the same steps give the same run.`),
      element('h3', {}, 'Keys'),
      keys(),
      element('h3', {}, 'Controls now'),
      controlTable(controls()),
      licences(() => this.dialog.close()),
    );
    return body;
  }
}

function linkWithCopy(href: string): HTMLElement {
  const field = element('input', { type: 'text', readOnly: true, value: href });
  field.setAttribute('aria-label', 'Link to the present settings');
  const copy = element('button', { type: 'button', className: 'wide', textContent: 'Copy' });
  const outcome = element('p', { className: 'quiet' });
  outcome.setAttribute('role', 'status');
  copy.addEventListener('click', async () => {
    const copied = await copyText(field);
    outcome.textContent = copied ? 'Copied.' : 'The link is selected: copy it with Ctrl+C.';
  });
  const row = element('div', { className: 'link' }, field, copy);
  const embedded = window.parent !== window;
  if (embedded) {
    row.append(
      element('a', { href, target: '_blank', rel: 'noopener', className: 'wide' }, 'Open in full'),
    );
  }
  return element('div', {}, row, outcome);
}

/** Frames of other sites may not use the clipboard directly, but may copy what is selected. */
async function copyText(field: HTMLInputElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.select();
    return document.execCommand('copy');
  }
}

const KEYS: [keys: string[], effect: string][] = [
  [['Tab', 'Shift Tab'], 'to the next or previous control, and on out of the sim'],
  [['Space', 'Enter'], 'presses a button, ticks a box, opens a list'],
  [['←', '→'], 'moves a slider by one step; Home and End go to its ends'],
  [['?'], 'opens this help'],
  [['Esc'], 'closes it'],
];

function keys(): HTMLElement {
  const rows = KEYS.flatMap(([names, effect]) => [
    element('dt', {}, ...names.map((name) => element('kbd', {}, name))),
    element('dd', {}, effect),
  ]);
  return element('dl', {}, ...rows);
}

function controlTable(controls: Control[]): HTMLElement {
  const rows = controls
    .filter(({ place, rect }) => place !== 'parameter' && (rect || place === 'panel'))
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
