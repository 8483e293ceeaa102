// The same page from static hosting of another origin: the API's address comes from its config, CORS lets it in.
import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { drop, goTo, launch, logIn, openPage } from './page.mjs';
import { giraffe, missing, street } from './pictures.mjs';
import { freePort, startServer } from './server.mjs';
import { serveStatic } from './static.mjs';
import { texts } from './texts.mjs';

describe('Static hosting', { skip: missing }, () => {
  let api, hosting, browser, origin;
  before(async () => {
    const port = await freePort();
    origin = `http://127.0.0.1:${port}`;
    api = await startServer({ flags: ['--origin', origin] });
    hosting = await serveStatic(port, api.url);
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    hosting?.close();
    hosting?.closeAllConnections();
    await api?.stop();
  });

  test('uploads reach the API of the config, changes and labels come back, pictures load', async () => {
    const page = await openPage(browser);
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${origin}/app/upload`);
    await page.getByText(texts.shell.connected, { exact: true }).waitFor();
    await drop(page, [giraffe]);
    const row = page.getByRole('listitem').filter({ hasText: basename(giraffe) });
    await row.getByText(/Giraffe/).waitFor();
    assert.equal(api.itemOf(giraffe).status, 'done');
    await goTo(page, texts.library.title);
    const loaded = await page
      .getByRole('gridcell', { name: new RegExp(basename(giraffe)) })
      .locator('img')
      .evaluate((image) => image.decode().then(() => [image.naturalWidth > 0, image.crossOrigin]));
    assert.deepEqual(loaded, [true, 'anonymous']);
    assert.deepEqual(
      asked.filter((url) => url.startsWith(`${origin}/api`) || url.startsWith(`${origin}/upload`)),
      [],
    );
    assert.ok(asked.some((url) => url.startsWith(`${api.url}/api/v1/upload`)));
    assert.deepEqual(page.problems, []);
  });

  test('another origin, which is not allowed, is refused', async () => {
    const port = await freePort();
    const other = await serveStatic(port, api.url);
    const page = await openPage(browser);
    await page.goto(`http://127.0.0.1:${port}/app/`);
    await page.getByText(texts.shell.unreachable).first().waitFor();
    other.close();
    other.closeAllConnections();
    assert.ok(
      page.problems.some((problem) => problem.includes('CORS')),
      page.problems.join('\n'),
    );
  });

  test('with keys it signs in by a token, which is in no address', async () => {
    const key = await api.makeKey();
    const page = await openPage(browser);
    const asked = [];
    page.on('request', (request) => asked.push(request));
    await page.goto(`${origin}/app/people`);
    await page.getByRole('heading', { level: 1, name: texts.access.title }).waitFor();
    await logIn(page, key);
    await page.getByRole('heading', { level: 1, name: texts.people.title, exact: true }).waitFor();
    await page.getByText(texts.shell.connected, { exact: true }).waitFor();
    await goTo(page, texts.upload.title);
    await drop(page, [street]);
    const row = page.getByRole('listitem').filter({ hasText: basename(street) });
    await row.getByText(texts.upload.statuses.done, { exact: true }).waitFor();
    await goTo(page, texts.library.title);
    const image = page.getByRole('gridcell', { name: new RegExp(basename(street)) }).locator('img');
    await image.and(page.locator('[src^="blob:"]')).waitFor();
    assert.ok(await image.evaluate((one) => one.decode().then(() => one.naturalWidth > 0)));

    await page.reload();
    await page.getByText(texts.shell.connected, { exact: true }).waitFor();
    const token = await page.evaluate(() => sessionStorage.getItem('spotter.token'));
    assert.ok(asked.some((request) => request.headers()['authorization'] === `Bearer ${token}`));
    assert.deepEqual(
      asked.map((request) => request.url()).filter((url) => url.includes(token)),
      [],
    );
    await page.getByRole('button', { name: texts.access.signOut }).click();
    await page.getByRole('heading', { level: 1, name: texts.access.title }).waitFor();
    const { status } = await fetch(`${api.url}/api/v1/images`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    assert.equal(status, 401);
    assert.deepEqual(page.problems, []);
  });
});
