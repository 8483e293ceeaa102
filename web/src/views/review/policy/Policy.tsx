import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { answer, client } from '../../../api/client';
import { texts } from '../../../texts';
import { announce } from '../../../ui/announce';
import { Button } from '../../../ui/Button';
import { Notice } from '../../../ui/Notice';
import { changesOf } from '../audit/changes';
import { Failed } from '../../../ui/Failed';
import { facetsQuery, openOf, policyQuery, type Policy as Thresholds } from '../queries';
import { AddLabel } from './AddLabel';
import { LabelRule } from './LabelRule';
import { Threshold } from './Threshold';
import './policy.css';

const words = texts.review.policy;
const mostLabels = 200;

/** From which confidence on pictures are held for review. */
export function Policy() {
  const { data, error, refetch } = useQuery({ ...policyQuery, refetchOnWindowFocus: false });
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (data === undefined) return <p>{texts.shell.loading}</p>;
  return <PolicyForm policy={data} />;
}

function PolicyForm({ policy }: { policy: Thresholds }) {
  const queries = useQueryClient();
  const { data: facets } = useQuery(facetsQuery);
  const [draft, setDraft] = useState(policy);
  /** Names put in by hand that have no rule yet. */
  const [added, setAdded] = useState<readonly string[]>([]);
  const saving = useMutation({
    mutationFn: () => answer(client.PUT('/api/v1/moderation/policy', { body: draft })),
    onSuccess: async (saved) => {
      queries.setQueryData(policyQuery.queryKey, saved);
      setDraft(saved);
      await Promise.all(
        [['reviewed'], ['reviews']].map((queryKey) => queries.invalidateQueries({ queryKey })),
      );
      const now = await queries.fetchQuery({ ...facetsQuery, staleTime: 0 });
      announce(words.saved(openOf(now)));
    },
  });
  const changed = changesOf(policy, draft).length > 0;
  const counts = new Map(facets?.moderation.map(({ name, count }) => [name, count]));
  const labels = [...new Set([...counts.keys(), ...Object.keys(policy.labels), ...added])].toSorted((a, b) =>
    a.localeCompare(b),
  );
  const setRule = (label: string, threshold: number | undefined) => {
    const { [label]: _, ...others } = draft.labels;
    setDraft({ ...draft, labels: threshold === undefined ? others : { ...others, [label]: threshold } });
  };
  return (
    <form
      className="policy"
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <p>{words.says}</p>
      <section>
        <h2>{words.everyLabel}</h2>
        <Threshold
          label={words.everyLabel}
          value={draft.minConfidence}
          onValue={(minConfidence) => setDraft({ ...draft, minConfidence })}
        />
      </section>
      <section>
        <h2>{words.labels}</h2>
        <ul className="policy-labels">
          {labels.map((label) => (
            <LabelRule
              key={label}
              label={label}
              pictures={counts.get(label)}
              standard={draft.minConfidence}
              threshold={draft.labels[label]}
              onThreshold={(threshold) => setRule(label, threshold)}
            />
          ))}
        </ul>
        <AddLabel
          onAdd={(label) => {
            setAdded([...added, label]);
            if (draft.labels[label] === undefined) setRule(label, draft.minConfidence);
          }}
        />
        {Object.keys(draft.labels).length > mostLabels && <Notice kind="warning">{words.most}</Notice>}
      </section>
      {saving.error && <Failed error={saving.error} />}
      <div className="policy-end">
        <Button kind="primary" type="submit" isDisabled={!changed || saving.isPending}>
          {saving.isPending ? words.saving : words.save}
        </Button>
        <Button
          isDisabled={!changed}
          onPress={() => {
            setDraft(policy);
            saving.reset();
          }}
        >
          {words.revert}
        </Button>
        <span role="status">
          {changed ? words.unsaved : facets && (saving.isSuccess ? words.saved : words.held)(openOf(facets))}
        </span>
      </div>
    </form>
  );
}
