// From dropping four photographs to erasing one, by mouse; what the page shows is compared with `ImageMetadata`.
import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { after, before, describe } from 'node:test';

import { drop, goTo, launch, openPage, watch } from './page.mjs';
import { giraffe, missing, rifle, schroeder, schroederAgain } from './pictures.mjs';
import { eventually, startServer } from './server.mjs';
import { steps } from './steps.mjs';
import { texts } from './texts.mjs';

const step = steps();
const files = [schroeder, schroederAgain, giraffe, rifle];
const name = 'Gerhard Schröder';
const shownFrom = 55;

describe('The main flow', { skip: missing }, () => {
  let server, browser, page;
  before(async () => {
    // One worker: the others wait, so that each stage can be seen.
    server = await startServer({ flags: ['--workers', '1'] });
    browser = await launch();
    page = await openPage(browser);
    await page.goto(server.page);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const tiles = () => page.getByRole('grid').getByRole('gridcell');
  const open = async (file) => {
    await goTo(page, texts.library.title);
    await page.getByRole('link', { name: texts.library.grid.open(basename(file)) }).click();
    await page.getByRole('heading', { level: 1, name: basename(file) }).waitFor();
  };

  step('dropped photographs are uploaded and go through their stages', async () => {
    await page.getByText(texts.library.empty.none, { exact: true }).waitFor();
    await drop(page, files);
    await page.getByRole('link', { name: texts.upload.open }).click();
    const seen = await watch(page, Object.values(texts.upload.stages));
    for (const file of files)
      await page
        .getByRole('listitem')
        .filter({ hasText: basename(file) })
        .getByText(texts.upload.statuses.done, { exact: true })
        .waitFor();
    const stages = await seen();
    // The quicker ones may come and go between two frames.
    assert.ok(stages.length >= 2, `only these stages were shown: ${stages}`);
    const items = server.items();
    assert.deepEqual(
      items.map(({ fileName }) => fileName).toSorted(),
      files.map((file) => basename(file)).toSorted(),
    );
    assert.ok(items.every(({ status }) => status === 'done'));
  });

  step('an opened picture shows what ImageMetadata has', async () => {
    await open(schroeder);
    const item = server.itemOf(schroeder);
    assert.equal(item.faceDetails.length, 1);
    const objects = page.getByRole('region', {
      name: texts.picture.layers.objects.name,
    });
    for (const { Name, Confidence } of item.labels.filter((label) => label.Confidence >= shownFrom))
      await objects
        .getByRole('button', {
          name: new RegExp(`^${Name}\\b.*${Confidence.toFixed(1)}`),
        })
        .waitFor();
    const rows = objects.getByRole('listitem');
    assert.equal(await rows.count(), item.labels.filter(({ Confidence }) => Confidence >= shownFrom).length);
  });

  step('layers are switched off and on', async () => {
    const { faces } = texts.picture.layers;
    const boxes = page.getByRole('group', { name: texts.picture.boxes });
    const face = boxes.getByRole('button', {
      name: new RegExp(`^${faces.name}:`),
    });
    const toggle = page.getByRole('button', {
      name: texts.picture.layerCount(faces.name, 1),
    });
    assert.equal(await face.count(), 1);
    await toggle.click();
    await face.waitFor({ state: 'detached' });
    assert.equal(await toggle.getAttribute('aria-pressed'), 'false');
    await toggle.click();
    await face.waitFor();
  });

  step('the library is narrowed to a label', async () => {
    await goTo(page, texts.library.title);
    await tiles()
      .nth(files.length - 1)
      .waitFor();
    const filters = page.getByRole('complementary', {
      name: texts.library.filters.title,
    });
    const has = (label) =>
      server.items().filter(({ labels }) => labels.some(({ Name }) => Name === label)).length;
    assert.equal(has('Giraffe'), 1);
    await page.getByRole('combobox', { name: texts.library.search.label }).fill('label:giraffe');
    await page.keyboard.press('Enter');
    await page
      .getByRole('button', {
        name: texts.library.filters.remove('label', 'giraffe'),
      })
      .waitFor();
    await eventually('one tile', async () => (await tiles().count()) === 1, 10_000);
    assert.match(await tiles().getAttribute('aria-label'), new RegExp(`^${basename(giraffe)}.*Giraffe`));
    await page
      .getByRole('button', {
        name: texts.library.filters.remove('label', 'giraffe'),
      })
      .click();
    // The first list is that of the labels.
    const value = filters.getByRole('listitem').first();
    const [label, count] = (await value.innerText()).split('\n');
    assert.equal(has(label), Number(count), label);
    assert.ok(Number(count) < files.length);
    await value.getByRole('button').click();
    await eventually(`the tiles of ${label}`, async () => (await tiles().count()) === Number(count), 10_000);
    await value.getByRole('button').click();
    await eventually('all tiles', async () => (await tiles().count()) === files.length, 10_000);
  });

  step('a person who is named is recognised in another photograph', async () => {
    for (const file of [schroeder, schroederAgain]) assert.deepEqual(server.itemOf(file).celebrityFaces, []);
    await goTo(page, texts.people.title);
    await page.getByRole('link', { name: texts.people.tabs.unknown }).click();
    const { unknown } = texts.people;
    await page.getByRole('button', { name: unknown.group(1, 2) }).click();
    const dialog = page.getByRole('dialog', { name: unknown.name });
    // Named by one face alone: the other photograph must be recognised, not only written down.
    await dialog.getByLabel(unknown.takes(2)).uncheck();
    await dialog.getByRole('combobox', { name: unknown.name }).fill(name);
    await dialog.getByRole('button', { name: unknown.submit, exact: true }).click();
    await page.getByText(unknown.done(name, 2)).first().waitFor();
    for (const file of [schroeder, schroederAgain])
      await eventually(
        `${name} in ${basename(file)}`,
        () => server.itemOf(file).celebrityFaces[0]?.Name === name,
      );
    const [person] = (await server.call('/api/v1/people')).people;
    assert.equal(person.photographs.length, 1);
    await goTo(page, texts.people.title);
    await page.getByRole('link', { name: new RegExp(name) }).waitFor();
    await open(schroederAgain);
    const { celebrities } = texts.picture.layers;
    await page
      .getByRole('region', { name: celebrities.name })
      .getByRole('button', { name: new RegExp(name) })
      .waitFor();
  });

  step('a held picture is approved, and the decision is in the audit trail', async () => {
    const held = server.itemOf(rifle);
    assert.ok(held.moderationLabels.some(({ Confidence }) => Confidence >= 80));
    await goTo(page, texts.review.title);
    const { queue, audit } = texts.review;
    await page
      .getByRole('img', { name: texts.review.hidden(basename(rifle)) })
      .first()
      .waitFor();
    await page.getByLabel(queue.reviewer, { exact: true }).fill('Ada');
    await page.getByRole('button', { name: queue.approve }).click();
    await page.getByText(queue.none).waitFor();
    await eventually('the decision', async () => {
      const { review } = await server.call(`/api/v1/images/${held.imageId}`);
      return review.state === 'approved' && review.reviewer === 'Ada';
    });
    await page.getByRole('link', { name: texts.review.tabs.audit }).click();
    const line = page.getByRole('row').filter({ hasText: held.imageId });
    await line.getByText(audit.actions.approve, { exact: true }).waitFor();
    await line.getByText('Ada').waitFor();
  });

  step('a threshold decides what is held', async () => {
    await page.getByRole('link', { name: texts.review.tabs.policy }).click();
    const { policy } = texts.review;
    await page.getByLabel(policy.rule('Weapons')).selectOption('never');
    await page.getByRole('button', { name: policy.save }).click();
    await page.getByText(policy.saved(0)).first().waitFor();
    assert.equal((await server.call('/api/v1/moderation/policy')).labels.Weapons, 101);
  });

  step('an erased picture leaves a receipt and nothing else', async () => {
    const { imageId } = server.itemOf(giraffe);
    assert.equal(server.stored(giraffe).length, 1);
    await open(giraffe);
    await page.getByRole('button', { name: texts.picture.erase }).click();
    await page.getByRole('dialog').getByRole('button', { name: texts.picture.erase }).click();
    await page.getByRole('heading', { level: 1, name: texts.picture.receipt }).waitFor();
    assert.ok((await page.getByRole('table').getByRole('row').count()) > 2);
    const tombstone = server.items().find((item) => item.imageId === imageId);
    assert.equal(tombstone.status, 'erased');
    assert.deepEqual(tombstone.labels ?? [], []);
    assert.deepEqual(server.stored(giraffe), []);
    await page.getByRole('link', { name: texts.picture.toLibrary }).click();
    await eventually('three tiles', async () => (await tiles().count()) === files.length - 1, 10_000);
  });

  step('nothing went wrong meanwhile', () => assert.deepEqual(page.problems, []));
});
