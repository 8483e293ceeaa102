import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

import { answer, client } from '../../api/client';
import { readFilters, writeFilters, type Filters } from './filters';
import type { Source } from './grid/image-list';

/** The filters in the page's address, and what changes them; `replace` makes no step of the history. */
export function useFilters(): [Filters, (next: Filters, replace?: boolean) => void] {
  const [address, setAddress] = useSearchParams();
  const query = writeFilters(readFilters(address));
  const filters = useMemo(() => readFilters(new URLSearchParams(query)), [query]);
  const set = useCallback(
    (next: Filters, replace = false) => setAddress(writeFilters(next), { replace }),
    [setAddress],
  );
  return [filters, set];
}

const pageSize = 100;

/** The pages of images that fit filters. */
export const sourceOf = (filters: Filters): Source => ({
  pages: (signal) =>
    answer(client.GET('/api/v1/pages', { params: { query: { ...filters, limit: pageSize } }, signal })),
  page: async (cursor, signal) => {
    const query = { ...filters, limit: pageSize, ...(cursor === '' ? {} : { cursor }) };
    return (await answer(client.GET('/api/v1/images', { params: { query }, signal }))).images;
  },
});

/** Values of what fits the filters, with counts. */
export function useFacets(filters: Filters, limit: number, enabled = true) {
  return useQuery({
    queryKey: ['facets', writeFilters(filters), limit],
    queryFn: ({ signal }) =>
      answer(client.GET('/api/v1/facets', { params: { query: { ...filters, limit } }, signal })),
    placeholderData: keepPreviousData,
    // Changes are followed only while the library stands: what was counted before it was opened is asked for again.
    staleTime: 0,
    enabled,
  });
}
