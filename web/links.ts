// The addresses that a person can take along.

import { element } from './element';

/** A link with its name, or in words why there is none. */
export function linkWithCopy(name: string, make: () => string): HTMLElement {
  let href: string;
  try {
    href = make();
  } catch (refused) {
    return element('p', { className: 'quiet' }, `${name}: ${(refused as Error).message}`);
  }
  const id = name.toLowerCase().replaceAll(' ', '-');
  const field = element('input', { id, type: 'text', readOnly: true, value: href });
  const copy = element('button', { type: 'button', className: 'wide', textContent: 'Copy' });
  copy.setAttribute('aria-label', `Copy the ${name.toLowerCase()}`);
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
  return element('div', {}, element('label', { htmlFor: id }, name), row, outcome);
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
