// A real Chromium with the page in it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, extname } from 'node:path';

import { texts } from './texts.mjs';

const { chromium } = createRequire(new URL('../../web/package.json', import.meta.url))('playwright-core');

export const wide = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

const types = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
};

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--force-color-profile=srgb'],
  });

/** A page in a profile of its own. `page.problems` gathers what went wrong in it. */
export async function openPage(browser, { viewport = wide, colorScheme = 'light', ...options } = {}) {
  const context = await browser.newContext({
    viewport,
    colorScheme,
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.problems = [];
  page.on('pageerror', (error) => page.problems.push(String(error)));
  page.on('console', (message) => {
    // What the server refuses is for the views to tell: an erased picture, one without a thumbnail.
    if (message.text().startsWith('Failed to load resource')) return;
    if (message.type() === 'error' || message.type() === 'warning') page.problems.push(message.text());
  });
  await page.addInitScript(() =>
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
      console.error(`the content policy forbids ${violatedDirective}: ${blockedURI} (${sourceFile})`),
    ),
  );
  return page;
}

/** Fills in the login that is shown. */
export async function logIn(page, { accessKeyId, secretAccessKey }) {
  await page.getByLabel(texts.access.accessKeyId, { exact: true }).fill(accessKeyId);
  await page.getByLabel(texts.access.secret, { exact: true }).fill(secretAccessKey);
  await page.getByRole('button', { name: texts.access.submit }).click();
}

/** Has the profile of a page signed in, without its login. */
export async function signedIn(page, server, { accessKeyId, secretAccessKey }) {
  const answer = await page.context().request.post(`${server.url}/api/v1/session`, {
    data: { accessKeyId, secretAccessKey },
    headers: { Origin: server.url },
  });
  if (!answer.ok()) throw new Error(`the login answered ${answer.status()}: ${await answer.text()}`);
}

/** Drops files onto the page, as from a file manager. */
export async function drop(page, files) {
  const contents = files.map((file) => ({
    name: basename(file),
    type: types[extname(file)],
    base64: readFileSync(file, 'base64'),
  }));
  const dataTransfer = await page.evaluateHandle((given) => {
    const data = new DataTransfer();
    for (const { name, type, base64 } of given)
      data.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name, { type }));
    return data;
  }, contents);
  await page.dispatchEvent('main', 'dragover', { dataTransfer });
  await page.dispatchEvent('main', 'drop', { dataTransfer });
  await dataTransfer.dispose();
}

/** Goes to a view by the navigation. */
export const goTo = (page, title) =>
  page.getByRole('navigation', { name: texts.shell.navigation }).getByRole('link', { name: title }).click();

/** Gathers which of `words` are shown from now on, in the order in which they first come. */
export async function watch(page, words) {
  await page.evaluate((wanted) => {
    window.seenWords = [];
    const look = () => {
      const shown = document.querySelector('main').innerText;
      for (const word of wanted)
        if (!window.seenWords.includes(word) && shown.includes(word)) window.seenWords.push(word);
    };
    look();
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  }, words);
  return () => page.evaluate(() => window.seenWords);
}

/** Presses Tab until the element has the focus. */
export async function tabTo(page, locator, most = 80) {
  for (let press = 0; press <= most; press++) {
    if (
      (await locator.count()) === 1 &&
      (await locator.evaluate((element) => element === document.activeElement))
    )
      return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${most} presses of Tab do not lead to ${locator}`);
}

/** The page in light or dark, when it is drawn so throughout: Chromium takes some frames over it. */
export async function inColours(page, colorScheme) {
  await page.emulateMedia({ colorScheme });
  await page.evaluate(
    () =>
      new Promise((done) => {
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100)));
      }),
  );
}
