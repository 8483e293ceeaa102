import { Upload } from 'lucide-react';
import { useEffect, useState } from 'react';

import { texts } from '../texts';
import { takeDrop } from './take';
import { uploads } from './queue';
import './take-anywhere.css';

const hasFiles = (data: DataTransfer | null): data is DataTransfer => data?.types.includes('Files') ?? false;

/** A part of the page with this attribute takes files that are dropped or pasted there itself. */
const isOthers = (target: EventTarget | null) =>
  target instanceof Element && target.closest('[data-takes-files]') !== null;

/** Takes files that are dropped or pasted anywhere on the page, and shows that it would. */
export function TakeAnywhere() {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const onDragOver = (event: DragEvent) => {
      if (!hasFiles(event.dataTransfer) || isOthers(event.target)) return setOver(false);
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    const onDragLeave = (event: DragEvent) => {
      // Without a related target the pointer left the window.
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      setOver(false);
      if (!hasFiles(event.dataTransfer) || isOthers(event.target) || event.defaultPrevented) return;
      event.preventDefault();
      void takeDrop(event.dataTransfer);
    };
    const onPaste = (event: ClipboardEvent) => {
      const files = Array.from(event.clipboardData?.files ?? []);
      if (files.length === 0 || isOthers(event.target) || event.defaultPrevented) return;
      event.preventDefault();
      uploads.add(files.map(named));
    };
    addEventListener('dragover', onDragOver);
    addEventListener('dragleave', onDragLeave);
    addEventListener('drop', onDrop);
    addEventListener('paste', onPaste);
    return () => {
      removeEventListener('dragover', onDragOver);
      removeEventListener('dragleave', onDragLeave);
      removeEventListener('drop', onDrop);
      removeEventListener('paste', onPaste);
    };
  }, []);
  return over ? (
    <div className="take-anywhere" aria-hidden>
      <p>
        <Upload />
        {texts.upload.dropHere}
      </p>
    </div>
  ) : null;
}

/** Browsers call every pasted picture `image.png`. */
const named = (file: File): File =>
  file.name === 'image.png'
    ? new File([file], texts.upload.pastedName(new Date()), {
        type: file.type,
        lastModified: file.lastModified,
      })
    : file;
