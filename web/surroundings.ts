// What the sim follows in the world around it: light or dark, the wish for less motion, and whether
// anybody can see it.

import type { Engine } from './engine';
import type { Theme } from './parameters';

/** Light or dark as the address says, or else as the system prefers, also when that changes. */
export function followTheme(engine: Engine, theme: Theme): void {
  if (theme !== 'auto') {
    engine.setDark(theme === 'dark');
    return;
  }
  follow('(prefers-color-scheme: dark)', (dark) => engine.setDark(dark));
}

export function followReducedMotion(engine: Engine): void {
  follow('(prefers-reduced-motion: reduce)', (reduced) => engine.setReducedMotion(reduced));
}

/** Lets the sim sleep while its page is hidden or the canvas is scrolled out of sight. */
export function followVisibility(canvas: HTMLElement, setVisible: (visible: boolean) => void): void {
  let inSight = true;
  const tell = () => setVisible(inSight && document.visibilityState === 'visible');
  document.addEventListener('visibilitychange', tell);
  new IntersectionObserver((entries) => {
    inSight = entries.at(-1)!.isIntersecting;
    tell();
  }).observe(canvas);
  tell();
}

/** Without a window no frame carries time on: the page does, until it is hidden. */
export function passTime(engine: Engine): void {
  const SECONDS = 0.25;
  setInterval(() => {
    if (document.visibilityState === 'visible') engine.passTime(SECONDS);
  }, SECONDS * 1000);
}

function follow(query: string, use: (matches: boolean) => void): void {
  const media = matchMedia(query);
  media.addEventListener('change', () => use(media.matches));
  use(media.matches);
}
