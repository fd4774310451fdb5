// Other runs than the present one: the famous ones of this sim, and the one that was left by going
// back and doing something else.

import { element } from './element';
import type { Engine } from './engine';
import { tableOf } from './happened';

/** The list that the page brings along; each link keeps the looks of this page. */
export function famousRuns(looks: string): HTMLElement | undefined {
  const list = document.querySelector<HTMLTemplateElement>('#famous-runs')?.content.firstElementChild;
  if (!list?.firstElementChild) return undefined;
  const copy = list.cloneNode(true) as HTMLElement;
  for (const link of copy.querySelectorAll('a')) link.setAttribute('href', link.getAttribute('href') + looks);
  return copy;
}

interface Fact {
  id: string;
  label: string;
  text: string;
  law?: string;
}

/** The figures of both runs side by side; nothing without another run or without figures. */
export function comparison(engine: Engine): HTMLElement | undefined {
  const { now, other } = JSON.parse(engine.facts()) as { now: Fact[]; other?: Fact[] };
  if (!other) return undefined;
  const ids = new Set([...now, ...other].map(({ id }) => id));
  const rows = [...ids].map((id) => {
    const [mine, others] = [now, other].map((facts) => facts.find((fact) => fact.id === id));
    const name = element('th', {}, (mine ?? others)!.label);
    name.scope = 'row';
    const texts = [mine?.text ?? '–', others?.text ?? '–'];
    return element('tr', {}, name, ...texts.map((text) => element('td', {}, text)));
  });
  if (!rows.length) return undefined;
  return tableOf('', ['Figure', 'This run, now', 'Other run, at its end'], element('tbody', {}, ...rows));
}
