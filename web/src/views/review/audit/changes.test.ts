import { expect, it } from 'vitest';

import { changesOf } from './changes';

it('says what was added, changed and taken away, and nothing that stayed', () => {
  expect(
    changesOf(
      { minConfidence: 50, labels: { Weapons: 60, Smoking: 101, Alcohol: 70 } },
      { minConfidence: 55, labels: { Weapons: 80, Alcohol: 70, Gambling: 90 } },
    ),
  ).toEqual([
    { label: undefined, before: 50, after: 55 },
    { label: 'Gambling', before: undefined, after: 90 },
    { label: 'Smoking', before: 101, after: undefined },
    { label: 'Weapons', before: 60, after: 80 },
  ]);
});

it('finds nothing in a policy saved as it was', () => {
  expect(changesOf({ minConfidence: 50, labels: { A: 1 } }, { minConfidence: 50, labels: { A: 1 } })).toEqual(
    [],
  );
});
