import { address } from '../config';
import { request } from './client';
import { EventLines, type ServerEvent } from './event-lines';
import { currentToken } from './token';

export interface Listening {
  onOpen: () => void;
  onEvent: (event: ServerEvent) => void;
  /** It broke, and comes back by itself. */
  onBreak: () => void;
  /** It is over: what comes after is for the caller to open. */
  onEnd: () => void;
}

/** Longer than two heartbeats of the server, in ms. */
const silence = 40_000;

/** Reads server-sent events of one type; returns what ends it. By EventSource, or where a token is in use by fetch:
 *  EventSource sends no headers, and a token has no place in an address. */
export function listen(path: string, type: string, listening: Listening): () => void {
  return currentToken() === undefined ? bySource(path, type, listening) : byFetch(path, type, listening);
}

function bySource(path: string, type: string, { onOpen, onEvent, onBreak, onEnd }: Listening): () => void {
  const source = new EventSource(address(path));
  source.addEventListener('open', onOpen);
  source.addEventListener(type, ({ data, lastEventId }: MessageEvent<string>) =>
    onEvent({ type, data, id: lastEventId }),
  );
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED) onEnd();
    else onBreak();
  });
  return () => source.close();
}

function byFetch(path: string, type: string, { onOpen, onEvent, onEnd }: Listening): () => void {
  const end = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const read = async () => {
    const response = await request(path, {
      headers: { Accept: 'text/event-stream' },
      cache: 'no-store',
      signal: end.signal,
    });
    if (!response.ok || response.body === null) return;
    onOpen();
    const lines = new EventLines();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      timer = setTimeout(() => void reader.cancel(), silence);
      // oxlint-disable-next-line no-await-in-loop
      const { done, value } = await reader.read();
      clearTimeout(timer);
      if (done) return;
      for (const event of lines.take(value)) if (event.type === type) onEvent(event);
    }
  };
  read()
    .catch(() => {})
    .finally(() => {
      clearTimeout(timer);
      if (!end.signal.aborted) onEnd();
    });
  return () => end.abort();
}
