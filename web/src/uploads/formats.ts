import type { Schemas } from '../api/client';

type Limits = Schemas['Limits'];

/** Browsers tell a file's type by its name, and not for every format. */
const byExtension: Record<string, string> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  jpe: 'image/jpeg',
  jfif: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  heic: 'image/heic',
  heif: 'image/heic',
  hif: 'image/heic',
  avif: 'image/avif',
  gif: 'image/gif',
  tif: 'image/tiff',
  tiff: 'image/tiff',
};

const synonyms: Record<string, string> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/x-png': 'image/png',
  'image/heif': 'image/heic',
};

/** What a browser shows as it is. */
const shown = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif']);
const mostShownBytes = 40_000_000;

interface Named {
  name: string;
  type: string;
}

/** The content type of a picture; empty for what is none. The server looks at the bytes and has the last word. */
export function formatOf({ name, type }: Named): string {
  const said = synonyms[type] ?? type;
  if (said.startsWith('image/')) return said;
  if (said !== '' && said !== 'application/octet-stream') return '';
  return byExtension[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? '';
}

/** Whether the page tries to show the file itself; large ones would take too much memory. */
export const isShowable = (file: Named & { size: number }): boolean =>
  file.size <= mostShownBytes && shown.has(formatOf(file));

/** `not-taken`: no picture, or of a format that the server doesn't take. Without limits all pictures may pass. */
export function check(
  file: Named & { size: number },
  limits?: Limits,
): 'fine' | 'not-taken' | 'empty' | 'too-large' {
  const format = formatOf(file);
  if (format === '' || (limits && !limits.formats.includes(format))) return 'not-taken';
  if (file.size === 0) return 'empty';
  return limits && file.size > limits.maxBytes ? 'too-large' : 'fine';
}
