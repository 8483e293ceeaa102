/** How a job over many images ended. */
export interface Outcome {
  done: string[];
  failed: { id: string; reason: unknown }[];
  /** Not begun, because it was cancelled. */
  left: number;
}

const together = 4;

/** Does a job for each id, four at once. A cancelled run lets begun ones end and begins no more. */
export async function run(
  ids: readonly string[],
  job: (id: string) => Promise<unknown>,
  signal: AbortSignal,
  onProgress: (ended: number) => void,
): Promise<Outcome> {
  const outcome: Outcome = { done: [], failed: [], left: 0 };
  let next = 0;
  const work = async () => {
    while (next < ids.length && !signal.aborted) {
      const id = ids[next++]!;
      try {
        await job(id);
        outcome.done.push(id);
      } catch (reason) {
        outcome.failed.push({ id, reason });
      }
      onProgress(outcome.done.length + outcome.failed.length);
    }
  };
  await Promise.all(Array.from({ length: together }, work));
  outcome.left = ids.length - next;
  return outcome;
}
