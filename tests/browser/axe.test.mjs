// axe in every view, light and dark, wide and phone.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';

import { fill } from './content.mjs';
import { inColours, launch, openPage, phone, signedIn, wide } from './page.mjs';
import { missing } from './pictures.mjs';
import { startServer } from './server.mjs';
import { emptyViews, keyViews, show, viewsOf } from './views.mjs';

const source = readFileSync(
  createRequire(new URL('../../web/package.json', import.meta.url)).resolve('axe-core/axe.min.js'),
  'utf8',
);
const options = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  rules: { 'target-size': { enabled: true } },
  resultTypes: ['violations'],
};

/** What axe finds, a line for each element. */
async function violations(page) {
  await page.evaluate(source);
  const found = await page.evaluate(
    (how) => window.axe.run(document, how).then((results) => results.violations),
    options,
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ html, failureSummary }) => `${id}: ${html.slice(0, 200)}\n  ${failureSummary.replaceAll('\n', ' ')}`,
    ),
  );
}

async function examine(browser, server, viewport, views, key) {
  const page = await openPage(browser, { viewport });
  if (key) await signedIn(page, server, key);
  const found = {};
  for (const view of views) {
    await show(page, server, view);
    for (const colorScheme of ['light', 'dark']) {
      await inColours(page, colorScheme);
      const here = await violations(page);
      if (here.length > 0) found[`${view.name}, ${colorScheme}`] = here;
    }
  }
  await page.context().close();
  assert.deepEqual(found, {});
}

describe('axe finds no violation', () => {
  let server, browser;
  before(async () => {
    server = await startServer();
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  test('in empty views on a wide screen', () => examine(browser, server, wide, emptyViews));
  test('in empty views on a phone', () => examine(browser, server, phone, emptyViews));
  describe('on a server with keys', () => {
    let asking, key;
    before(async () => {
      asking = await startServer();
      key = await asking.makeKey();
    });
    after(() => asking?.stop());
    test('on a wide screen', () => examine(browser, asking, wide, keyViews(key), key));
    test('on a phone', () => examine(browser, asking, phone, keyViews(key), key));
  });
  describe('with content', { skip: missing }, () => {
    let views;
    before(async () => {
      views = viewsOf(await fill(server));
    });
    test('on a wide screen', () => examine(browser, server, wide, views));
    test('on a phone', () => examine(browser, server, phone, views));
  });
});
