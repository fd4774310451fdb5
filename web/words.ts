// The situation in words: what the picture shows, for a person who does not see it. It describes the
// canvas, and it is a live region: what has stood still for a moment is spoken. So is what happens on
// the way there.

import { element } from './element';

const CALM_MS = 500;
const LONGEST_WAIT_MS = 4000;
const LONGEST_NEWS = 200;

export class Words {
  readonly element = element('p', { id: 'words' });
  private pending = '';
  private timer = 0;

  constructor(first: string) {
    // Set before it becomes a live region: nothing is spoken on load.
    this.element.textContent = this.pending = first;
    this.element.setAttribute('role', 'status');
  }

  /** Shows the words once they stop changing, so that an animation does not chatter. */
  show(text: string): void {
    if (text === this.pending) return;
    this.pending = text;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      this.element.textContent = this.pending;
    }, CALM_MS);
  }
}

export class News {
  readonly element = element('p', { id: 'news', className: 'unseen' });
  private pending: string[] = [];
  private timer = 0;
  private since = 0;

  constructor() {
    this.element.setAttribute('role', 'status');
  }

  /** Speaks the sentences once no more of them come, or have come for long enough. */
  tell(sentences: string[]): void {
    if (!this.pending.length) this.since = Date.now();
    this.pending.push(...sentences);
    clearTimeout(this.timer);
    const longest = this.since + LONGEST_WAIT_MS - Date.now();
    this.timer = window.setTimeout(() => this.speak(), Math.max(0, Math.min(CALM_MS, longest)));
  }

  private speak(): void {
    this.element.textContent = joined(this.pending);
    this.pending = [];
  }
}

/** As many sentences as anybody wants to hear at once, and how many there are beyond. */
function joined(sentences: string[]): string {
  let text = '';
  for (const [i, sentence] of sentences.entries()) {
    const longer = `${text} ${sentence}.`.trimStart();
    if (text && longer.length > LONGEST_NEWS) return `${text} And ${sentences.length - i} more.`;
    text = longer;
  }
  return text;
}
