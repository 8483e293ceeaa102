// A server that gets keys: made in the page, signed in with, lost and found again, revoked.
import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { drop, goTo, launch, logIn, openPage, signedIn, tabTo } from './page.mjs';
import { giraffe, missing, schroeder, street } from './pictures.mjs';
import { eventually, startServer } from './server.mjs';
import { steps } from './steps.mjs';
import { texts } from './texts.mjs';
import { readingPolicy } from './views.mjs';

const { access, keys } = texts;

const heading = (page, name) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
const loginOver = (page) => page.getByRole('dialog', { name: access.again });
const signOut = (page) => page.getByRole('button', { name: access.signOut }).click();

describe('Access keys', { skip: missing }, () => {
  const step = steps();
  let server, browser, page, key, reader;
  before(async () => {
    server = await startServer();
    browser = await launch();
    page = await openPage(browser);
    await page.goto(server.page);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const rowOf = (id) => page.getByRole('listitem').filter({ hasText: id });
  /** What is shown of a new key. */
  const made = async () => {
    await heading(page, keys.made.title);
    const [accessKeyId, secretAccessKey] = await page.locator('.key-made code').allInnerTexts();
    return { accessKeyId, secretAccessKey };
  };

  step('without keys the view says who may use the server, and what the first key changes', async () => {
    await goTo(page, keys.nav);
    await page.getByText(keys.none).waitFor();
    await page.getByText(keys.first).waitFor();
    assert.equal(await page.getByRole('button', { name: access.signOut }).count(), 0);
  });

  step('a pasted policy is checked while it is typed: refused with the reason, then accepted', async () => {
    await page.getByRole('button', { name: keys.create }).click();
    await page.getByLabel(keys.new.kinds.own.name).check();
    const text = page.getByLabel(keys.new.document);
    await text.fill(JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Maybe' }] }));
    await page
      .locator('.policy-refused')
      .filter({ hasText: /Effect/ })
      .waitFor();
    await text.fill(
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::YOUR_BUCKET_NAME/*' }],
      }),
    );
    await page.getByText(keys.new.accepted).waitFor();
    await page
      .getByRole('region', { name: keys.document })
      .filter({ hasText: 'arn:aws:s3:::uploads/*' })
      .waitFor();
  });

  step('the first key is shown with its secret, and no login comes before that is copied', async () => {
    await page.getByRole('button', { name: keys.new.submit }).click();
    await page.getByRole('alert').filter({ hasText: keys.new.descriptionMissing }).waitFor();
    await page.getByLabel(keys.new.description).fill('Ada');
    await page.getByLabel(keys.new.kinds.all.name).check();
    await page.getByRole('button', { name: keys.new.submit }).click();
    key = await made();
    assert.match(key.accessKeyId, /^AKIA[A-Z2-7]{16}$/);
    assert.equal(key.secretAccessKey.length, 40);
    await page.getByText(keys.made.firstWarning).waitFor();
    for (const name of Object.values(keys.made.names)) {
      const snippet = await page.getByRole('region', { name, exact: true }).innerText();
      assert.match(snippet, new RegExp(server.url), name);
    }
    assert.equal((await fetch(`${server.url}/api/v1/images`)).status, 401);
    await goTo(page, texts.people.title);
    const asked = page.getByRole('dialog', { name: keys.made.leaveTitle });
    await asked.getByRole('button', { name: keys.made.stay }).click();
    await asked.waitFor({ state: 'detached' });
    assert.deepEqual(await made(), key);
  });

  step('a wrong secret is refused in words, the right one leads on', async () => {
    await page.getByRole('button', { name: keys.made.doneFirst }).click();
    await loginOver(page).waitFor();
    await logIn(page, { ...key, secretAccessKey: 'wrong' });
    await page.getByRole('alert').filter({ hasText: access.wrong }).waitFor();
    await logIn(page, key);
    await rowOf(key.accessKeyId).getByText(keys.own, { exact: true }).waitFor();
    await rowOf(key.accessKeyId).getByText(keys.short.everything, { exact: true }).waitFor();
    await page.getByText(access.account).waitFor();
  });

  step('a second key needs the own secret', async () => {
    await page.getByRole('button', { name: keys.create }).click();
    await page.getByLabel(keys.new.description).fill('Reader');
    await page.getByLabel(keys.new.kinds.own.name).check();
    await page.getByLabel(keys.new.document).fill(JSON.stringify(readingPolicy));
    const submit = page.getByRole('button', { name: keys.new.submit });
    await submit.click();
    await page.getByRole('alert').filter({ hasText: keys.ownSecretMissing }).waitFor();
    const own = page.getByLabel(keys.ownSecret);
    await own.fill('wrong');
    await submit.click();
    await page.getByRole('alert').filter({ hasNotText: keys.ownSecretMissing }).waitFor();
    await own.fill(key.secretAccessKey);
    await submit.click();
    reader = await made();
    await page.getByRole('button', { name: keys.made.done, exact: true }).click();
    await rowOf(reader.accessKeyId).getByText('Reader').waitFor();
    assert.equal(await page.getByRole('listitem').filter({ hasText: keys.revoke }).count(), 2);
  });

  step('pictures are uploaded and shown in the session, changes come', async () => {
    await page.getByText(texts.shell.connected, { exact: true }).waitFor();
    await drop(page, [giraffe]);
    await eventually('it is recognised', () => server.items().some(({ status }) => status === 'done'));
    await goTo(page, texts.library.title);
    const image = page.getByRole('gridcell', { name: new RegExp(basename(giraffe)) }).locator('img');
    assert.ok(await image.evaluate((one) => one.decode().then(() => one.naturalWidth > 0)));
  });

  step('the snippets of a picture sign', async () => {
    await page.getByRole('link', { name: texts.library.grid.open(basename(giraffe)) }).click();
    await page.getByRole('tab', { name: texts.picture.tabs.json }).click();
    const item = server.itemOf(giraffe);
    const { boto3, curl } = texts.picture.snippetNames;
    const shown = await page.getByRole('region', { name: boto3 }).innerText();
    assert.ok(shown.includes(`"Bucket": "${item.bucket}", "Name": "${item.imageId}"`), shown);
    assert.ok(shown.includes(`endpoint_url="${server.url}"`), shown);
    assert.match(await page.getByRole('region', { name: curl }).innerText(), /Bearer \$SPOTTER_TOKEN/);
  });

  step('a session that ends loses neither what is written nor what is uploaded', async () => {
    await goTo(page, keys.nav);
    await page.getByRole('button', { name: keys.create }).click();
    await page.getByLabel(keys.new.description).fill('Half a sentence');
    await page.context().clearCookies();
    await drop(page, [street]);
    await loginOver(page).waitFor();
    await page.getByText(access.lost).waitFor();
    await page.keyboard.press('Escape');
    await loginOver(page).waitFor();
    assert.equal(await page.getByLabel(access.accessKeyId, { exact: true }).inputValue(), key.accessKeyId);
    assert.equal(server.items().length, 1);
    await logIn(page, key);
    await loginOver(page).waitFor({ state: 'detached' });
    await eventually('the file is uploaded', () => server.items().length === 2);
    assert.equal(await page.getByLabel(keys.new.description).inputValue(), 'Half a sentence');
  });

  step('a form in a dialog goes on too, and its request is sent again', async () => {
    await goTo(page, texts.people.title);
    await page.getByRole('button', { name: texts.people.add.button }).click();
    const form = page.getByRole('dialog', { name: texts.people.add.title });
    await form.getByLabel(texts.people.add.name, { exact: true }).fill('Gerhard Schröder');
    const chooser = page.waitForEvent('filechooser');
    await form.getByRole('button', { name: texts.people.add.choose }).click();
    await (await chooser).setFiles([schroeder]);
    await page.context().clearCookies();
    await form.getByRole('button', { name: texts.people.add.submit, exact: true }).click();
    await loginOver(page).waitFor();
    await logIn(page, key);
    await heading(page, 'Gerhard Schröder');
  });

  step('signing out forgets; the login leads back to where one was going', async () => {
    await signOut(page);
    await heading(page, access.title);
    await page.goto(`${server.page}people`);
    await heading(page, access.title);
    assert.equal(await page.getByText('Gerhard Schröder').count(), 0);
    await logIn(page, key);
    await heading(page, texts.people.title);
    await page.getByRole('link', { name: /Gerhard Schröder/ }).waitFor();
  });

  step('who may not manage keys has no view of them', async () => {
    const other = await openPage(browser);
    await signedIn(other, server, reader);
    await other.goto(server.page);
    await other.getByRole('gridcell').first().waitFor();
    assert.equal(await other.getByRole('link', { name: keys.nav, exact: true }).count(), 0);
    await other.goto(`${server.page}keys`);
    await other
      .getByRole('alert')
      .filter({ hasText: /spotter:ListKeys/ })
      .waitFor();
    assert.equal(await other.getByRole('button', { name: keys.create }).count(), 0);
    await other.context().close();
  });

  step('a revoked key ends its sessions, in an open page too', async () => {
    const other = await openPage(browser);
    await signedIn(other, server, reader);
    await other.goto(`${server.page}people`);
    await other.getByText(texts.shell.connected, { exact: true }).waitFor();
    await goTo(page, keys.nav);
    await page.getByRole('button', { name: keys.revokeOf(reader.accessKeyId) }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(keys.ownSecret).fill('wrong');
    await dialog.getByRole('button', { name: keys.revoke }).click();
    await dialog.getByRole('alert').waitFor();
    await dialog.getByLabel(keys.ownSecret).fill(key.secretAccessKey);
    await dialog.getByRole('button', { name: keys.revoke }).click();
    await rowOf(reader.accessKeyId).waitFor({ state: 'detached' });
    await loginOver(other).waitFor();
    await logIn(other, reader);
    await other.getByRole('alert').filter({ hasText: access.wrong }).waitFor();
    await other.context().close();
  });

  step('without the last key the server is open on this machine again', async () => {
    await page.getByRole('button', { name: keys.revokeOf(key.accessKeyId) }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(keys.revokeLast).waitFor();
    await dialog.getByLabel(keys.ownSecret).fill(key.secretAccessKey);
    await dialog.getByRole('button', { name: keys.revoke }).click();
    await page.getByText(keys.none).waitFor();
    assert.equal(await page.getByRole('button', { name: access.signOut }).count(), 0);
    assert.equal((await fetch(`${server.url}/api/v1/images`)).status, 200);
  });

  step('nothing went wrong meanwhile', () => assert.deepEqual(page.problems, []));
});

describe('The login', () => {
  let server, browser, key;
  before(async () => {
    server = await startServer();
    key = await server.makeKey();
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  test('works by keyboard alone, there and back', async () => {
    const page = await openPage(browser);
    await page.goto(`${server.page}settings`);
    await heading(page, access.title);
    await tabTo(page, page.getByLabel(access.accessKeyId, { exact: true }), 3);
    await page.keyboard.type(key.accessKeyId);
    await page.keyboard.press('Tab');
    await page.keyboard.type('wrong');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(key.secretAccessKey);
    await page.keyboard.press('Enter');
    await heading(page, texts.settings.title);
    for (const one of ['g', 'k']) await page.keyboard.press(one);
    await heading(page, keys.title);
    await tabTo(page, page.getByRole('button', { name: access.signOut }));
    await page.keyboard.press('Enter');
    await heading(page, access.title);
    await page.context().close();
  });

  test('a key is made and revoked by keyboard alone', async () => {
    const page = await openPage(browser);
    await signedIn(page, server, key);
    await page.goto(`${server.page}keys`);
    await tabTo(page, page.getByRole('button', { name: keys.create }));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByLabel(keys.new.description));
    await page.keyboard.type('By keyboard');
    const { role, own } = keys.new.kinds;
    await tabTo(page, page.getByRole('radio', { name: role.name }));
    await page.keyboard.press('ArrowUp');
    assert.ok(await page.getByRole('radio', { name: own.name }).isChecked());
    await tabTo(page, page.getByLabel(keys.new.document));
    await page.keyboard.insertText(JSON.stringify(readingPolicy));
    await page.getByText(keys.new.accepted).waitFor();
    await tabTo(page, page.getByLabel(keys.ownSecret));
    await page.keyboard.type(key.secretAccessKey);
    await page.keyboard.press('Enter');
    await heading(page, keys.made.title);
    const id = await page.locator('.key-made code').first().innerText();
    await tabTo(page, page.getByRole('button', { name: keys.made.done, exact: true }));
    await page.keyboard.press('Enter');
    const revoke = page.getByRole('button', { name: keys.revokeOf(id) });
    await revoke.waitFor();
    await tabTo(page, revoke);
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('dialog').getByLabel(keys.ownSecret), 4);
    await page.keyboard.type(key.secretAccessKey);
    await page.keyboard.press('Enter');
    await revoke.waitFor({ state: 'detached' });
    await tabTo(page, page.locator('main'), 0);
    await page.context().close();
  });

  test('asks a temporary key for its session token too', async () => {
    const temporary = await server.send('POST', '/api/v1/keys', {
      description: 'For an hour',
      policy: 'all',
      expiresInDays: 1,
      sessionToken: true,
      secretAccessKey: key.secretAccessKey,
    });
    const page = await openPage(browser);
    await page.goto(server.page);
    await logIn(page, temporary);
    await page.getByRole('alert').waitFor();
    await page.getByLabel(access.sessionToken).fill(temporary.sessionToken);
    await page.getByRole('button', { name: access.submit }).click();
    await heading(page, texts.library.title);
    await page.context().close();
  });

  test('comes when `spotter keys create` makes the first key, and the page goes on', async () => {
    const other = await startServer();
    try {
      const page = await openPage(browser);
      await page.goto(`${other.page}people`);
      await heading(page, texts.people.title);
      const made = other.run('keys', 'create', '--description', 'Ada', '--policy', 'all');
      await goTo(page, texts.inbox.title);
      await loginOver(page).getByText(access.says).waitFor();
      await logIn(page, made);
      await page.getByText(texts.inbox.empty).waitFor();
      await page.context().close();
    } finally {
      await other.stop();
    }
  });

  test('sends nothing that waited as somebody else', { skip: missing }, async () => {
    const second = await server.send('POST', '/api/v1/keys', {
      description: 'Bob',
      policy: 'all',
      secretAccessKey: key.secretAccessKey,
    });
    const page = await openPage(browser);
    await signedIn(page, server, key);
    await page.goto(`${server.page}upload`);
    await page.getByText(texts.shell.connected, { exact: true }).waitFor();
    await page.context().clearCookies();
    await drop(page, [giraffe]);
    await loginOver(page).waitFor();
    await logIn(page, second);
    await page.getByText(texts.upload.byOther(key.accessKeyId)).waitFor();
    assert.equal(server.items().length, 0);
    await page.getByRole('button', { name: texts.upload.retryOne(basename(giraffe)) }).click();
    await eventually('it is uploaded', () => server.items().length === 1);
    await page.context().close();
  });

  test('signing out with files that wait asks first', { skip: missing }, async () => {
    const page = await openPage(browser);
    await signedIn(page, server, key);
    await page.goto(`${server.page}upload`);
    await page.getByText(texts.shell.connected, { exact: true }).waitFor();
    await page.route('**/api/v1/upload*', () => {});
    await drop(page, [street]);
    const sending = page.getByRole('progressbar', { name: texts.upload.progressOf(basename(street)) });
    await sending.waitFor();
    await signOut(page);
    const dialog = page.getByRole('dialog', { name: access.signOutTitle });
    await dialog.getByRole('button', { name: access.stay }).click();
    await sending.waitFor();
    await signOut(page);
    await dialog.getByRole('button', { name: access.signOut }).click();
    await heading(page, access.title);
    await logIn(page, key);
    await page.getByText(texts.upload.none).waitFor();
    await page.context().close();
  });

  test('tells how long to wait after too many attempts', async () => {
    const page = await openPage(browser);
    await page.goto(server.page);
    await heading(page, access.title);
    await eventually('the server wants no more', async () => {
      const { status } = await fetch(`${server.url}/api/v1/session`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ accessKeyId: key.accessKeyId, secretAccessKey: 'wrong' }),
      });
      return status === 429;
    });
    await logIn(page, key);
    await page
      .getByRole('alert')
      .filter({ hasText: /Too many attempts from here. Try again in \d+ second/ })
      .waitFor();
  });
});
