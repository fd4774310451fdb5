// Serves dist/ as a careful static host would.
//
//   node tools/serve.mjs [--port 8000] [--bind 127.0.0.1] [--check]
//
// --check only says whether it could: tools/serve asks before it builds for minutes.
//
// Any site may embed the pages; sim pages come with the strict policy that they keep to, so that a
// breach shows up during work. Browsers ask again each time and are told when nothing has changed.

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../dist');

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.png': 'image/png',
  '.ts': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};

const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; " +
  "style-src 'self'; img-src 'self' data:; frame-ancestors *";

const { port, bind, check } = options();
const server = createServer((request, response) => {
  answer(request, response).catch((error) => {
    console.error(`${request.method} ${request.url}: ${error.message}`);
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
});
server.on('error', (error) => {
  const why = {
    EADDRINUSE: `port ${port} is in use: stop what uses it, or choose another with --port`,
    EACCES: `port ${port} may only be used by root: choose one above 1023 with --port`,
    EADDRNOTAVAIL: `this machine has no address ${bind}: try --bind 127.0.0.1 or --bind 0.0.0.0`,
  }[error.code];
  fail(why ?? error.message);
});
server.listen(port, bind, () => {
  if (check) process.exit(0);
  const host = bind.includes(':') ? `[${bind}]` : bind;
  console.log(`The MicroSims are at http://${host}:${server.address().port}/  (Ctrl+C stops)`);
});

async function answer(request, response) {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end('Only GET and HEAD are answered here.\n');
    return;
  }
  const path = filePath(request.url);
  const found = path && (await stat(path).catch(() => undefined));
  if (found?.isDirectory()) {
    await answerFolder(path, request, response);
  } else if (found?.isFile()) {
    sendFile(path, found, request, response);
  } else {
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('There is no such page here.\n');
  }
}

/** The file that a URL names, or nothing if it is malformed or leads out of dist/. */
function filePath(url) {
  try {
    const path = normalize(join(folder, decodeURIComponent(url.split(/[?#]/)[0])));
    const inside = path === folder || path.startsWith(folder + sep);
    return inside && !path.includes('\0') ? path : undefined;
  } catch {
    return undefined;
  }
}

/** A folder's own page, or else that of the nearest folder above: the gallery. */
async function answerFolder(path, request, response) {
  const url = new URL(request.url, 'http://here');
  const page = join(path, 'index.html');
  const found = await stat(page).catch(() => undefined);
  if (!url.pathname.endsWith('/')) {
    response.writeHead(302, { Location: `${url.pathname}/${url.search}` }).end();
  } else if (found) {
    sendFile(page, found, request, response);
  } else {
    response.writeHead(302, { Location: new URL('..', url).pathname }).end();
  }
}

function sendFile(path, { mtimeMs, size, mtime }, request, response) {
  const tag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`;
  response.setHeader('ETag', tag);
  response.setHeader('Last-Modified', mtime.toUTCString());
  response.setHeader('Cache-Control', 'no-cache');
  if (path.endsWith(`${sep}main.html`)) response.setHeader('Content-Security-Policy', POLICY);
  if (request.headers['if-none-match'] === tag) {
    response.writeHead(304).end();
    return;
  }
  response.writeHead(200, {
    'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
    'Content-Length': size,
  });
  if (request.method === 'HEAD') response.end();
  else createReadStream(path).on('error', () => response.destroy()).pipe(response);
}

function options() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '8000' },
        bind: { type: 'string', default: '127.0.0.1' },
        check: { type: 'boolean', default: false },
      },
    });
    const port = Number(values.port);
    if (!/^\d+$/.test(values.port) || port > 65535) {
      throw new Error(`--port ${values.port}: a port is a number from 0 to 65535 (0: any free one)`);
    }
    return { ...values, port };
  } catch (error) {
    fail(error.message);
  }
}

function fail(why) {
  console.error(`serve: ${why}`);
  process.exit(1);
}
