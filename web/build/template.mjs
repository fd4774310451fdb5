// Fills the templates of shell-html/: {{name}} becomes text, {{{name}}} is put in as it is.

import { text } from './files.mjs';

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escapeHtml = (plain) => String(plain).replace(/[&<>"]/g, (c) => ESCAPES[c]);

/** The template of that name with its gaps filled. Throws if there is nothing to fill one with. */
export function fill(template, values) {
  const valueOf = (name) => {
    if (!(name in values)) throw new Error(`shell-html/${template}: nothing given for {{${name}}}`);
    return values[name];
  };
  return text(`shell-html/${template}`).replace(
    /\{\{\{(\w+)\}\}\}|\{\{(\w+)\}\}/g,
    (_, raw, plain) => (raw ? valueOf(raw) : escapeHtml(valueOf(plain))),
  );
}
