import { useEffect, useState, type ImgHTMLAttributes } from 'react';

import { request } from '../api/client';
import { currentToken } from '../api/token';
import { address, isForeign } from '../config';

interface PictureProps extends Omit<ImgHTMLAttributes<HTMLImageElement>, 'src' | 'onError'> {
  /** A path of the API. */
  src: string;
  alt: string;
  onError?: () => void;
}

/** An image of the API; from another origin it is asked for with CORS, which the server's resource policy wants. */
export function Picture({ src, alt, ...props }: PictureProps) {
  if (currentToken() !== undefined) return <FetchedPicture key={src} src={src} alt={alt} {...props} />;
  return (
    <img
      {...props}
      src={address(src)}
      alt={alt}
      crossOrigin={isForeign() ? 'anonymous' : undefined}
      decoding="async"
    />
  );
}

/** Fetched with the token, which an image's own request can't carry. */
function FetchedPicture({ src, alt, onError, ...props }: PictureProps) {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const end = new AbortController();
    let made: string | undefined;
    request(src, { signal: end.signal })
      .then(async (response) => {
        if (!response.ok) return onError?.();
        const bytes = await response.blob();
        if (end.signal.aborted) return;
        made = URL.createObjectURL(bytes);
        setUrl(made);
      })
      .catch(() => end.signal.aborted || onError?.());
    return () => {
      end.abort();
      if (made !== undefined) URL.revokeObjectURL(made);
    };
    // oxlint-disable-next-line react/exhaustive-deps -- only another address is another picture
  }, [src]);
  return <img {...props} src={url} alt={alt} onError={onError} decoding="async" />;
}
