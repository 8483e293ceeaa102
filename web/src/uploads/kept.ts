// The queue's unfinished files in IndexedDB, so that a reload loses none.
//
// Not @uppy/golden-retriever: it keeps what fits and only logs what doesn't, so the page could not tell which files a
// reload would lose; what it brings back replaces files that were added meanwhile; two tabs share one list and would
// both send it; and it is bound to Uppy holding the whole queue (see transport.ts).
import { randomKey, type Entry } from './entry';

/** A tab keeps at most so much. */
export const mostKeptBytes = 500 * 1024 ** 2;

/** What is kept of an entry; its file is beside it, so that a change doesn't write the bytes again. */
export type KeptRow = Pick<
  Entry,
  'key' | 'position' | 'name' | 'size' | 'type' | 'state' | 'reason' | 'firstSentAt' | 'sends' | 'errors'
> &
  // Those of an earlier page don't say it.
  Partial<Pick<Entry, 'by'>> & { owner: string };

const owner = randomKey();
const lockOf = (tab: string) => `spotter-uploads-${tab}`;

const ended = (work: IDBRequest | IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    const fail = () => reject(work.error ?? new Error('the browser broke off keeping the uploads'));
    work.addEventListener(work instanceof IDBTransaction ? 'complete' : 'success', () => resolve());
    work.addEventListener('error', fail);
    work.addEventListener('abort', fail);
  });

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= (async () => {
    const request = indexedDB.open('spotter-uploads', 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('rows', { keyPath: 'key' }).createIndex('owner', 'owner');
      request.result.createObjectStore('files');
    };
    await ended(request);
    // Held while the tab lives, so that others see whose files are whose.
    void navigator.locks?.request(lockOf(owner), () => new Promise(() => {}));
    return request.result;
  })();
  return opened;
}

const rowOf = (entry: Entry): KeptRow => ({
  key: entry.key,
  position: entry.position,
  name: entry.name,
  size: entry.size,
  type: entry.type,
  // What was being sent is sent again, under the same key.
  state: entry.state === 'sending' ? 'waiting' : entry.state,
  reason: entry.reason,
  firstSentAt: entry.firstSentAt,
  sends: entry.sends,
  errors: entry.errors,
  by: entry.by,
  owner,
});

export interface Changes {
  added: readonly Entry[];
  /** Their files are kept already. */
  changed: readonly Entry[];
  gone: readonly string[];
}

/** Writes all or, with an error (no space), nothing. */
export async function write({ added, changed, gone }: Changes): Promise<void> {
  const transaction = (await open()).transaction(['rows', 'files'], 'readwrite');
  const rows = transaction.objectStore('rows');
  const files = transaction.objectStore('files');
  for (const entry of [...added, ...changed]) rows.put(rowOf(entry));
  for (const { file, key } of added) files.put(file, key);
  for (const key of gone) {
    rows.delete(key);
    files.delete(key);
  }
  await ended(transaction);
}

/** Takes over what tabs left that are no more; where a tab still lives, as soon as it is closed. */
export async function adopt(onFound: (found: { row: KeptRow; file: File }[]) => void): Promise<void> {
  const request = (await open()).transaction('rows').objectStore('rows').getAll();
  await ended(request);
  const tabs = new Set((request.result as KeptRow[]).map((row) => row.owner));
  tabs.delete(owner);
  await Promise.all(
    Array.from(tabs, async (tab) => {
      // Where there are no locks (plain HTTP), two tabs may send the same; its key makes the server take it once.
      const found = await (navigator.locks
        ? navigator.locks.request(lockOf(tab), () => takeOver(tab))
        : takeOver(tab));
      if (found.length > 0) onFound(found);
    }),
  );
}

async function takeOver(tab: string): Promise<{ row: KeptRow; file: File }[]> {
  const transaction = (await open()).transaction(['rows', 'files'], 'readwrite');
  const rows = transaction.objectStore('rows');
  const found: { row: KeptRow; file: File }[] = [];
  const request = rows.index('owner').getAll(tab);
  request.onsuccess = () => {
    for (const row of request.result as KeptRow[]) {
      rows.put({ ...row, owner });
      const file = transaction.objectStore('files').get(row.key);
      file.onsuccess = () => {
        if (file.result instanceof Blob) found.push({ row, file: file.result as File });
        else rows.delete(row.key);
      };
    }
  };
  await ended(transaction);
  return found.toSorted((a, b) => a.row.position - b.row.position);
}
