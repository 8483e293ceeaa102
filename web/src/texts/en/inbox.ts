const numbers = new Intl.NumberFormat('en');
const images = (value: number) => `${numbers.format(value)} ${value === 1 ? 'picture' : 'pictures'}`;
const times = (value: number, one: string, other: string) =>
  `${numbers.format(value)} ${value === 1 ? one : other}`;

export const inbox = {
  title: 'Inbox',
  about: 'Pictures whose recognition failed again and again wait here. Try them again, or put them aside.',
  empty: 'Nothing waits here. Pictures whose recognition fails come here.',
  list: 'Pictures that failed',
  retry: 'Try again',
  retryOne: (id: string) => `Try again: ${id}`,
  skip: 'Put aside',
  skipOne: (id: string) => `Put aside: ${id}`,
  retryAll: 'Try all again …',
  skipAll: 'Put all aside …',
  confirm: {
    retry: {
      title: 'Try all again?',
      about: 'Every picture in the inbox is queued once more. Those that fail again come back here.',
      button: 'Try all again',
    },
    skip: {
      title: 'Put all aside?',
      about:
        'The pictures stay in the library as failed and leave the inbox. Recognising one again is possible in its own view.',
      button: 'Put all aside',
    },
  },
  more: 'Show more',
  reason: (stage: string, code: string) => (stage === '' ? code : `${stage}: ${code}`),
  attempts: (errors: number, crashes: number) =>
    [
      errors > 0 ? times(errors, 'failed attempt', 'failed attempts') : '',
      crashes > 0 ? times(crashes, 'crash', 'crashes') : '',
    ]
      .filter((part) => part !== '')
      .join(', '),
  since: (when: string) => `since ${when}`,
  retried: (id: string) => `${id} is queued again.`,
  skipped: (id: string) => `${id} is put aside.`,
  collecting: (found: number) => `Looking up what is there: ${images(found)} so far`,
  running: (done: number, all: number) => `${numbers.format(done)} of ${images(all)}`,
  progress: 'Progress',
  stop: 'Stop',
  stopped: (done: number, all: number) => `Stopped after ${numbers.format(done)} of ${images(all)}.`,
  finished: (done: number) => `${images(done)} done.`,
  refusedSome: (value: number, first: string) => `${images(value)} could not be changed; the first: ${first}`,
  cut: (most: number) => `Only the first ${images(most)} were taken; repeat it for the others.`,
};
