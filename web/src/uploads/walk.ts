// The files of a drop, those in its folders too.

/** Deeper or more is left out and said to be. */
const mostDepth = 32;

export interface Walked {
  files: File[];
  /** Whether there was more than `most`. */
  cut: boolean;
  /** What could not be read. */
  unreadable: string[];
}

/** Must be called within the drop event: its items are gone afterwards. */
export function walk(data: DataTransfer, most: number): Promise<Walked> {
  const entries = Array.from(data.items, (item) =>
    item.kind === 'file' ? (item.webkitGetAsEntry?.() ?? null) : null,
  ).filter((entry) => entry !== null);
  const plain = Array.from(data.files);
  const walked: Walked = { files: [], cut: false, unreadable: [] };
  // Some sources (another page, a mail program) give files without entries.
  if (entries.length === 0) {
    walked.files = plain.slice(0, most);
    walked.cut = plain.length > most;
    return Promise.resolve(walked);
  }
  return visitAll(entries, 0, most, walked).then(() => walked);
}

async function visitAll(
  entries: FileSystemEntry[],
  depth: number,
  most: number,
  walked: Walked,
): Promise<void> {
  for (const entry of entries) {
    if (walked.files.length >= most || depth > mostDepth) {
      walked.cut = true;
      return;
    }
    // Hidden ones are the system's own, such as .DS_Store.
    if (depth > 0 && entry.name.startsWith('.')) continue;
    try {
      // One after another: a folder of thousands must not open thousands of files at once.
      // oxlint-disable-next-line no-await-in-loop
      await visit(entry, depth, most, walked);
    } catch {
      walked.unreadable.push(entry.name);
    }
  }
}

async function visit(entry: FileSystemEntry, depth: number, most: number, walked: Walked): Promise<void> {
  if (entry.isFile) {
    walked.files.push(
      await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)),
    );
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // It gives a hundred or so at a time, and none at the end.
    // oxlint-disable-next-line no-await-in-loop
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0 || walked.cut) return;
    // oxlint-disable-next-line no-await-in-loop
    await visitAll(some, depth + 1, most, walked);
  }
}
