import { uploads } from './queue';
import { walk } from './walk';

/** Puts what was dropped into the queue; must be called within the event. */
export async function takeDrop(data: DataTransfer): Promise<void> {
  const { files, cut, unreadable } = await walk(data, uploads.room);
  uploads.add(files, { cut, unreadable });
}

/** Has files chosen by the system's own dialog. */
export function choose(how: 'files' | 'folder' | 'camera'): void {
  const input = document.createElement('input');
  input.type = 'file';
  if (how === 'folder') input.webkitdirectory = true;
  else {
    input.accept = 'image/*,.heic,.heif,.avif,.tif,.tiff';
    input.multiple = how === 'files';
    if (how === 'camera') input.capture = 'environment';
  }
  // Some browsers tell nothing of an input that is not in the page.
  input.hidden = true;
  document.body.append(input);
  input.addEventListener('cancel', () => input.remove());
  input.addEventListener('change', () => {
    input.remove();
    const all = Array.from(input.files ?? []);
    // Hidden ones in a folder are the system's own, such as .DS_Store.
    uploads.add(how === 'folder' ? all.filter(({ name }) => !name.startsWith('.')) : all);
  });
  input.click();
}
