// about.json of a sim, checked against sims/about.schema.json.

import Ajv from 'ajv';
import { json, text } from './files.mjs';

const check = new Ajv({ allErrors: true, verbose: true, strictTuples: false }).compile(
  json('sims/about.schema.json'),
);

/** What an author wrote about the sim `id`. Throws an Error that names file and places. */
export function aboutSim(id) {
  const path = `sims/${id.replaceAll('-', '_')}/about.json`;
  return readAbout(path, text(path));
}

/** The content of an about.json. Throws an Error with a line for every place that is wrong. */
export function readAbout(path, content) {
  let about;
  try {
    about = JSON.parse(content);
  } catch (error) {
    throw new Error(`${path} is not JSON: ${error.message}`);
  }
  if (check(about)) return about;
  const lines = new Set(check.errors.map(sentence).filter(Boolean));
  throw new Error([`${path} is not as sims/about.schema.json wants it:`, ...lines].join('\n  '));
}

/** What is wrong where, and what is allowed there. Nothing for parts of an error told elsewhere. */
function sentence({ instancePath, keyword, params, parentSchema, data, schemaPath }) {
  if (/\/oneOf\/\d/.test(schemaPath)) return undefined;
  const where = place(instancePath);
  const names = Object.keys(parentSchema.properties ?? {}).join(', ');
  switch (keyword) {
    case 'required':
      return `${where} lacks "${params.missingProperty}": ${parentSchema.properties[params.missingProperty].description}`;
    case 'additionalProperties':
      return `${where} has "${params.additionalProperty}", which is unknown; allowed are ${names}`;
    case 'minItems':
      return `${where} has ${data.length} entries; allowed is ${parentSchema.description}`;
    case 'uniqueItems':
      return `${where} has ${JSON.stringify(data[params.i])} twice; allowed is ${parentSchema.description}`;
    default:
      return `${where} is ${short(data)}; allowed is ${parentSchema.description}`;
  }
}

/** "/runs/0/link" as one would write it: runs[0].link */
function place(pointer) {
  const written = pointer.replace(/\/(\d+)(?=\/|$)/g, '[$1]').replaceAll('/', '.');
  return written.replace(/^\./, '') || 'the file';
}

function short(value) {
  const written = JSON.stringify(value);
  return written.length > 80 ? `${written.slice(0, 77)}...` : written;
}
