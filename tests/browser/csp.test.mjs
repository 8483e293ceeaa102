// Nothing comes from elsewhere, and nothing in any view offends against the content policy.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { fill } from './content.mjs';
import { drop, launch, openPage, signedIn } from './page.mjs';
import { giraffe, missing } from './pictures.mjs';
import { startServer } from './server.mjs';
import { texts } from './texts.mjs';
import { emptyViews, keyViews, show, viewsOf } from './views.mjs';

describe('The content policy', () => {
  let server, browser, page, asked;
  before(async () => {
    server = await startServer();
    browser = await launch();
    page = await openPage(browser);
    asked = new Set();
    page.on('request', (request) => asked.add(new URL(request.url()).origin));
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });
  const clean = async (views) => {
    const problems = {};
    for (const view of views) {
      page.problems.length = 0;
      await show(page, server, view);
      if (page.problems.length > 0) problems[view.name] = [...page.problems];
    }
    assert.deepEqual(problems, {});
    // `null` is the origin of blob: addresses, the pictures that are about to be uploaded.
    assert.deepEqual(
      [...asked].filter((origin) => origin !== 'null'),
      [server.url],
    );
  };

  test('allows nothing by default', async () => {
    const policy = (await fetch(server.page)).headers.get('Content-Security-Policy');
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /unsafe|\*|https?:/);
  });

  test('holds in empty views', () => clean(emptyViews));

  test('holds in all views with content and while uploading', { skip: missing }, async () => {
    await clean(viewsOf(await fill(server)));
    await page.goto(`${server.page}upload`);
    page.problems.length = 0;
    await drop(page, [giraffe]);
    await page.getByText(texts.upload.duplicate).waitFor();
    assert.deepEqual(page.problems, []);
  });

  test('holds on a server with keys', async () => {
    const asking = await startServer();
    try {
      const key = await asking.makeKey();
      const signed = await openPage(browser);
      await signedIn(signed, asking, key);
      for (const view of keyViews(key)) await show(signed, asking, view);
      assert.deepEqual(signed.problems, []);
      await signed.context().close();
    } finally {
      await asking.stop();
    }
  });

  test('is enforced, and this test sees it', async () => {
    await page.goto(server.page);
    page.problems.length = 0;
    await page.evaluate(() => {
      const image = new Image();
      image.src = 'http://127.0.0.1:1/picture.png';
      document.head.append(
        Object.assign(document.createElement('style'), {
          textContent: 'p { color: red }',
        }),
      );
      return new Promise((resolve) => image.addEventListener('error', resolve));
    });
    for (const directive of ['img-src', 'style-src'])
      assert.ok(
        page.problems.some((problem) => problem.includes(directive)),
        `${directive}: ${page.problems}`,
      );
  });
});
