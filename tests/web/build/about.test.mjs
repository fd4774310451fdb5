// The check of about.json: what is good passes, and each kind of mistake is told with its place and with
// what would be right.

import assert from 'node:assert/strict';
import { readdirSync, existsSync } from 'node:fs';
import { test } from 'node:test';
import { aboutSim, readAbout } from '../../../web/build/about.mjs';
import { json } from '../../../web/build/files.mjs';

const FILE = 'sims/some_sim/about.json';
const RUN = {
  name: 'A stale read',
  sentence: 'The read misses the write.',
  link: '?n=5&seed=7&do=simulate-write@0,simulate-read@2.1&at=4',
};

/** The words of the sims' files as they are, with three runs. */
const good = () => ({ ...json('sims/quorum_calculator/about.json'), runs: [{ ...RUN }, { ...RUN }, { ...RUN }] });

/** The complaint about the good words after `change`. */
function complaint(change) {
  const about = good();
  change(about);
  try {
    readAbout(FILE, JSON.stringify(about));
  } catch (error) {
    return error.message;
  }
  throw new assert.AssertionError({ message: 'nothing was said against it' });
}

test('every sim has a good file', () => {
  const folders = readdirSync('sims').filter((name) => existsSync(`sims/${name}/about.json`));
  assert.ok(folders.length >= 5);
  for (const folder of folders) aboutSim(folder.replaceAll('_', '-'));
});

test('a good file is handed on as it is', () => {
  assert.deepEqual(readAbout(FILE, JSON.stringify(good())), good());
});

test('a file that is not there, or not JSON, is named', () => {
  assert.throws(() => aboutSim('no-such-sim'), /sims\/no_such_sim\/about\.json/);
  assert.throws(() => readAbout(FILE, '{"sentence": '), /^Error: sims\/some_sim\/about\.json is not JSON: /);
});

const MISTAKES = [
  ['a missing member', (a) => delete a.sentence, 'the file lacks "sentence": one sentence that says'],
  ['a missing member further in', (a) => delete a.runs[1].link, 'runs[1] lacks "link": the query of an address'],
  ['an unknown member', (a) => (a.sentance = 'x'), 'the file has "sentance", which is unknown; allowed are sentence, '],
  ['another type', (a) => (a.activities[2].minutes = 'five'), 'activities[2].minutes is "five"; allowed is a whole number from 1 to 600'],
  ['a number out of range', (a) => (a.complexity = 11), 'complexity is 11; allowed is a whole number from 1 to 10'],
  ['a word that is none of those', (a) => (a.difficulty = 'Easy'), 'difficulty is "Easy"; allowed is one of Beginner, Intermediate, Advanced'],
  ['an empty text', (a) => (a.assessment[0].answer = ' '), 'assessment[0].answer is " "; allowed is its answer'],
  ['an empty list', (a) => (a.tags = []), 'tags has 0 entries; allowed is a list of search terms'],
  ['a word twice', (a) => (a.bloomsTaxonomy = ['Apply', 'Apply']), 'bloomsTaxonomy has "Apply" twice'],
  ['a day that no month has', (a) => (a.date = '2026-13-01'), 'date is "2026-13-01"; allowed is a date as in 2026-11-21'],
  ['an address that is none', (a) => (a.references[0].url = 'doi:10.1145'), 'references[0].url is "doi:10.1145"; allowed is an address'],
  ['a step that no picture can take', (a) => (a.moment.steps = [['wait', 1]]), 'moment.steps[0] is ["wait",1]; allowed is ["press", control] or ["advance", seconds]'],
  ['settings with a question mark', (a) => (a.moment.settings = '?n=5'), "moment.settings is \"?n=5\"; allowed is the query of an address without '?'"],
  ['two runs only', (a) => a.runs.pop(), 'runs has 2 entries; allowed is a list of at least three famous runs'],
  ['a run of which nothing is done', (a) => (a.runs[0] = { ...RUN, link: '?n=5&at=4' }), 'runs[0].link is "?n=5&at=4"; allowed is the query'],
  ['a run without its moment', (a) => (a.runs[0] = { ...RUN, link: '?do=simulate-write@0' }), 'runs[0].link is "?do=simulate-write@0"; allowed'],
  ['a run that begins elsewhere', (a) => (a.runs[0] = { ...RUN, link: 'main.html?do=a@0&at=1' }), 'runs[0].link is "main.html?do=a@0&at=1"; allowed'],
];

for (const [name, change, says] of MISTAKES) {
  test(`${name} is told`, () => {
    const lines = complaint(change).split('\n');
    assert.equal(lines[0], `${FILE} is not as sims/about.schema.json wants it:`);
    assert.equal(lines.length, 2, lines.join('\n'));
    assert.ok(lines[1].startsWith(`  ${says}`), lines[1]);
  });
}

test('all mistakes are told at once', () => {
  const lines = complaint((about) => {
    delete about.sentence;
    about.complexity = 0;
  }).split('\n');
  assert.equal(lines.length, 3);
});
