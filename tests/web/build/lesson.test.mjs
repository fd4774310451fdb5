import assert from 'node:assert/strict';
import { test } from 'node:test';
import { json } from '../../../web/build/files.mjs';
import { lesson } from '../../../web/build/lesson.mjs';

const SIM = { id: 'quorum-calculator', title: 'Quorum Calculator', height: 620 };

test('the lesson offers the famous runs, each with its sentence and a link to its moment', () => {
  const runs = ['a', 'b', 'c'].map((letter) => ({
    name: `Run ${letter}`,
    sentence: `It shows ${letter}.`,
    link: `?n=5&do=write@0&at=${letter.charCodeAt(0)}`,
  }));
  const page = lesson(SIM, { ...json('sims/quorum_calculator/about.json'), runs });
  const [, section] = /\n## Famous runs\n\n([^]*?)\n\n## Lesson Plan\n/.exec(page);
  assert.equal(
    section,
    '- [Run a](main.html?n=5&do=write@0&at=97): It shows a.\n' +
      '- [Run b](main.html?n=5&do=write@0&at=98): It shows b.\n' +
      '- [Run c](main.html?n=5&do=write@0&at=99): It shows c.',
  );
});
