import type { ImgHTMLAttributes } from 'react';

import { isForeign } from '../config';

/** An image of the API; from another origin it is asked for with CORS, which the server's resource policy wants. */
export function Picture({ alt, ...props }: ImgHTMLAttributes<HTMLImageElement> & { alt: string }) {
  return <img {...props} alt={alt} crossOrigin={isForeign() ? 'anonymous' : undefined} decoding="async" />;
}
