// The page of one sim, from its address to the running simulation:
//
//   load ──► start ──► settings ──► run of the address ──► window ──► mirror ──► ready
//
// The engine draws on the canvas. Everything else that a person, a screen reader, a script or a host
// page meets is HTML around it, made here.

import { Contract } from './contract';
import { element } from './element';
import { loadEngine, type Engine } from './engine';
import { Happened } from './happened';
import { Help } from './help';
import {
  dragWithFinger,
  focusWhereClicked,
  leaveKeysAndWheelToPage,
  lendContext,
  surviveContextLoss,
  watchSize,
} from './manners';
import { reportHeight, talkToHost } from './messages';
import { Mirror } from './mirror';
import { showNotice } from './notice';
import { Parameters } from './parameters';
import { followReducedMotion, followTheme, followVisibility, passTime } from './surroundings';
import { goesElsewhere } from './timeline';
import type { Actions } from './twins';
import { UnderWay } from './underway';
import { News, Words } from './words';

const TIMELINE_HEIGHT = 44; // as in sims/stage/model/sim.hpp

const title = document.title;
const root = document.documentElement;
const parameters = new Parameters(location.search);
const contract = new Contract(meta('microsim'), (query) => parameters.addressOf(query));
Object.defineProperty(window, 'microsim', { value: contract, enumerable: true });

// The canvas has the id that SDL looks for; it takes no part in the order of Tab.
const canvas = element('canvas', { id: 'canvas', tabIndex: -1 });
canvas.style.height = `${Number(meta('microsim-height')) - (parameters.timeline ? 0 : TIMELINE_HEIGHT)}px`;
const stage = element('div', { className: 'stage' }, canvas);
const heading = element('h1', {}, title);
const main = document.querySelector('main')!;
main.append(heading, stage);
main.setAttribute('aria-label', title); // a host page has a main part of its own
root.classList.add('pictured');
root.classList.toggle('embedded', window.parent !== window);
if (parameters.theme !== 'auto') root.dataset.theme = parameters.theme;

leaveKeysAndWheelToPage(canvas);
reportHeight(contract.id);
open().catch((error: Error) => {
  contract.failed(error);
  root.classList.remove('pictured');
  showNotice(heading, [error.message, 'Loading the page again may help.']);
  main.append(element('p', { id: 'words' }, meta('description')));
  console.error(error.message);
});

async function open(): Promise<void> {
  let changed = () => {};
  const engine = await loadEngine(canvas, () => changed());

  const refusal = engine.start(contract.id, parameters.seed);
  if (refusal) throw new Error(refusal);
  if (!parameters.timeline) engine.leaveTimelineOut();
  parameters.beginWith(engine);
  parameters.play(engine);
  showNotice(heading, parameters.warnings);
  for (const warning of parameters.warnings) console.warn(warning);
  contract.attach(engine, () => changed());
  if (parameters.paused) engine.pause();

  const noPicture = engine.openWindow();
  if (noPicture) showInWords(engine, noPicture);
  else lookAfterWindow(engine);

  const words = new Words(engine.describe());
  const news = new News();
  const happened = new Happened(engine, (sentences) => news.tell(sentences));
  const actions: Actions = {
    set: (id, value) => {
      contract.set(id, value);
      if (goesElsewhere(id)) happened.wentElsewhere();
    },
    press: (id) => {
      contract.press(id);
      if (!goesElsewhere(id)) return;
      happened.wentElsewhere();
      // The bar says by itself where it has come to, if it has the focus.
      const bar = mirror.inputOf('time');
      if (bar !== document.activeElement) news.tell([mirror.find('time')?.valueText ?? '']);
    },
  };
  const mirror = new Mirror(actions);
  const underWay = new UnderWay(
    actions,
    (id) => engine.highlight(id),
    () => mirror.inputOf('pause'),
  );
  const explored = element('p', { id: 'explored' });
  const help = new Help({
    title,
    about: meta('description'),
    sim: contract,
    engine,
    parameters,
  });
  stage.before(words.element);
  stage.prepend(help.button);
  stage.append(mirror.element, underWay.element, explored, happened.element, news.element);
  main.append(help.dialog);
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', title);
  canvas.setAttribute('aria-describedby', words.element.id);
  focusWhereClicked(canvas, (x, y) => mirror.at(x, y));

  changed = () => {
    const drawn = engine.frames() > 0;
    mirror.show(engine.controls(), drawn);
    underWay.show(mirror.find('pause')?.value === true ? (most) => engine.messages(most) : undefined);
    happened.changed();
    words.show(engine.describe());
    showExplored(explored, engine.explored());
    canvas.style.height = `${engine.height()}px`;
    if (drawn) contract.isReady();
  };
  changed();

  const lend = lendContext(canvas, () => engine.redraw());
  followVisibility(canvas, (visible) => {
    engine.setVisible(visible);
    lend(visible);
    if (!visible) contract.isReady();
  });
  await contract.ready.catch(() => {});
  talkToHost(contract);
}

/** Beside the words, not in them: figures that nobody asked for would drown what has happened. */
function showExplored(explored: HTMLElement, text: string): void {
  explored.hidden = text === '';
  if (explored.textContent !== text) explored.textContent = text;
}

/** Keeps the window in step with the page, the device and the wishes of the person. */
function lookAfterWindow(engine: Engine): void {
  followTheme(engine, parameters.theme);
  followReducedMotion(engine);
  dragWithFinger(canvas);
  watchSize(canvas, () => {
    // SDL looks at its canvas only when it hears that the window has changed.
    dispatchEvent(new Event('resize'));
    engine.resized();
  });
  surviveContextLoss(
    canvas,
    () => engine.contextLost(),
    () => engine.contextRestored(),
  );
}

/** Without a picture the words and the controls of the mirror are the sim. */
function showInWords(engine: Engine, why: string): void {
  root.classList.remove('pictured');
  showNotice(heading, [why, 'The sim works all the same, in words.']);
  passTime(engine);
  contract.failed(new Error(why));
}

function meta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
}
