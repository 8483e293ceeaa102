import { expect, it } from 'vitest';

import { check, formatOf, isShowable } from './formats';

const limits = {
  maxBytes: 1000,
  maxFiles: 1,
  maxSidePx: 1,
  maxPixels: 1,
  maxWaitSeconds: 1,
  formats: ['image/jpeg', 'image/heic'],
  keepsFaces: false,
};

it('knows a picture by its type, else by its name', () => {
  expect(formatOf({ name: 'a.JPG', type: '' })).toBe('image/jpeg');
  expect(formatOf({ name: 'a', type: 'image/jpg' })).toBe('image/jpeg');
  expect(formatOf({ name: 'a.heif', type: '' })).toBe('image/heic');
  expect(formatOf({ name: 'a.jpg', type: 'text/plain' })).toBe('');
  expect(formatOf({ name: 'notes', type: '' })).toBe('');
});

it('checks against the limits', () => {
  const file = { name: 'a.jpg', type: 'image/jpeg', size: 1000 };
  expect(check(file, limits)).toBe('fine');
  expect(check({ ...file, size: 1001 }, limits)).toBe('too-large');
  expect(check({ ...file, size: 0 }, limits)).toBe('empty');
  expect(check({ ...file, type: 'image/svg+xml' }, limits)).toBe('not-taken');
  expect(check({ ...file, size: 1001 })).toBe('fine');
});

it('shows what browsers can decode, unless it is huge', () => {
  expect(isShowable({ name: 'a.jpg', type: '', size: 10 })).toBe(true);
  expect(isShowable({ name: 'a.heic', type: '', size: 10 })).toBe(false);
  expect(isShowable({ name: 'a.jpg', type: '', size: 1e9 })).toBe(false);
});
