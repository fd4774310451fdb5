// The page contract: what every MicroSim page offers to scripts, to its host page and to tests.
//
//   await microsim.ready;
//   microsim.set('w', 2);
//   microsim.press('simulate-write');
//   microsim.advance(5);                    // five simulated seconds, at once
//   console.log(microsim.state(), microsim.describe());
//   microsim.seek(0.5);                     // what was there then
//   console.log(microsim.link('moment'));   // an address that comes back to it
//
// A run is what was done and when, from the seed and the settings of the beginning on. Time counts
// only while something moves. To go back and do something else begins a new future.

/** What a slider, a toggle or a choice (the id of an option) holds. */
export type Value = number | boolean | string;

/** A control of a sim, as it stands now. */
export interface Control {
  /** Kebab-case; also the name of the URL parameter. */
  id: string;
  kind: 'button' | 'slider' | 'toggle' | 'choice';
  label: string;
  /** Absent for a button. */
  value?: Value;
  /** Of a slider: both ends belong to the range, values are min plus a multiple of step. */
  min?: number;
  max?: number;
  step?: number;
  /** Of a choice: the ids of its options, and what a person reads for each. */
  options?: string[];
  optionLabels?: string[];
  enabled: boolean;
  /** In the panel, in the timeline, in the Explore drawer, or only a URL parameter. */
  place: 'panel' | 'timeline' | 'explore' | 'parameter';
  /** In the drawer: what it and its neighbours are about. */
  section?: string;
  /** The value with its unit, in words. */
  valueText?: string;
  /** Left, top, width and height in CSS pixels relative to the canvas; absent while not drawn. */
  rect?: [number, number, number, number];
}

/** What was done or what happened in a run. */
export interface Entry {
  /** Simulated seconds since the beginning of the run, whole milliseconds. */
  at: number;
  /** Done by somebody, or what followed. */
  kind: 'command' | 'event';
  /** Of a command the id of its control, of an event a name of its sort. */
  id: string;
  /** Of a command that set a value. */
  value?: Value;
  /** "Node 2 was elected" */
  words: string;
  /** Of an event whose node or client is known: "Node 2". */
  who?: string;
}

export interface MicroSim {
  /**
   * Resolves after the first frame, or, while nobody can see the page, as soon as the sim can be
   * used. Rejects with a readable Error: if only the picture is missing (no WebGL 2), everything
   * below works all the same; if the sim could not be loaded, nothing does.
   */
  readonly ready: Promise<void>;
  /** "quorum-calculator" */
  readonly id: string;
  readonly version: string;
  /** Frames drawn so far: stands still while nothing moves. */
  readonly frames: number;
  controls(): Control[];
  /** Throws RangeError or TypeError with the reason; nothing has changed then. */
  set(id: string, value: Value): void;
  /** Throws if there is no such button or it is disabled. */
  press(id: string): void;
  /** Plain JSON; its members depend on the sim. */
  state(): object;
  /** The situation in words, as a screen reader speaks it; with the figures of an open Explore. */
  describe(): string;
  /** Lets simulated seconds pass, at once. */
  advance(seconds: number): void;
  /** Stops and restarts the wall clock's hold on the simulation. */
  pause(): void;
  resume(): void;
  /** Back to the state after loading, with the same seed. */
  reset(): void;
  /** Simulated seconds from the beginning of the run to what is shown. */
  readonly now: number;
  /** How far the run was played: more than `now` after going back. */
  readonly end: number;
  /**
   * Goes to an instant of the run, with all that was done at that instant done; the clock then
   * stands still until resume() or until something is done. Throws RangeError unless it lies between
   * 0 and `end` (the beginning of a run of more than 10,000 commands moves on), TypeError if it is no
   * number.
   */
  seek(seconds: number): void;
  /** What was done and what happened in the whole run, in order; the oldest are forgotten first. */
  history(): Entry[];
  /**
   * The address of this page with its present settings, or one that plays the run and stops at this
   * moment. Throws RangeError for anything else, and if the run is too long for an address: more
   * than 500 commands or 8192 characters.
   */
  link(what: 'settings' | 'moment'): string;
}

/** What a host page may post into the frame. `id` is the sim's; `request` comes back in the reply. */
export type HostMessage = { type: 'microsim'; id: string; request?: unknown } & (
  | { op: 'set'; control: string; value: Value }
  | { op: 'press'; control: string }
  | { op: 'advance' | 'seek'; seconds: number }
  | { op: 'link'; what: 'settings' | 'moment' }
  | { op: 'reset' | 'state' | 'history' }
);

/** What the frame posts to its host page. */
export type FrameMessage =
  | { type: 'microsim-ready'; id: string }
  | { type: 'microsim-resize'; id: string; height: number }
  | ({ type: 'microsim-reply'; id: string; op: HostMessage['op']; request?: unknown } & (
      | {
          ok: true;
          state: object;
          words: string;
          now: number;
          end: number;
          /** The answer to 'history'. */
          history?: Entry[];
          /** The answer to 'link'. */
          link?: string;
        }
      | { ok: false; error: string }
    ));

declare global {
  interface Window {
    readonly microsim: MicroSim;
  }
  const microsim: MicroSim;
}
