// The main flow without a mouse.
import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { after, before, describe } from 'node:test';

import { launch, openPage, tabTo } from './page.mjs';
import { giraffe, missing, rifle } from './pictures.mjs';
import { eventually, startServer } from './server.mjs';
import { steps } from './steps.mjs';
import { texts } from './texts.mjs';

const step = steps();

describe('By keyboard alone', { skip: missing }, () => {
  let server, browser, page;
  before(async () => {
    server = await startServer();
    browser = await launch();
    page = await openPage(browser);
    // Choosers are listened for from the start: a listener that comes with the key may be too late for it.
    page.on('filechooser', () => {});
    await page.goto(server.page);
    await page.getByText(texts.library.empty.none, { exact: true }).waitFor();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const keys = async (...names) => {
    for (const name of names) await page.keyboard.press(name);
  };
  const heading = (name) => page.getByRole('heading', { level: 1, name }).waitFor();
  const focused = () => page.evaluate(() => document.activeElement.getAttribute('aria-label'));

  step('the first Tab offers to skip the navigation', async () => {
    await keys('Tab');
    await tabTo(page, page.getByRole('link', { name: texts.shell.skip }), 0);
    await keys('Enter', 'Tab');
    assert.ok(await page.evaluate(() => document.querySelector('main').contains(document.activeElement)));
  });

  step('the shortcuts are listed, and Escape closes the list', async () => {
    await keys('?');
    await page.getByRole('dialog', { name: texts.shell.shortcuts }).waitFor();
    await keys('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  step('files are chosen by the focused button', async () => {
    await keys('g', 'u');
    await heading(texts.upload.title);
    await tabTo(page, page.getByRole('button', { name: texts.upload.chooseFiles }));
    const chooser = page.waitForEvent('filechooser');
    await keys('Enter');
    await (await chooser).setFiles([giraffe, rifle]);
    await eventually('two recognised pictures', () => {
      const items = server.items();
      return items.length === 2 && items.every(({ status }) => status === 'done');
    });
  });

  step('a word is searched', async () => {
    await keys('g', 'l');
    await heading(texts.library.title);
    await keys('/');
    await page.keyboard.type('giraffe');
    await keys('Enter');
    await page
      .getByRole('button', {
        name: texts.library.filters.remove('q', 'giraffe'),
      })
      .waitFor();
    await eventually('one tile', async () => (await page.getByRole('gridcell').count()) === 1, 10_000);
  });

  step('a tile is opened, its layers switched, its neighbour reached', async () => {
    await tabTo(page, page.getByRole('gridcell'));
    await keys('Enter');
    await heading(basename(giraffe));
    const { objects } = texts.picture.layers;
    const toggle = page.getByRole('button', {
      name: new RegExp(`^${objects.name}, `),
    });
    assert.equal(await toggle.getAttribute('aria-pressed'), 'true');
    await keys('1');
    await eventually(
      'the layer is off',
      async () => (await toggle.getAttribute('aria-pressed')) === 'false',
      5_000,
    );
    const text = page.getByRole('button', {
      name: new RegExp(`^${texts.picture.layers.text.name}, `),
    });
    await tabTo(page, toggle);
    await keys('ArrowRight');
    await tabTo(page, text, 0);
    await keys('ArrowLeft');
    await tabTo(page, toggle, 0);
    await keys('Space');
    await eventually(
      'the layer is on',
      async () => (await toggle.getAttribute('aria-pressed')) === 'true',
      5_000,
    );
    await tabTo(page, page.getByRole('group', { name: texts.picture.boxes }).getByRole('button').first());
    assert.match(await focused(), new RegExp(`^${objects.name}: Giraffe`));
  });

  step('a held picture is rejected, taken back and approved', async () => {
    await keys('g', 'r');
    await heading(texts.review.title);
    await page
      .getByRole('img', { name: texts.review.hidden(basename(rifle)) })
      .first()
      .waitFor();
    const { imageId } = server.itemOf(rifle);
    const state = async () => (await server.call(`/api/v1/images/${imageId}`)).review.state;
    for (const [key, becomes] of [
      ['x', 'rejected'],
      ['u', 'open'],
      ['a', 'approved'],
    ]) {
      await keys(key);
      await eventually(`${key} makes it ${becomes}`, async () => (await state()) === becomes, 10_000);
    }
  });

  step('a picture is erased, and the receipt leads back', async () => {
    await keys('g', 'l');
    await heading(texts.library.title);
    const tile = page.getByRole('gridcell', {
      name: new RegExp(basename(giraffe)),
    });
    await tile.waitFor();
    await tabTo(page, page.getByRole('gridcell').first());
    if (!(await focused()).includes(basename(giraffe))) await keys('ArrowRight');
    await keys('Enter');
    await heading(basename(giraffe));
    await keys('e');
    const dialog = page.getByRole('dialog', { name: texts.picture.eraseTitle });
    await dialog.waitFor();
    await tabTo(page, dialog.getByRole('button', { name: texts.picture.erase }), 4);
    await keys('Enter');
    await heading(texts.picture.receipt);
    await tabTo(page, page.getByRole('link', { name: texts.picture.toLibrary }));
    await keys('Enter');
    await heading(texts.library.title);
    assert.equal(server.items().filter(({ status }) => status === 'erased').length, 1);
    assert.deepEqual(page.problems, []);
  });
});
