import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { ImageSummary } from '../../../api/client';
import type { Change } from '../../../api/live';
import { ImageList, type Source } from './image-list';

const image = (number: number): ImageSummary => ({
  id: `i${number}`,
  imageId: `i${number}`,
  location: '',
  status: 'queued',
  fileName: `${number}.jpg`,
  contentType: 'image/jpeg',
  bytes: 1,
  width: 1,
  height: 1,
  uploadedAt: new Date(Date.UTC(2026, 10, 24) + number * 1000).toISOString(),
  labels: [],
  moderationLabels: [],
  celebrities: [],
  faces: 0,
  lines: 0,
});

const change = (number: number, status: Change['status'], stage = ''): Change => ({
  sequence: 1,
  imageId: `i${number}`,
  id: `i${number}`,
  status,
  stage,
  outcome: '',
  at: '',
});

/** A server with images numbered from the newest down, pages of 100, whose answers take 10 ms. */
class Server implements Source {
  images: ImageSummary[];
  asked: string[] = [];
  aborted: string[] = [];
  constructor(count: number) {
    this.images = Array.from({ length: count }, (_, i) => image(count - i));
  }
  async pages() {
    const starts = Array.from({ length: Math.ceil(this.images.length / 100) }, (_, i) => i * 100);
    const cursors = starts.map((start) => (start === 0 ? '' : this.images[start]!.id));
    return { total: this.images.length, limit: 100, cursors };
  }
  async page(cursor: string, signal: AbortSignal) {
    this.asked.push(cursor);
    signal.addEventListener('abort', () => this.aborted.push(cursor));
    await new Promise((resolve) => setTimeout(resolve, 10));
    const start = cursor === '' ? 0 : this.images.findIndex(({ id }) => id === cursor);
    return this.images.slice(start, start + 100);
  }
}

async function loaded(count: number) {
  const server = new Server(count);
  const list = new ImageList(server);
  void list.reload();
  await vi.advanceTimersByTimeAsync(20);
  server.asked = [];
  return { server, list };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a long list', () => {
  it('knows its length and its first page after a load', async () => {
    const { list } = await loaded(1050);
    expect(list.total).toBe(1050);
    expect(list.at(0)?.id).toBe('i1050');
    expect(list.at(100)).toBeUndefined();
  });
  it('asks at once for the next page, and for a far one when the place is kept', async () => {
    const { server, list } = await loaded(10_000);
    list.want(20, 120);
    expect(server.asked).toEqual(['i9900']);
    for (const place of [3000, 5000, 7000]) list.want(place, place + 50);
    await vi.advanceTimersByTimeAsync(50);
    expect(server.asked).toEqual(['i9900']);
    await vi.advanceTimersByTimeAsync(100);
    expect(server.asked).toEqual(['i9900', 'i3000']);
    expect(list.at(7000)?.id).toBe('i3000');
  });
  it('gives up what was left behind', async () => {
    const { server, list } = await loaded(10_000);
    list.want(20, 120);
    list.want(5000, 5050);
    expect(server.aborted).toEqual(['i9900']);
    await vi.advanceTimersByTimeAsync(200);
    expect(list.at(120)).toBeUndefined();
    expect(list.at(5000)).toBeDefined();
  });
  it('keeps thirty pages, those wanted last', async () => {
    const { list } = await loaded(10_000);
    for (let page = 1; page <= 40; page++) {
      list.want(page * 100, page * 100 + 50);
      await vi.advanceTimersByTimeAsync(200);
    }
    expect(list.at(1000)).toBeUndefined();
    expect(list.at(1100)).toBeDefined();
    expect(list.at(4000)).toBeDefined();
  });
  it('tells an error and goes on after a retry', async () => {
    const { server, list } = await loaded(500);
    const page = vi.spyOn(server, 'page').mockRejectedValueOnce(new Error('gone'));
    list.want(20, 150);
    await vi.advanceTimersByTimeAsync(20);
    expect(list.error).toEqual(new Error('gone'));
    page.mockRestore();
    list.retry();
    await vi.advanceTimersByTimeAsync(20);
    expect(list.error).toBeUndefined();
    expect(list.at(100)).toBeDefined();
  });
  it('gives a range across pages that are not here', async () => {
    const { list } = await loaded(1000);
    const progress: number[] = [];
    const got = list.between(95, 304, new AbortController().signal, (images) => progress.push(images));
    await vi.advanceTimersByTimeAsync(50);
    const ids = (await got).map(({ id }) => id);
    expect(ids).toHaveLength(210);
    expect([ids[0], ids[209]]).toEqual(['i905', 'i696']);
    expect(progress.at(-1)).toBe(210);
  });
});

describe('changes', () => {
  it('are written into images that are here, and the page is asked for once', async () => {
    const { server, list } = await loaded(300);
    const untouched = list.at(1);
    list.change(change(300, 'recognising', 'text'));
    await vi.advanceTimersByTimeAsync(300);
    expect(list.at(0)).toMatchObject({ status: 'recognising', stage: 'text' });
    expect(server.asked).toEqual([]);
    server.images[0] = { ...server.images[0]!, status: 'done', labels: [{ Name: 'Cat', Confidence: 9 }] };
    for (let i = 0; i < 50; i++) list.change(change(300, 'done'));
    await vi.advanceTimersByTimeAsync(2000);
    expect(server.asked).toEqual(['']);
    expect(list.at(0)?.labels[0]?.Name).toBe('Cat');
    expect(list.at(1)).toBe(untouched);
  });
  it('count new images away from the top and leave places alone', async () => {
    const { server, list } = await loaded(300);
    list.setAtTop(false);
    server.images.unshift(image(302), image(301));
    list.change(change(301, 'queued'));
    list.change(change(302, 'queued'));
    await vi.advanceTimersByTimeAsync(2000);
    expect(list.arrivals).toBe(2);
    expect(list.at(0)?.id).toBe('i300');
    void list.reload();
    await vi.advanceTimersByTimeAsync(50);
    expect(list.arrivals).toBe(0);
    expect(list.at(0)?.id).toBe('i302');
  });
  it('show new images at the top at once', async () => {
    const { server, list } = await loaded(300);
    server.images.unshift(image(301));
    list.change(change(301, 'queued'));
    await vi.advanceTimersByTimeAsync(2000);
    expect(list.total).toBe(301);
    expect(list.at(0)?.id).toBe('i301');
  });
  it('fill an empty list', async () => {
    const { server, list } = await loaded(0);
    server.images = [image(1)];
    list.change(change(1, 'queued'));
    await vi.advanceTimersByTimeAsync(2000);
    expect(list.at(0)?.id).toBe('i1');
  });
});
