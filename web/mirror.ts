// The controls once more, as native HTML: for the keyboard, for screen readers, for voice control.
//
// Each lies exactly over its widget in the picture, transparent and out of the pointer's way, and
// shows only where the focus is. Without a picture they become visible and are the controls.

import { element } from './element';
import type { Control } from './microsim';
import { ofMessages, TimeTwin } from './timeline';
import { makeTwin, type Actions, type Twin } from './twins';

export class Mirror {
  readonly element = element('div', { className: 'mirror' });
  private shown = '';
  private controls: Control[] = [];
  private readonly twins = new Map<string, Twin>();
  private readonly sections = new Map<string, HTMLElement>();

  constructor(private readonly actions: Actions) {
    this.element.setAttribute('role', 'group');
    this.element.setAttribute('aria-label', 'Controls');
  }

  /** Brings the twins up to date with the controls, given as JSON. */
  show(json: string, drawn: boolean): void {
    const now = `${drawn}${json}`;
    if (now === this.shown) return;
    this.shown = now;
    this.controls = (JSON.parse(json) as Control[]).filter(({ id }) => !ofMessages(id));
    for (const control of this.controls) this.twinOf(control).show(control, drawn);
  }

  find(id: string): Control | undefined {
    return this.controls.find((each) => each.id === id);
  }

  /** The native input of a control, once it is there. */
  inputOf(id: string): HTMLElement | undefined {
    return this.twins.get(id)?.input;
  }

  /** The focusable control whose widget is at this point of the canvas. */
  at(x: number, y: number): HTMLElement | undefined {
    const hit = this.controls.find(({ rect }) => {
      if (!rect) return false;
      const [left, top, width, height] = rect;
      return x >= left && x < left + width && y >= top && y < top + height;
    });
    return hit && this.twins.get(hit.id)?.input;
  }

  private twinOf(control: Control): Twin {
    let twin = this.twins.get(control.id);
    if (!twin) {
      twin =
        control.id === 'time'
          ? new TimeTwin(this.actions, (id) => this.find(id))
          : makeTwin(control, this.actions);
      this.twins.set(control.id, twin);
      this.sectionOf(control).append(twin.element);
    }
    return twin;
  }

  /** Where the control stands: among those of its section, if it has one. */
  private sectionOf({ place, section = place === 'timeline' ? 'Timeline' : '' }: Control): HTMLElement {
    if (!section) return this.element;
    let fields = this.sections.get(section);
    if (!fields) {
      fields = element('fieldset', {}, element('legend', {}, section));
      this.sections.set(section, fields);
      this.element.append(fields);
    }
    return fields;
  }
}
