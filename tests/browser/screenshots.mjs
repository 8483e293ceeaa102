// Every view, wide and phone, light and dark, into demo-out/screenshots.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { fill } from './content.mjs';
import { drop, inColours, launch, openPage, phone, signedIn, wide } from './page.mjs';
import { missing, some } from './pictures.mjs';
import { root, startServer } from './server.mjs';
import { texts } from './texts.mjs';
import { keyViews, show, viewsOf } from './views.mjs';

const folder = join(root, 'demo-out/screenshots');
const screens = { wide, phone };

/** The upload view has its files only in the page that they were dropped into. */
async function addUploads(page) {
  await drop(page, some('objects', 'coco_', 5));
  await page.getByText(texts.upload.statuses.done, { exact: true }).nth(2).waitFor();
}

async function shoot(page, server, views, screen) {
  for (const view of views) {
    await show(page, server, view);
    if (view.name === 'upload') await addUploads(page);
    for (const colorScheme of ['light', 'dark']) {
      await inColours(page, colorScheme);
      await page.screenshot({
        path: join(folder, `${view.name}-${screen}-${colorScheme}.png`),
      });
    }
  }
}

if (missing) throw new Error(missing);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const server = await startServer();
const asking = await startServer();
const browser = await launch();
try {
  const key = await asking.makeKey();
  const more = [
    ...some('objects', 'coco_', 14),
    ...some('celebrities', 'lfw_Tony', 3),
    ...some('text', 'icdar', 4),
  ];
  const views = viewsOf(
    await fill(
      server,
      more.filter((file) => !file.endsWith('_8.jpg')),
    ),
  );
  for (const [screen, viewport] of Object.entries(screens)) {
    const page = await openPage(browser, { viewport });
    await shoot(page, server, views, screen);
    await page.context().close();
    const signed = await openPage(browser, { viewport });
    await signedIn(signed, asking, key);
    await shoot(signed, asking, keyViews(key), screen);
    await signed.context().close();
  }
  console.log(`${(views.length + keyViews(key).length) * 4} screenshots are in ${folder}`);
} finally {
  await browser.close();
  await server.stop();
  await asking.stop();
}
