import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Inbox } from 'lucide-react';
import { useState } from 'react';

import { texts } from '../../texts';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { Failed } from '../../ui/Failed';
import { Notice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { AllAtOnce } from './AllAtOnce';
import { InboxRow } from './InboxRow';
import { wordsOf } from '../../api/words-of';
import { page, settle, type Action } from './settle';
import './inbox.css';

export default function InboxView() {
  const queries = useQueryClient();
  const list = useInfiniteQuery({
    queryKey: ['inbox'],
    queryFn: ({ pageParam, signal }) => page(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ cursor }) => cursor,
  });
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState('');
  const entries = list.data?.pages.flatMap((one) => one.entries) ?? [];
  const refresh = async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['inbox'] }),
      queries.invalidateQueries({ queryKey: ['counts'] }),
    ]);
  };
  const settleOne = async (id: string, name: string, action: Action) => {
    setBusy(id);
    setProblem('');
    try {
      await settle(id, action);
      announce(action === 'retry' ? texts.inbox.retried(name) : texts.inbox.skipped(name));
      await refresh();
    } catch (error) {
      setProblem(wordsOf(error));
    } finally {
      setBusy('');
    }
  };
  return (
    <Page title={texts.inbox.title} actions={<AllAtOnce empty={entries.length === 0} onSettled={refresh} />}>
      {list.isError && <Failed error={list.error} retry={() => void list.refetch()} />}
      {problem !== '' && <Notice kind="problem">{problem}</Notice>}
      {list.isPending && <p className="loading">{texts.shell.loading}</p>}
      {list.data && entries.length === 0 && (
        <div className="inbox-empty">
          <Inbox aria-hidden />
          <p>{texts.inbox.empty}</p>
        </div>
      )}
      {entries.length > 0 && (
        <>
          <p className="inbox-about">{texts.inbox.about}</p>
          <ul className="inbox" aria-label={texts.inbox.list}>
            {entries.map((entry) => (
              <InboxRow
                key={entry.id}
                entry={entry}
                busy={busy === entry.id}
                onSettle={(action) => void settleOne(entry.id, entry.imageId, action)}
              />
            ))}
          </ul>
        </>
      )}
      {list.hasNextPage && (
        <div>
          <Button isDisabled={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
            {texts.inbox.more}
          </Button>
        </div>
      )}
    </Page>
  );
}
