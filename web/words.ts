// The situation in words: what the picture shows, for a person who does not see it. It describes the
// canvas, and it is a live region: what has stood still for a moment is spoken.

import { element } from './element';

const CALM_MS = 500;

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
