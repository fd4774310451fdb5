// What is inside the module and under which licences, as HTML.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './files.mjs';
import { escapeHtml } from './template.mjs';

const PARTS = [
  { name: 'These MicroSims', licence: 'MIT licence', files: ['LICENSE'] },
  { name: 'Dear ImGui', licence: 'MIT licence', source: 'imgui', files: ['LICENSE.txt'] },
  { name: 'SDL', licence: 'zlib licence', source: 'SDL2', files: ['LICENSE.txt'] },
  { name: 'xxHash', licence: 'BSD 2-clause licence', source: 'xxHash', files: ['LICENSE'] },
  {
    name: 'Inter, the typeface',
    licence: 'SIL Open Font Licence 1.1',
    files: ['/usr/share/doc/fonts-inter/copyright'],
  },
  {
    name: 'musl, the C library',
    licence: 'MIT licence',
    files: ['/usr/share/emscripten/system/lib/libc/musl/COPYRIGHT'],
  },
  { name: 'Emscripten', licence: 'MIT licence', files: [] },
  { name: 'libc++', licence: 'Apache licence 2.0 with LLVM exceptions', files: [] },
];

/** All parts with the text of their licence, where it is at hand. */
export function licences(buildFolder) {
  const sections = PARTS.map(({ name, licence, source, files }) => {
    const folders = source
      ? [`.deps/${source}`, `${buildFolder}/_deps/${source.toLowerCase()}-src`]
      : ['.'];
    const found = folders
      .flatMap((folder) => files.map((file) => (file.startsWith('/') ? file : join(root, folder, file))))
      .find((file) => existsSync(file));
    const full = found ? `<pre>${escapeHtml(readFileSync(found, 'utf8').trim())}</pre>` : '';
    return `<h2>${escapeHtml(name)}</h2><p>${escapeHtml(licence)}</p>${full}`;
  });
  return `<h1 id="licences-title">Licences</h1>${sections.join('')}`;
}
