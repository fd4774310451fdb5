// One control each in native HTML, at the place of its widget in the picture.

import { element } from './element';
import type { Control, Value } from './microsim';

/** What is done to the sim. Refusals are no news here: what is refused is never offered. */
export interface Actions {
  set(id: string, value: Value): void;
  press(id: string): void;
}

export type Input = HTMLButtonElement | HTMLInputElement | HTMLSelectElement;

/** One control in HTML: the box at the widget's place, with the native input in it. */
export abstract class Twin {
  abstract readonly element: HTMLElement;
  abstract readonly input: Input;
  protected now!: Control;

  /** Takes over everything that can change. */
  show(control: Control, drawn: boolean): void {
    this.now = control;
    // Not `disabled`: that would throw the focus away when a button disables itself.
    this.input.setAttribute('aria-disabled', String(!control.enabled));
    this.update(control);
    const { rect } = control;
    // Before the first frame nothing has a place yet, but can be used all the same.
    this.element.hidden = drawn ? !rect : control.place === 'parameter';
    if (!rect) return;
    const [left, top, width, height] = rect.map((pixels) => `${pixels}px`);
    Object.assign(this.element.style, { left, top, width, height });
  }

  protected abstract update(control: Control): void;
}

class ButtonTwin extends Twin {
  readonly input = element('button', { type: 'button' });
  readonly element = element('div', { className: 'control' }, this.input);

  constructor(id: string, actions: Actions) {
    super();
    this.input.addEventListener('click', () => {
      if (this.now.enabled) actions.press(id);
    });
  }

  protected update({ label }: Control): void {
    if (this.input.textContent !== label) this.input.textContent = label;
  }
}

/** A slider, a toggle or a choice: an input with a label before it. */
abstract class ValueTwin<I extends HTMLInputElement | HTMLSelectElement> extends Twin {
  readonly element: HTMLElement;
  private readonly label: HTMLLabelElement;

  constructor(id: string, readonly input: I, event: 'input' | 'change', set: (input: I) => void) {
    super();
    input.id = `control-${id}`;
    this.label = element('label', { htmlFor: input.id });
    this.element = element('div', { className: 'control' }, this.label, input);
    input.addEventListener(event, () => {
      if (this.now.enabled) set(input);
      this.update(this.now);  // what was refused jumps back
    });
  }

  protected update({ label }: Control): void {
    if (this.label.textContent !== label) this.label.textContent = label;
  }
}

export class SliderTwin extends ValueTwin<HTMLInputElement> {
  private readonly output = element('output');

  constructor(id: string, actions: Actions) {
    const input = element('input', { type: 'range' });
    super(id, input, 'input', () => actions.set(id, input.valueAsNumber));
    this.output.htmlFor.add(input.id);
    this.output.setAttribute('aria-hidden', 'true');  // the input says it
    this.element.append(this.output);
  }

  protected override update(control: Control): void {
    super.update(control);
    const { min = 0, max = 1, step = 1, value = 0, valueText } = control;
    Object.assign(this.input, { min: String(min), max: String(max), step: String(step) });
    this.input.value = String(value);
    this.output.textContent = valueText ?? String(value);
    if (valueText) this.input.setAttribute('aria-valuetext', valueText);
    else this.input.removeAttribute('aria-valuetext');
  }
}

class ToggleTwin extends ValueTwin<HTMLInputElement> {
  constructor(id: string, actions: Actions) {
    const input = element('input', { type: 'checkbox' });
    super(id, input, 'change', () => actions.set(id, input.checked));
  }

  protected override update(control: Control): void {
    super.update(control);
    this.input.checked = control.value === true;
  }
}

class ChoiceTwin extends ValueTwin<HTMLSelectElement> {
  constructor(id: string, actions: Actions) {
    const input = element('select');
    super(id, input, 'change', () => actions.set(id, input.value));
  }

  protected override update(control: Control): void {
    super.update(control);
    const { options = [], optionLabels = options, value } = control;
    if ([...this.input.options].map((option) => option.value).join() !== options.join()) {
      this.input.replaceChildren(
        ...options.map((id, i) => element('option', { value: id }, optionLabels[i] ?? id)),
      );
    }
    this.input.value = String(value);
  }
}

export function makeTwin({ id, kind }: Control, actions: Actions): Twin {
  switch (kind) {
    case 'button':
      return new ButtonTwin(id, actions);
    case 'slider':
      return new SliderTwin(id, actions);
    case 'toggle':
      return new ToggleTwin(id, actions);
    case 'choice':
      return new ChoiceTwin(id, actions);
  }
}
