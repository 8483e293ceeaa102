import type { Schemas } from '../../../api/client';

type Policy = Schemas['ModerationPolicy'];

/** What a label's threshold was and is; undefined: as all others. `label` undefined: all others themselves. */
export interface PolicyChange {
  label: string | undefined;
  before: number | undefined;
  after: number | undefined;
}

/** What differs between two policies; labels by name. */
export function changesOf(before: Policy, after: Policy): PolicyChange[] {
  const labels = [...new Set([...Object.keys(before.labels), ...Object.keys(after.labels)])].toSorted();
  return [
    { label: undefined, before: before.minConfidence, after: after.minConfidence },
    ...labels.map((label) => ({ label, before: before.labels[label], after: after.labels[label] })),
  ].filter((change) => change.before !== change.after);
}
