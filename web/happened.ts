// What happened in the run: a table that can be walked through, and the news for the live region.

import { element } from './element';
import type { Engine } from './engine';
import type { Entry } from './microsim';

const MOST_ROWS = 200;
const PAUSE_MS = 250;

interface News {
  past: number;
  version: string;
  words: string[];
}

/** Follows the run, at most four times a second. */
export class Happened {
  private readonly rows = element('tbody');
  readonly element = element(
    'section',
    { id: 'happened', hidden: true },
    tableOf('What happened', ['Time', 'What', 'Who'], this.rows),
  );
  private timer = 0;
  private told = 0;
  private version = '';

  /** `tell` hears the sentences of what has happened since it heard the last ones. */
  constructor(
    private readonly engine: Engine,
    private readonly tell: (words: string[]) => void,
  ) {
    // What an address plays is past: nothing is spoken on load.
    this.wentElsewhere();
    this.update();
  }

  changed(): void {
    this.timer ||= window.setTimeout(() => {
      this.timer = 0;
      this.update();
    }, PAUSE_MS);
  }

  /** Somebody went to another place of the run: what lies between is not told. */
  wentElsewhere(): void {
    this.told = this.news().past;
  }

  private update(): void {
    const { past, version, words } = this.news();
    this.told = past;
    if (words.length) this.tell(words);
    if (version === this.version) return;
    this.version = version;
    fillRows(this.rows, historyOf(this.engine), past);
    this.element.hidden = !this.rows.firstChild;
  }

  private news(): News {
    return JSON.parse(this.engine.news(this.told)) as News;
  }
}

/** The same as a table that stays as it is. */
export function historyTable(engine: Engine): HTMLTableElement {
  const rows = element('tbody');
  const { past } = JSON.parse(engine.news(0)) as News;
  fillRows(rows, historyOf(engine), past);
  return tableOf('', ['Time', 'What', 'Who'], rows);
}

/** A table with a heading for each column, and a caption unless it is empty. */
export function tableOf(caption: string, columns: string[], rows: HTMLTableSectionElement): HTMLTableElement {
  const headings = columns.map((name) => {
    const cell = element('th', {}, name);
    cell.scope = 'col';
    return cell;
  });
  return element(
    'table',
    {},
    ...(caption ? [element('caption', {}, caption)] : []),
    element('thead', {}, element('tr', {}, ...headings)),
    rows,
  );
}

const historyOf = (engine: Engine) => JSON.parse(engine.history()) as Entry[];

/** Rows that are there and still true stay: somebody may be reading them. */
function fillRows(body: HTMLTableSectionElement, entries: Entry[], past: number): void {
  const earlier = Math.max(0, entries.length - MOST_ROWS);
  const wanted = entries.slice(earlier).map((entry) => ({ entry, key: JSON.stringify(entry) }));
  const keyAt = (i: number) => (body.rows[i] as HTMLElement | undefined)?.dataset.key;
  if (body.rows[0] && !keyAt(0)) body.rows[0].remove();
  while (body.rows[0] && keyAt(0) !== wanted[0]?.key) body.rows[0].remove();
  let same = 0;
  while (same < wanted.length && keyAt(same) === wanted[same]!.key) ++same;
  while (body.rows[same]) body.rows[same]!.remove();
  body.append(...wanted.slice(same).map(({ entry, key }) => rowOf(entry, key)));
  [...body.rows].forEach((row, i) => {
    row.classList.toggle('ahead', earlier + i >= past);
    if (earlier + i === past - 1) row.setAttribute('aria-current', 'time');
    else row.removeAttribute('aria-current');
  });
  if (earlier) {
    const cell = element('td', { colSpan: 3 }, `${earlier} earlier ones are not listed.`);
    body.prepend(element('tr', {}, cell));
  }
}

function rowOf({ at, kind, words, who }: Entry, key: string): HTMLTableRowElement {
  const cells = [`${at} s`, words, kind === 'command' ? 'you' : who ?? ''];
  const row = element('tr', { className: kind }, ...cells.map((text) => element('td', {}, text)));
  row.dataset.key = key;
  return row;
}
