// Puts dist/ together: the pages of every sim, what they share, and the gallery.
//
//   node web/build/assemble.mjs build/web
//
// Reads what CMake built there: the module, and the catalogue in which the sims say what they are.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aboutSim } from './about.mjs';
import { bundle } from './bundle.mjs';
import { json, put, root, text } from './files.mjs';
import { lesson } from './lesson.mjs';
import { licences } from './licences.mjs';
import { metadata } from './metadata.mjs';
import { sizes } from './sizes.mjs';
import { fill } from './template.mjs';

const buildFolder = process.argv[2] ?? 'build/web';
const minify = !buildFolder.endsWith('-debug');
const { version } = json('package.json');

const sims = json(`${buildFolder}/web/catalogue.json`).map((sim) => ({
  ...sim,
  version,
  about: orSay(() => aboutSim(sim.id)),
}));
const [page, style, galleryStyle] = await Promise.all(
  ['web/page.ts', 'web/page.css', 'shell-html/gallery.css'].map((path) => bundle(path, { minify })),
);
const engine = text(`${buildFolder}/web/microsims.js`);
const wasm = readFileSync(join(root, buildFolder, 'web/microsims.wasm'));
const licenceText = licences(buildFolder);

const shared = {
  'microsims.wasm': wasm,
  'microsims.js': engine,
  'page.js': page,
  'page.css': style,
  'microsim.d.ts': text('web/microsim.d.ts'),
  'licences.html': fill('licences.html', { licences: licenceText }),
};
for (const { id, about } of sims) {
  if (!about.drawHeight) {
    console.warn(`    sims/${id.replaceAll('-', '_')}/about.json lacks "drawHeight": where, at 700 px, the controls begin`);
  }
}
for (const [name, content] of Object.entries(shared)) put(`dist/sims/shared/${name}`, content);

for (const sim of sims) {
  const { id, title, height, about } = sim;
  const folder = `dist/sims/${id}`;
  const runs = (about.runs ?? []).map((run) => fill('run.html', run)).join('');
  const values = { id, title, height, sentence: about.sentence, runs };
  put(`${folder}/main.html`, fill('sim.html', values));
  put(
    `${folder}/offline.html`,
    fill('offline.html', {
      ...values,
      style,
      licences: licenceText,
      wasm: wasm.toString('base64'),
      engine: insideScript(engine),
      page: insideScript(page),
    }),
  );
  put(`${folder}/metadata.json`, `${JSON.stringify(metadata(sim, about), null, 2)}\n`);
  put(`${folder}/index.md`, lesson(sim, about));
}

put('dist/gallery.css', galleryStyle);
put('dist/index.html', fill('gallery.html', { cards: sims.map(card).join('') }));
put('dist/chapter.html', fill('chapter.html', { sections: sims.map(section).join('') }));

const { table, fits } = sizes({
  shared: byName({ 'microsims.wasm': wasm, 'microsims.js': engine, 'page.js': page, 'page.css': style }),
  inside: { 'the typeface (wasm)': readFileSync(join(root, buildFolder, 'sims/stage/inter.face')) },
  apart: byName({ 'a sim’s main.html': text(`dist/sims/${sims[0].id}/main.html`) }),
});
console.log(table);
if (!fits && minify) {
  console.error('The sims are too large; web/build/sizes.mjs has the budget.');
  process.exitCode = 1;
}

/** What an author has to mend is told without a trace of calls. */
function orSay(work) {
  try {
    return work();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

function byName(files) {
  return Object.fromEntries(Object.entries(files).map(([name, content]) => [name, Buffer.from(content)]));
}

function card({ id, title, about }) {
  return fill('card.html', { id, title, sentence: about.sentence });
}

function section({ id, title, height, about }) {
  return fill('section.html', {
    id,
    title,
    topic: about.topic[0],
    frame: height + 2,
    sentence: about.sentence,
  });
}

/** A script that can stand inside an HTML page. */
function insideScript(code) {
  return code.replace(/<(?=\/script|!--)/gi, '\\x3c');
}
