import { SlidersHorizontal } from 'lucide-react';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';

import { texts } from '../../texts';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Notice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { useFacets, useFilters } from './asked';
import { BulkBar } from './bulk/BulkBar';
import { useBulk } from './bulk/use-bulk';
import { Empty } from './Empty';
import { Facets } from './facets/Facets';
import { chipsOf, isEmpty, readFilters, writeFilters } from './filters';
import { Grid } from './grid/Grid';
import { monthAt } from './months';
import { Chips } from './search/Chips';
import { SearchBox } from './search/SearchBox';
import { sessionOf, type Session } from './session';
import { storedSize, Tools } from './Tools';
import { useLive } from './use-live';
import { wordsOf } from '../../api/words-of';
import { formatMonth } from './words';
import './library.css';

const narrow = matchMedia('(max-width: 64rem)');
const useNarrow = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      narrow.addEventListener('change', listener);
      return () => narrow.removeEventListener('change', listener);
    },
    () => narrow.matches,
  );

/** The session of the filters; the one before stays in sight until the new list is there. */
function useSession(query: string): { session: Session; isWaiting: boolean } {
  const asked = sessionOf(query);
  const { list } = asked;
  useEffect(() => {
    void list.reload();
    return () => list.stop();
  }, [list]);
  const isWaiting = useSyncExternalStore(
    list.subscribe,
    () => list.total === undefined && list.error === undefined,
  );
  const [shown, setShown] = useState(asked);
  if (!isWaiting && shown !== asked) setShown(asked);
  return { session: isWaiting ? shown : asked, isWaiting };
}

export default function LibraryView() {
  const [filters, setFilters] = useFilters();
  const { session, isWaiting } = useSession(writeFilters(filters));
  const [size, setSize] = useState(storedSize);
  const [drawn, setDrawn] = useState(false);
  const isNarrow = useNarrow();
  const chips = chipsOf(filters).length;
  const facets = <Facets filters={filters} onChange={setFilters} />;
  const { title, total, filters: words } = texts.library;
  const count = useSyncExternalStore(session.list.subscribe, () => session.list.total);
  useEffect(() => {
    if (!isWaiting && count !== undefined) announce(total(count));
    // Only a new list is told, not each picture that comes.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [session, isWaiting]);
  return (
    <Page
      full
      title={title}
      actions={
        <>
          {count !== undefined && <span className="library-total">{total(count)}</span>}
          <Tools size={size} onSize={setSize} />
        </>
      }
    >
      <div className="library">
        {!isNarrow && (
          <aside className="library-facets" aria-label={words.title}>
            <h2>{words.title}</h2>
            {facets}
          </aside>
        )}
        <div className="library-main">
          <div className="library-search">
            <SearchBox filters={filters} onChange={setFilters} />
            {isNarrow && (
              <Button onPress={() => setDrawn(true)}>
                <SlidersHorizontal aria-hidden />
                {chips === 0 ? words.title : words.count(chips)}
              </Button>
            )}
          </div>
          <Chips filters={filters} onChange={setFilters} />
          <Pictures
            key={session.query}
            session={session}
            isWaiting={isWaiting}
            size={size}
            onClear={() => setFilters({})}
          />
        </div>
      </div>
      <Dialog
        title={words.title}
        open={isNarrow && drawn}
        onClose={() => setDrawn(false)}
        buttons={
          <Button kind="primary" onPress={() => setDrawn(false)}>
            {count === undefined ? texts.shell.close : total(count)}
          </Button>
        }
      >
        {facets}
      </Dialog>
    </Page>
  );
}

interface PicturesProps {
  session: Session;
  isWaiting: boolean;
  size: number;
  onClear: () => void;
}

function Pictures({ session, isWaiting, size, onClear }: PicturesProps) {
  const { list, query } = session;
  useLive(session);
  const bulk = useBulk(session);
  const total = useSyncExternalStore(list.subscribe, () => list.total);
  const error = useSyncExternalStore(list.subscribe, () => list.error);
  const filters = readFilters(new URLSearchParams(query));
  const { data } = useFacets(filters, 50);
  const months = data?.months;
  const month = useCallback(
    (index: number) => {
      const name = list.at(index)?.uploadedAt ?? monthAt(months ?? [], index);
      return name === undefined ? undefined : formatMonth(name);
    },
    [list, months],
  );
  return (
    <div
      className={isWaiting ? 'library-pictures library-waiting' : 'library-pictures'}
      aria-busy={isWaiting}
    >
      {error !== undefined && (
        <div className="library-error">
          <Notice kind="problem">
            {wordsOf(error)}
            <Button onPress={() => list.retry()}>{texts.shell.retry}</Button>
          </Notice>
        </div>
      )}
      {total === undefined && error === undefined && <p className="loading">{texts.library.loading}</p>}
      {total === 0 && <Empty filtered={!isEmpty(filters)} onClear={onClear} />}
      {total !== undefined && total > 0 && (
        <Grid session={session} wanted={size} monthAt={month} onSelectAll={bulk.selectAll} />
      )}
      <BulkBar session={session} bulk={bulk} />
    </div>
  );
}
