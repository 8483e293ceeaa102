// The real binary with real models, on a port and over a data folder of its own.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, openAsBlob, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';

export const root = new URL('../../', import.meta.url).pathname;
const binary = join(root, 'build/release/spotter');
const readyMs = 120_000;

/** The caller's environment, without settings that would change what is tested. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith('SPOTTER_')),
);

export async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

/** A `spotter serve`; may be started again after it ended. */
export class Server {
  #process;

  constructor(port, flags, data) {
    this.folder = mkdtempSync(join(tmpdir(), 'spotter-browser-'));
    this.data = data ?? join(this.folder, 'data');
    this.log = join(this.folder, 'log');
    this.url = `http://127.0.0.1:${port}`;
    this.page = `${this.url}/app/`;
    this.arguments = ['serve', '--listen', `127.0.0.1:${port}`, '--data', this.data, ...flags];
  }

  async start() {
    if (!existsSync(binary)) throw new Error(`${binary} is not built; ./dev build makes it`);
    const log = openSync(this.log, 'a');
    this.#process = spawn(binary, this.arguments, {
      cwd: root,
      env: environment,
      stdio: ['ignore', log, log],
    });
    const end = Date.now() + readyMs;
    while (!(await this.#isReady())) {
      if (this.#process.exitCode !== null) throw new Error(`the server ended: ${readFileSync(this.log)}`);
      if (Date.now() > end) throw new Error(`the server is not ready in time: ${readFileSync(this.log)}`);
      await pause(50);
    }
    return this;
  }

  async #isReady() {
    return fetch(`${this.url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  async #end(signal) {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill(signal);
    await ended;
  }

  /** kill -9: nothing is finished, nothing is put in order. */
  kill() {
    return this.#end('SIGKILL');
  }

  async stop() {
    await this.#end('SIGTERM');
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What the API answers to a call, which must succeed; in the session once there is one. */
  async call(path, options = {}) {
    const session = this.cookie && { Cookie: this.cookie, Origin: this.url };
    const headers = { ...options.headers, ...session };
    const response = await fetch(this.url + path, { ...options, headers });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  }

  send(method, path, body) {
    return this.call(path, {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  /** Makes the first key, which may do everything, and calls as its holder from now on. */
  async makeKey(description = 'Ada') {
    const key = await this.send('POST', '/api/v1/keys', { description, policy: 'all' });
    const { accessKeyId, secretAccessKey } = key;
    const { headers } = await fetch(`${this.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ accessKeyId, secretAccessKey }),
    });
    [this.cookie] = headers.get('Set-Cookie').split(';');
    return key;
  }

  /** What a subcommand prints as JSON, over the same data. */
  run(...words) {
    const settings = ['--data', this.data, '--json'];
    return JSON.parse(execFileSync(binary, [...words, ...settings], { cwd: root, env: environment }));
  }

  /** Uploads a picture and waits until it is recognised, or for `wait` seconds; the item. */
  async upload(file, wait = 60) {
    const form = new FormData();
    form.set('file', await openAsBlob(file), basename(file));
    return this.call(`/upload?wait=${wait}`, { method: 'POST', body: form });
  }

  /** The items of `ImageMetadata`, the newest first, as they are in the file. */
  items() {
    const table = new DatabaseSync(join(this.data, 'table.sqlite'), {
      readOnly: true,
    });
    try {
      const rows = table
        .prepare('SELECT item FROM ImageMetadata ORDER BY uploadedAt DESC, imageId DESC')
        .all();
      return rows.map(({ item }) => JSON.parse(item));
    } finally {
      table.close();
    }
  }

  /** The one item of a file's name. */
  itemOf(file) {
    const found = this.items().filter(({ fileName }) => fileName === basename(file));
    if (found.length !== 1) throw new Error(`${found.length} items are called ${basename(file)}`);
    return found[0];
  }

  /** Where the store has the very bytes of a file. */
  stored(file) {
    const wanted = readFileSync(file);
    const store = join(this.data, 'store');
    return readdirSync(store, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => wanted.equals(readFileSync(path)));
  }
}

export async function startServer({ flags = [], port, data } = {}) {
  return new Server(port ?? (await freePort()), flags, data).start();
}

/** Asks again until `question` has an answer that is not false; fails after `ms`. */
export async function eventually(what, question, ms = 60_000) {
  const end = Date.now() + ms;
  for (;;) {
    const answer = await question();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`not within ${ms / 1000} s: ${what}`);
    await pause(100);
  }
}
