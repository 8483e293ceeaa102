import { describe, expect, it } from 'vitest';

import type { Schemas } from '../api/client';
import { isUnsafe } from './is-unsafe';

describe('isUnsafe', () => {
  const moderationLabels: Schemas['ModerationLabel'][] = [
    { Name: 'Smoking', ParentName: '', TaxonomyLevel: 1, Confidence: 60, Evidence: [] },
  ];
  it.each([
    ['nothing found', {}, false],
    ['found, below the policy', { moderationLabels }, true],
    ['held', { moderationLabels, review: { state: 'open' as const } }, true],
    ['approved', { moderationLabels, review: { state: 'approved' as const } }, false],
    ['rejected by a person alone', { review: { state: 'rejected' as const } }, true],
  ])('%s', (_, part, unsafe) => {
    expect(isUnsafe({ moderationLabels: [], ...part })).toBe(unsafe);
  });
});
