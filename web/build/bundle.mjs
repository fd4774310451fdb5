// Bundles the page's TypeScript and styles into files that work without modules, so that pages open
// from disk and in sandboxed frames.

import { build } from 'esbuild';
import { join } from 'node:path';
import { root } from './files.mjs';

const BROWSERS = ['chrome123', 'firefox121', 'safari17.5']; // light-dark(), :has(), dialog

/** The text of a script or style sheet with all that it imports. */
export async function bundle(path, { minify }) {
  const { outputFiles } = await build({
    entryPoints: [join(root, path)],
    bundle: true,
    write: false,
    format: 'iife',
    charset: 'utf8',
    target: BROWSERS,
    minify,
    legalComments: 'none',
  });
  return outputFiles[0].text;
}
