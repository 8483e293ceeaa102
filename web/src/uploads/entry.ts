import type { Schemas } from '../api/client';

/** `refused` is the server's (or the limits') last word; `failed` may be tried again. */
export type EntryState = 'waiting' | 'sending' | 'sent' | 'refused' | 'failed';

/** What became of a file that the server took. */
export interface TakenImage {
  /** The id in URLs. */
  id: string;
  status: Schemas['Status'];
  /** The stage that it is in; empty where only the status is known. */
  stage: string;
  /** The server had the same picture before. */
  duplicate: boolean;
}

/** A file of the queue. Never changed: a change is a new object in its place. */
export interface Entry {
  /** Random; also its Idempotency-Key, so it stays the same over retries and reloads. */
  readonly key: string;
  /** Where it stands in the queue. */
  readonly position: number;
  readonly name: string;
  readonly size: number;
  readonly type: string;
  readonly state: EntryState;
  /** Why it is refused or failed. */
  readonly reason: string;
  readonly sentBytes: number;
  /** When it was first sent, in ms; 0: not yet. */
  readonly firstSentAt: number;
  readonly sends: number;
  /** How often sending it went wrong while the server was there. */
  readonly errors: number;
  /** The access key that was signed in with when it was added; it is sent as nobody else. Empty: none. */
  readonly by: string;
  /** Whether it would survive a reload. */
  readonly kept: 'writing' | 'yes' | 'no';
  /** Given back once the recognition has ended: the server's thumbnail is shown then. */
  readonly file?: File;
  readonly image?: TakenImage;
}

export interface Totals {
  files: number;
  waiting: number;
  sending: number;
  sent: number;
  duplicates: number;
  refused: number;
  failed: number;
  /** Unfinished ones that a reload would lose. */
  notKept: number;
  /** Unfinished ones that are not written to the browser's storage yet. */
  writing: number;
  /** Of all that is not refused. */
  bytes: number;
  sentBytes: number;
}

export const isUnfinished = ({ state }: Entry): boolean =>
  state === 'waiting' || state === 'sending' || state === 'failed';

export const isFinalStatus = (status: Schemas['Status']): boolean =>
  status !== 'queued' && status !== 'recognising';

export function totalsOf(entries: Iterable<Entry>): Totals {
  const totals: Totals = {
    files: 0,
    waiting: 0,
    sending: 0,
    sent: 0,
    duplicates: 0,
    refused: 0,
    failed: 0,
    notKept: 0,
    writing: 0,
    bytes: 0,
    sentBytes: 0,
  };
  for (const entry of entries) {
    totals.files += 1;
    totals[entry.state] += 1;
    if (entry.image?.duplicate) totals.duplicates += 1;
    if (isUnfinished(entry)) {
      if (entry.kept === 'no') totals.notKept += 1;
      if (entry.kept === 'writing') totals.writing += 1;
    }
    if (entry.state === 'refused') continue;
    totals.bytes += entry.size;
    totals.sentBytes += entry.state === 'sent' ? entry.size : entry.sentBytes;
  }
  return totals;
}

/** 128 random bits in hex. `crypto.randomUUID` is only there over HTTPS and on the own machine. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
