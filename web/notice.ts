// Something the person should know: a parameter that was ignored, a picture that cannot be drawn.

import { element } from './element';

/** Shows the sentences below the heading, until they are dismissed. */
export function showNotice(heading: HTMLElement, sentences: string[]): void {
  if (!sentences.length) return;
  const dismiss = element('button', { type: 'button', className: 'round', textContent: '×' });
  dismiss.setAttribute('aria-label', 'Dismiss this notice');
  const notice = element(
    'div',
    { className: 'notice' },
    element('div', {}, ...sentences.map((sentence) => element('p', {}, sentence))),
    dismiss,
  );
  notice.setAttribute('role', 'status');
  dismiss.addEventListener('click', () => notice.remove());
  heading.after(notice);
}
