// Reading and writing files of the build.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** The text of a file of the project. */
export const text = (path) => readFileSync(join(root, path), 'utf8');

export const json = (path) => JSON.parse(text(path));

/** Writes a file of the project, unless it is there with the same bytes: its date then stays. */
export function put(path, content) {
  const bytes = Buffer.from(content);
  const file = join(root, path);
  if (existsSync(file) && readFileSync(file).equals(bytes)) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}
