// The page from static hosting: its built files from a plain web server of another origin than the API's.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

import { root } from './server.mjs';

const dist = join(root, 'web/dist');
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** Serves `web/dist` with a config that says where the API is; paths without a file get the page. */
export async function serveStatic(port, api) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://static');
    const path = normalize(pathname);
    if (path === '/app/config.json') {
      response.setHeader('Content-Type', types['.json']);
      return response.end(JSON.stringify({ api }));
    }
    const name = extname(path) === '' ? '/app/index.html' : path;
    try {
      const bytes = await readFile(join(dist, name));
      response.setHeader('Content-Type', types[extname(name)] ?? 'application/octet-stream');
      response.end(bytes);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
