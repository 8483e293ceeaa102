// The server gone in the middle of an upload and back, and a reload in the middle: nothing lost, nothing twice.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';

import { drop, launch, openPage } from './page.mjs';
import { missing, some } from './pictures.mjs';
import { eventually, startServer } from './server.mjs';
import { texts } from './texts.mjs';

/** So slow that one picture takes about half a second. */
const bytesPerSecond = 40_000;
const none = {
  sending: 0,
  waiting: 0,
  sent: 0,
  duplicates: 0,
  refused: 0,
  failed: 0,
};
const final = ['done', 'rejected', 'failed'];
const hashOf = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

describe('An upload that is broken off', { skip: missing }, () => {
  let server, browser;
  before(async () => {
    server = await startServer();
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const openSlowly = async () => {
    const page = await openPage(browser);
    await page.goto(`${server.page}upload`);
    await page.getByRole('button', { name: texts.upload.chooseFiles }).waitFor();
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: bytesPerSecond,
    });
    return page;
  };
  const taken = (hashes) => server.items().filter(({ sha256 }) => hashes.includes(sha256));
  const inTheMiddle = (hashes) =>
    eventually('a few are uploaded', () => {
      const { length } = taken(hashes);
      return length >= 3 && length < hashes.length - 3;
    });
  const allThereOnce = async (page, hashes) => {
    await page
      .getByText(texts.upload.counts({ ...none, sent: hashes.length }), {
        exact: true,
      })
      .waitFor({
        timeout: 60_000,
      });
    await eventually('all are recognised', () => taken(hashes).every(({ status }) => final.includes(status)));
    const items = taken(hashes);
    assert.equal(items.length, hashes.length);
    assert.deepEqual(items.map(({ sha256 }) => sha256).toSorted(), hashes.toSorted());
    assert.ok(items.every(({ status }) => status === 'done'));
  };

  test('the server is killed and comes back: the page goes on without a reload', async () => {
    const files = some('celebrities', 'lfw_', 12);
    const hashes = files.map(hashOf);
    const page = await openSlowly();
    await drop(page, files);
    await inTheMiddle(hashes);
    await server.kill();
    await page
      .getByText(texts.upload.server({ kind: 'away' }))
      .first()
      .waitFor();
    await server.start();
    await allThereOnce(page, hashes);
    await page.context().close();
  });

  test('the page is reloaded: what waited goes on by itself', async () => {
    const files = some('faces', 'lfw_', 12);
    const hashes = files.map(hashOf);
    const page = await openSlowly();
    await drop(page, files);
    await inTheMiddle(hashes);
    await page.reload();
    await page.getByRole('button', { name: texts.upload.chooseFiles }).waitFor();
    await eventually('all are uploaded', () => taken(hashes).length >= hashes.length);
    await eventually('all are recognised', () => taken(hashes).every(({ status }) => final.includes(status)));
    const items = taken(hashes);
    assert.deepEqual(items.map(({ sha256 }) => sha256).toSorted(), hashes.toSorted());
    await page.context().close();
  });
});
