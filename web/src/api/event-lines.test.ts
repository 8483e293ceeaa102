import { expect, it } from 'vitest';

import { EventLines } from './event-lines';

const stream =
  'retry: 1000\n\nid: 7\nevent: change\ndata: {"a":1}\n\n: still here\n\ndata: x\r\ndata: y\r\n\r\n';
const events = [
  { type: 'change', data: '{"a":1}', id: '7' },
  { type: 'message', data: 'x\ny', id: '7' },
];

it('reads events, comments left out, the last id kept', () => {
  expect(new EventLines().take(stream)).toEqual(events);
});

it('reads them the same wherever the pieces are cut', () => {
  for (let at = 1; at < stream.length; at += 1) {
    const lines = new EventLines();
    expect([...lines.take(stream.slice(0, at)), ...lines.take(stream.slice(at))]).toEqual(events);
  }
  const single = new EventLines();
  expect([...stream].flatMap((letter) => single.take(letter))).toEqual(events);
});

it('keeps an event back until its empty line', () => {
  const lines = new EventLines();
  expect(lines.take('data: half')).toEqual([]);
  expect(lines.take('\n')).toEqual([]);
  expect(lines.take('\n')).toEqual([{ type: 'message', data: 'half', id: '' }]);
});
