import { FileImage } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';

import { thumbnailOf } from '../../api/client';
import { Picture } from '../../ui/Picture';
import type { Entry } from '../../uploads/entry';
import { isShowable } from '../../uploads/formats';

/** The file itself while the page has it, then the server's thumbnail, an icon where neither can be shown. The name
 *  stands beside it. */
export function EntryPicture({ entry }: { entry: Entry }) {
  const [broken, setBroken] = useState<'none' | 'file' | 'thumbnail'>('none');
  const file = isShowable(entry) && broken === 'none' ? entry.file : undefined;
  const id = entry.image?.status === 'done' && broken !== 'thumbnail' ? entry.image.id : undefined;
  return (
    <span className="upload-row-picture">
      {file ? (
        <OwnPicture file={file} onError={() => setBroken('file')} />
      ) : id ? (
        <Picture src={thumbnailOf(id, 160)} alt="" onError={() => setBroken('thumbnail')} />
      ) : (
        <FileImage aria-hidden />
      )}
    </span>
  );
}

function OwnPicture({ file, onError }: { file: File; onError: () => void }) {
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => {
    const url = URL.createObjectURL(file);
    if (image.current) image.current.src = url;
    return () => URL.revokeObjectURL(url);
  }, [file]);
  return <img ref={image} alt="" decoding="async" onError={onError} />;
}
