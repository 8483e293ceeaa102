import type { Totals } from '../../uploads/entry';
import type { ServerState } from '../../uploads/gate';
import type { LeftOut } from '../../uploads/queue';

const numbers = new Intl.NumberFormat('en');
const files = (value: number) => `${numbers.format(value)} ${value === 1 ? 'file' : 'files'}`;
const megabytes = (bytes: number) => `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
const formats = (types: readonly string[]) =>
  types.map((type) => type.replace('image/', '').toUpperCase()).join(', ');

const counts = ({ waiting, sending, sent, duplicates, refused, failed }: Totals): string =>
  [
    [sending, 'being sent'],
    [waiting, 'waiting'],
    [sent - duplicates, 'uploaded'],
    [duplicates, 'there already'],
    [refused, 'refused'],
    [failed, 'failed'],
  ]
    .filter(([value]) => value !== 0)
    .map(([value, what]) => `${numbers.format(value as number)} ${what}`)
    .join(' · ');

export const upload = {
  title: 'Upload',
  queue: 'Uploads',
  overall: 'Overall progress',
  dropHere: 'Drop pictures or folders anywhere',
  dropArea: 'Drop pictures or folders anywhere on this page, or paste them.',
  dropLimits: (types: readonly string[], maxBytes: number) =>
    `${formats(types)}; at most ${megabytes(maxBytes)} each.`,
  chooseFiles: 'Choose files',
  chooseFolder: 'Choose a folder',
  takePhoto: 'Take a photo',
  progress: (sent: number, all: number) => `${numbers.format(sent)} of ${files(all)} uploaded`,
  ended: 'Uploads',
  counts,
  collapse: 'Show less of the uploads',
  expand: 'Show more of the uploads',
  open: 'Show all uploads',
  clear: 'Remove finished uploads and close',
  begins: (value: number) => `Uploading ${files(value)}.`,
  ends: (totals: Totals) => `Uploading has ended: ${counts(totals)}.`,
  server: ({ kind, reason }: ServerState) =>
    kind === 'out'
      ? 'Nobody is signed in. The files wait and go on once you have signed in.'
      : kind === 'away'
        ? 'The server does not answer. The files wait and go on by themselves; keep this page open.'
        : `Uploading pauses and goes on by itself. The reason: ${reason}`,
  leftOut: ({ notTaken, examples, unreadable }: LeftOut) =>
    [
      notTaken > 0 ? `${files(notTaken)} left out: not a picture of a format that is taken` : '',
      unreadable > 0 ? `${files(unreadable)} left out: could not be read` : '',
    ]
      .filter((part) => part !== '')
      .join('; ') + ` (${examples.join(', ')}${notTaken + unreadable > examples.length ? ', …' : ''}).`,
  cut: (most: number) =>
    `The queue holds at most ${files(most)}; more were left out. Add the others when some are finished.`,
  notKept: (value: number, most: number) =>
    `${files(value)} would not survive a reload: this page keeps at most ${megabytes(most)}, less where the browser has no room. Leave the page open until they are uploaded.`,
  dismiss: 'Dismiss',
  empty: 'The file is empty.',
  tooLarge: (most: number) =>
    `The file is larger than ${megabytes(most)}, which is the limit; make it smaller or compress it more.`,
  notTaken: (types: readonly string[]) => `This format is not taken; ${formats(types)} are.`,
  unreadable: 'The file can no longer be read; it was changed, moved or removed. Add it again.',
  byOther: (accessKeyId: string) =>
    `It was added by somebody who had signed in with ${accessKeyId}. Try it again to upload it as yourself.`,
  broke: 'The connection broke while the file was sent, though the server answers.',
  pastedName: (when: Date) =>
    `Pasted ${when.toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '.')}.png`,
  photoName: (when: Date) =>
    `Photo ${when.toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '.')}.jpg`,
  list: 'Files',
  none: 'No uploads yet. What you drop here is listed with its progress and what was seen in it.',
  cancelAll: 'Cancel all',
  cancelAllTitle: 'Cancel all uploads?',
  cancelAllAbout: (value: number) =>
    `${files(value)} will be taken off the list. What the server has already stays there.`,
  keepOn: 'Go on uploading',
  retryFailed: 'Try failed ones again',
  removeFinished: 'Remove finished',
  cancelOne: (name: string) => `Cancel ${name}`,
  retryOne: (name: string) => `Try ${name} again`,
  removeOne: (name: string) => `Remove ${name} from the list`,
  states: { waiting: 'Waiting', sending: 'Sending', sent: 'Uploaded', refused: 'Refused', failed: 'Failed' },
  duplicate: 'There already:',
  duplicateLink: 'show the picture that is there',
  progressOf: (name: string) => `Progress of ${name}`,
  statuses: {
    queued: 'Waits to be recognised',
    recognising: 'Being recognised',
    done: 'Recognised',
    rejected: 'Rejected',
    failed: 'Recognition failed; it is in the inbox',
    erased: 'Erased',
  },
  stages: {
    decode: 'Decoding',
    text: 'Reading text',
    faces: 'Finding faces',
    celebrities: 'Comparing with people',
    labels: 'Finding what is in it',
    moderation: 'Moderating',
    derived: 'Keeping results',
  } as Record<string, string>,
  noLabels: 'nothing recognised',
  camera: 'Take a photo',
  shutter: 'Take',
  cameraPreview: 'What the camera sees',
  cameraFailed: (why: string) =>
    `The camera can't be used: ${why}. Allow it in the browser's settings for this page, and see that no other program uses it.`,
  photoTaken: (value: number) => `${value} ${value === 1 ? 'photo' : 'photos'} added to the uploads.`,
};
