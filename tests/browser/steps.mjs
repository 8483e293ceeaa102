import { test } from 'node:test';

/** Makes tests that build on one another: after one that fails, the others are skipped. */
export function steps() {
  let broken = '';
  return (name, run) =>
    test(name, async (context) => {
      if (broken !== '') return context.skip(`“${broken}” failed before`);
      broken = name;
      await run(context);
      broken = '';
    });
}
