// The timeline for the keyboard and for screen readers: a native range whose keys go from event to
// event.

import type { Control } from './microsim';
import { SliderTwin, type Actions } from './twins';

const CALM_MS = 500;

type Find = (id: string) => Control | undefined;

/** Whether the control disturbs a message: those stand with the messages, see UnderWay. */
export const ofMessages = (id: string): boolean => ['drop', 'delay', 'duplicate'].includes(id);

/** Whether the control goes to another place of the run. */
export const goesElsewhere = (id: string): boolean =>
  ['time', 'time-back', 'time-on', 'other-run'].includes(id);

/** What the keys do on the bar, for the dialog. */
export const TIMELINE_KEYS: [keys: string[], effect: string][] = [
  [['Space'], 'plays, or stops the clock'],
  [['←', '→'], 'one event back or on'],
  [['Page Up', 'Page Down'], 'one second on or back'],
  [['Home', 'End'], 'to the beginning or the end of the run'],
];

export class TimeTwin extends SliderTwin {
  private calm = 0;

  constructor(actions: Actions, private readonly find: Find) {
    super('time', actions);
    this.input.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (!keyPressed(event.key, actions, find)) return;
      event.preventDefault();
      clearTimeout(this.calm);
      super.update(this.now); // who presses a key hears where it led to
    });
  }

  /** A value that changes while it has the focus is spoken: while time runs, once it has stopped. */
  protected override update(control: Control): void {
    clearTimeout(this.calm);
    const plays = this.find('pause')?.value === false;
    if (plays && document.activeElement === this.input) {
      this.calm = window.setTimeout(() => super.update(this.now), CALM_MS);
    } else {
      super.update(control);
    }
  }
}

/** True if the key has a meaning here. */
function keyPressed(key: string, actions: Actions, find: Find): boolean {
  const time = find('time');
  if (!time) return false;
  const { value, min = 0, max = 0, enabled } = time;
  const press = (id: string) => {
    if (find(id)?.enabled) actions.press(id);
  };
  const go = (seconds: number) => {
    const there = Math.min(max, Math.max(min, Math.round(seconds * 1000) / 1000));
    if (enabled) actions.set('time', there);
  };
  const effects: Record<string, () => void> = {
    ' ': () => actions.set('pause', find('pause')?.value !== true),
    ArrowLeft: () => press('time-back'),
    ArrowDown: () => press('time-back'),
    ArrowRight: () => press('time-on'),
    ArrowUp: () => press('time-on'),
    PageUp: () => go(Number(value) + 1),
    PageDown: () => go(Number(value) - 1),
    Home: () => go(min),
    End: () => go(max),
  };
  effects[key]?.();
  return key in effects;
}
