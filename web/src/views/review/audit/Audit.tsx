import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';

import { answer, client, type Schemas } from '../../../api/client';
import { formatConfidence, formatTime, texts } from '../../../texts';
import { Button } from '../../../ui/Button';
import { Notice } from '../../../ui/Notice';
import { Failed } from '../../../ui/Failed';
import { changesOf, type PolicyChange } from './changes';
import './audit.css';

type Review = Schemas['Review'];
const words = texts.review.audit;
const thresholds = texts.review.policy;

export function Audit() {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery({
    queryKey: ['reviews'],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET('/api/v1/reviews', {
          params: { query: { limit: 100, ...(pageParam !== '' && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ cursor }) => cursor,
  });
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (data === undefined) return <p>{texts.shell.loading}</p>;
  const lines = data.pages.flatMap((page) => page.reviews);
  if (lines.length === 0) return <Notice kind="info">{words.none}</Notice>;
  return (
    <>
      <p>{words.says}</p>
      <section className="audit" aria-label={words.table}>
        <table>
          <thead>
            <tr>
              {[words.when, words.action, words.picture, words.reviewer, words.note, words.what].map(
                (head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {lines.map((line, at) => (
              <Line
                key={line.sequence}
                line={line}
                before={lines.slice(at + 1).find(({ policy }) => policy)?.policy}
              />
            ))}
          </tbody>
        </table>
      </section>
      <div className="audit-more">
        {hasNextPage ? (
          <Button isDisabled={isFetching} onPress={() => void fetchNextPage()}>
            {words.more}
          </Button>
        ) : (
          <span className="soft">{words.all}</span>
        )}
        <span className="soft" role="status">
          {words.loaded(lines.length)}
        </span>
      </div>
    </>
  );
}

interface LineProps {
  line: Review;
  /** The policy that stood before, where a line that was loaded says it. */
  before: Schemas['ModerationPolicy'] | undefined;
}

function Line({ line, before }: LineProps) {
  return (
    <tr>
      <td>
        <time dateTime={line.at}>{formatTime(line.at)}</time>
      </td>
      <td>{words.actions[line.action]}</td>
      <td className="audit-text">
        {line.id !== undefined && <Link to={`/images/${line.id}`}>{line.imageId ?? line.id}</Link>}
      </td>
      <td className="audit-text">{line.reviewer}</td>
      <td className="audit-text">{line.note}</td>
      <td>
        {line.moderationLabels?.map((label) => (
          <div key={label.Name}>
            {label.Name}, {formatConfidence(label.Confidence)}
          </div>
        ))}
        {line.policy && <Changes before={before} after={line.policy} />}
      </td>
    </tr>
  );
}

function Changes({
  before,
  after,
}: {
  before: Schemas['ModerationPolicy'] | undefined;
  after: Schemas['ModerationPolicy'];
}) {
  if (before === undefined)
    return (
      <>
        <div className="soft">{words.first}</div>
        {[[undefined, after.minConfidence] as const, ...Object.entries(after.labels)].map(
          ([label, threshold]) => (
            <div key={label ?? ''}>
              {label ?? words.all_labels}: {said(threshold)}
            </div>
          ),
        )}
      </>
    );
  const changes = changesOf(before, after);
  if (changes.length === 0) return words.unchanged;
  return changes.map((change) => <div key={change.label ?? ''}>{sentence(change)}</div>);
}

const sentence = ({ label, before, after }: PolicyChange) =>
  words.change(label ?? words.all_labels, said(before), said(after));

function said(threshold: number | undefined): string {
  if (threshold === undefined) return thresholds.standard;
  return threshold > 100 ? thresholds.never : thresholds.percent(threshold);
}
