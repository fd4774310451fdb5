// The messages that are under way while the clock stands still, as a list: each can be dropped,
// delayed or duplicated. In the picture it shows only the row that has the focus, and lights up its
// message.

import { element } from './element';
import type { Actions } from './twins';

const MOST = 100;

const DEEDS = [
  ['drop', 'Drop'],
  ['delay', 'Delay'],
  ['duplicate', 'Duplicate'],
] as const;

/** The deeds say why they cannot be done, or nothing. */
type Message = { id: string; words: string } & Record<(typeof DEEDS)[number][0], string>;

export class UnderWay {
  private readonly list = element('ul');
  private readonly more = element('p');
  readonly element = element('section', { className: 'under-way', hidden: true }, this.list, this.more);
  private shown = '';
  private messages: Message[] = [];

  /** `elsewhere` takes the focus when the last message is gone. */
  constructor(
    private readonly actions: Actions,
    private readonly highlight: (id: string) => void,
    private readonly elsewhere: () => HTMLElement | undefined,
  ) {
    this.element.setAttribute('aria-label', 'Messages under way');
    this.list.addEventListener('focusin', ({ target }) => {
      const row = (target as Element).closest('li');
      if (row) this.highlight(row.dataset.message!);
    });
    this.list.addEventListener('focusout', () => this.highlight(''));
  }

  /** `json` gives at most so many of them, as Engine.messages() does; none: the clock runs. */
  show(json?: (most: number) => string): void {
    const now = json ? json(MOST) : '';
    if (now === this.shown) return;
    this.shown = now;
    const { messages, count } = now
      ? (JSON.parse(now) as { messages: Message[]; count: number })
      : { messages: [], count: 0 };
    this.messages = messages;
    this.keepingFocus(() => {
      const rows = new Map([...this.list.children].map((row) => [(row as HTMLElement).dataset.message, row]));
      const wanted = messages.map((message) => fill(rows.get(message.id) ?? this.row(message.id), message));
      for (const row of rows.values()) if (!wanted.includes(row)) row.remove();
      // Those that are there already stand in their order: to move the one in use would take its focus.
      wanted.forEach((row, i) => {
        if (this.list.children[i] !== row) this.list.insertBefore(row, this.list.children[i] ?? null);
      });
      this.more.textContent = count > messages.length ? `and ${count - messages.length} more` : '';
      this.element.hidden = count === 0;
    });
  }

  private row(id: string): Element {
    const buttons = DEEDS.map(([deed, label]) => {
      const button = element('button', { type: 'button', className: deed, textContent: label });
      button.setAttribute('aria-label', `${label} ${id}`);
      button.addEventListener('click', () => {
        const message = this.messages.find((each) => each.id === id);
        if (message && !message[deed]) this.actions.set(deed, id);
      });
      return button;
    });
    const row = element(
      'li',
      {},
      element('span', { id: `words-${id}` }),
      ...buttons,
      element('small', { id: `why-${id}` }),
    );
    row.dataset.message = id;
    return row;
  }

  /** The focus goes to the same button of the row that takes the place of the one in use. */
  private keepingFocus(change: () => void): void {
    const used = document.activeElement;
    const index = [...this.list.children].findIndex((row) => row.contains(used));
    change();
    if (index < 0 || document.activeElement === used) return;
    const row = this.list.children[Math.min(index, this.list.children.length - 1)];
    const next = row?.querySelector<HTMLElement>(`.${used!.className}`) ?? this.elsewhere();
    next?.focus({ preventScroll: true });
  }
}

function fill(row: Element, message: Message): Element {
  const { id, words } = message;
  const reasons = new Set<string>();
  for (const [deed] of DEEDS) {
    const why = message[deed];
    const button = row.querySelector(`.${deed}`)!;
    button.setAttribute('aria-disabled', String(why !== ''));
    button.setAttribute('aria-describedby', why ? `words-${id} why-${id}` : `words-${id}`);
    if (why) reasons.add(why);
  }
  row.querySelector('span')!.textContent = words;
  row.querySelector('small')!.textContent = [...reasons].join(' ');
  return row;
}
