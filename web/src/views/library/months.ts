import type { Schemas } from '../../api/client';

/** The month of the image at an index of a list that is newest first, by how many images each month has. */
export function monthAt(months: readonly Schemas['FacetValue'][], index: number): string | undefined {
  let end = 0;
  for (const { name, count } of months) {
    end += count;
    if (index < end) return name;
  }
  return undefined;
}
