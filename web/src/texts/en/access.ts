import { count } from '..';

export const access = {
  title: 'Sign in',
  says: 'This server has access keys. Sign in with one of them.',
  again: 'Sign in again',
  lost: 'The session has ended. What you were doing stays as it is and goes on once you have signed in.',
  accessKeyId: 'Access key ID',
  secret: 'Secret access key',
  secretHelp: 'It was shown once, when the key was made.',
  sessionToken: 'Session token of the temporary key',
  submit: 'Sign in',
  signingIn: 'Signing in …',
  missing: 'Both the access key ID and its secret are needed.',
  wrong: 'This access key ID and secret are not known together, or the key has expired or been revoked.',
  tooMany: (seconds?: number) =>
    `Too many attempts from here. Try again ${
      seconds === undefined ? 'later' : `in ${count(Math.max(seconds, 1), 'second', 'seconds')}`
    }.`,
  asking: 'Asking the server …',
  account: 'Signed in as',
  signOut: 'Sign out',
  signOutTitle: 'Sign out and stop uploading?',
  signOutSays: (files: number) =>
    `${count(files, 'file is', 'files are')} not uploaded yet and will be taken off the list. What the server has already stays there.`,
  stay: 'Go on uploading',
};
