import Uppy from '@uppy/core';
import XHRUpload from '@uppy/xhr-upload';

import { authorisation } from '../api/token';
import { address } from '../config';

/** Status 0: none came. */
export interface Answer {
  status: number;
  statusText: string;
  body: unknown;
  retryAfter: string | null;
}

export interface Sending {
  onProgress: (bytes: number) => void;
  /** Called once, unless the sending was cancelled. */
  onEnd: (answer: Answer) => void;
}

type Meta = { key: string; relativePath: string };
type Body = Record<string, unknown>;

/** A request without a sign of life is given up. */
const silence = 90_000;
const mostNameBytes = 1024;
const quiet = { debug: () => {}, warn: () => {}, error: () => {} };

/** Sends files, each by a request of its own. Uppy has only those that are being sent: the queue has the others, as
 *  Uppy copies its whole list at every progress event. */
export class Transport {
  readonly #under = new Map<string, Sending & { heard: number }>();
  readonly #uppy = new Uppy<Meta, Body>({ id: 'spotter', logger: quiet }).use(XHRUpload<Meta, Body>, {
    endpoint: (file) =>
      address(
        `/api/v1/upload?fileName=${encodeURIComponent(shortened(Array.isArray(file) ? '' : file.name))}`,
      ),
    formData: false,
    headers: (file) => ({
      'Content-Type': 'application/octet-stream',
      'Idempotency-Key': file.meta.key,
      ...authorisation(),
    }),
    limit: 0,
    timeout: 0,
    shouldRetry: () => false,
    getResponseData: (xhr) => ({ answer: answerOf(xhr) }),
  });

  constructor() {
    this.#uppy.on('upload-progress', (file, { bytesUploaded }) => {
      const sending = file && this.#under.get(file.id);
      if (!sending) return;
      sending.heard = Date.now();
      sending.onProgress(bytesUploaded || 0);
    });
    this.#uppy.on('upload-success', (file, response) => {
      if (file) this.#end(file.id, response.body?.['answer'] as Answer);
    });
    this.#uppy.on('upload-error', (file, _error, request) => {
      if (file) this.#end(file.id, answerOf(request as unknown as XMLHttpRequest | undefined));
    });
    setInterval(() => this.#giveUpSilent(), 5000);
  }

  /** Returns what cancels it. */
  send(key: string, name: string, file: File, sending: Sending): () => void {
    // The path makes Uppy's id unique: the same file may be in the queue twice.
    const id = this.#uppy.addFile({ name, data: file, meta: { key, relativePath: key } });
    this.#under.set(id, { ...sending, heard: Date.now() });
    this.#uppy.upload().catch(() => {});
    return () => {
      this.#under.delete(id);
      if (this.#uppy.getFile(id)) this.#uppy.removeFile(id);
    };
  }

  #end(id: string, answer: Answer) {
    const sending = this.#under.get(id);
    this.#under.delete(id);
    // Uppy still works on the file while it tells of its end.
    setTimeout(() => {
      if (this.#uppy.getFile(id)) this.#uppy.removeFile(id);
      sending?.onEnd(answer);
    });
  }

  #giveUpSilent() {
    for (const [id, { heard }] of this.#under)
      if (Date.now() - heard > silence) this.#end(id, answerOf(undefined));
  }
}

function answerOf(xhr: XMLHttpRequest | undefined): Answer {
  if (!xhr || xhr.status === 0) return { status: 0, statusText: '', body: undefined, retryAfter: null };
  let body: unknown;
  try {
    body = JSON.parse(xhr.responseText);
  } catch {
    body = undefined;
  }
  return {
    status: xhr.status,
    statusText: xhr.statusText,
    body,
    retryAfter: xhr.getResponseHeader('Retry-After'),
  };
}

/** A longer name would be refused. Its end stays: the extension is there. */
function shortened(name: string): string {
  let short = name;
  while (new TextEncoder().encode(short).length > mostNameBytes) short = short.slice(1);
  return short;
}
