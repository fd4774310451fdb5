// How the canvas behaves towards the page around it. SDL would take every key, wheel turn and swipe;
// here it gets the mouse, and a finger that drags sideways.

import { element } from './element';

/** Keys and wheel stay with the page. To be called before SDL adds its own listeners. */
export function leaveKeysAndWheelToPage(canvas: HTMLCanvasElement): void {
  for (const type of ['keydown', 'keyup', 'keypress', 'wheel']) {
    window.addEventListener(
      type,
      (event) => {
        if (event.target === canvas) event.stopPropagation();
      },
      { capture: true, passive: true },
    );
  }
}

/**
 * Where the pointer works, the keyboard goes on: the focus goes to the control under it. Moving the
 * focus must not scroll the page.
 */
export function focusWhereClicked(
  canvas: HTMLCanvasElement,
  controlAt: (x: number, y: number) => HTMLElement | undefined,
): void {
  const focus = ({ offsetX, offsetY }: MouseEvent) =>
    (controlAt(offsetX, offsetY) ?? canvas).focus({ preventScroll: true });
  canvas.addEventListener('pointerdown', (event) => {
    // A finger may only be about to scroll; if it was a tap, a click follows.
    if (event.pointerType !== 'touch') focus(event);
  });
  canvas.addEventListener('click', focus);
  // The browser's own idea of where the focus goes comes after pointerdown.
  canvas.addEventListener('mousedown', (event) => event.preventDefault());
}

/**
 * A finger that moves sideways drags, as the mouse does; one that moves up or down scrolls the page
 * (touch-action: pan-y). Browsers make mouse events of taps only.
 */
export function dragWithFinger(canvas: HTMLCanvasElement): void {
  let start: PointerEvent | undefined;
  let dragging = false;
  const asMouse = (type: string, { clientX, clientY }: PointerEvent, buttons: number) =>
    canvas.dispatchEvent(
      new MouseEvent(type, { bubbles: true, cancelable: true, clientX, clientY, buttons }),
    );
  canvas.addEventListener('pointerdown', (event) => {
    if (event.pointerType !== 'touch' || !event.isPrimary) return;
    start = event;
    dragging = false;
  });
  canvas.addEventListener('pointermove', (event) => {
    if (event.pointerId !== start?.pointerId) return;
    if (!dragging && Math.abs(event.clientX - start.clientX) > 3) {
      dragging = true;
      asMouse('mousemove', start, 0);
      asMouse('mousedown', start, 1);
    }
    if (dragging) asMouse('mousemove', event, 1);
  });
  const end = (event: PointerEvent) => {
    if (event.pointerId !== start?.pointerId) return;
    if (dragging) asMouse('mouseup', event, 0);
    start = undefined;
  };
  canvas.addEventListener('pointerup', end);
  canvas.addEventListener('pointercancel', end);
}

/** Calls back when the canvas or the size of a device pixel has changed. */
export function watchSize(canvas: HTMLCanvasElement, changed: () => void): void {
  new ResizeObserver(changed).observe(canvas);
  const watchPixelRatio = () =>
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
      'change',
      () => {
        changed();
        watchPixelRatio();
      },
      { once: true },
    );
  watchPixelRatio();
}

/** Browsers may take the graphics context away, and give it back only if asked to. */
export function surviveContextLoss(
  canvas: HTMLCanvasElement,
  lost: () => void,
  restored: () => void,
): void {
  canvas.addEventListener('webglcontextlost', (event) => {
    event.preventDefault();
    lost();
  });
  canvas.addEventListener('webglcontextrestored', restored);
}

/**
 * Browsers give a page some sixteen graphics contexts and take the oldest away without asking. A sim
 * that was scrolled away gives its own back after a while, and takes it again when it is seen. A
 * copy of its picture stands in for it meanwhile, for whoever scrolls back or prints the page.
 */
export function lendContext(
  canvas: HTMLCanvasElement,
  redraw: () => void,
): (visible: boolean) => void {
  const AWAY_MS = 5000;
  const gl = canvas.getContext('webgl2');
  const context = gl?.getExtension('WEBGL_lose_context');
  const copy = element('img', { className: 'copy', alt: '' });
  let leaving: number | undefined;

  const lend = () => {
    redraw();
    copy.src = canvas.toDataURL();
    canvas.after(copy);
    context!.loseContext();
  };
  // The first frame after a restored context is drawn in the turn after next.
  canvas.addEventListener('webglcontextrestored', () =>
    requestAnimationFrame(() => requestAnimationFrame(() => copy.remove())),
  );
  return (visible) => {
    clearTimeout(leaving);
    if (!gl || !context) return;
    if (visible && gl.isContextLost()) context.restoreContext();
    else if (!visible && !gl.isContextLost()) leaving = window.setTimeout(lend, AWAY_MS);
  };
}
