// How large the page is, how soon it can be used, and how smoothly it scrolls through 100,000 pictures.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { launch, openPage } from './page.mjs';
import { root, startServer } from './server.mjs';

const pictures = Number(process.argv[2] ?? 100_000);
const runs = 5;
const frames = 600;
const jumps = 40;

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;
const ms = (value) => `${value.toFixed(1)} ms`;

/** Compressed bytes of all files. */
function bundle() {
  const dist = join(root, 'web/dist/app');
  const files = readdirSync(dist, {
    recursive: true,
    withFileTypes: true,
  }).filter((entry) => entry.isFile());
  return files.reduce(
    (sum, file) => sum + gzipSync(readFileSync(join(file.parentPath, file.name))).length,
    0,
  );
}

/** From the navigation's start until the search field takes text and the first tile is there. */
async function interactive(page, url) {
  await page.goto(url, { waitUntil: 'commit' });
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        const look = () =>
          document.querySelector('[role=gridcell] img')?.complete && document.querySelector('[role=combobox]')
            ? resolve(performance.now())
            : requestAnimationFrame(look);
        look();
      }),
  );
}

async function loading(browser, url) {
  const cold = [];
  const warm = [];
  for (let run = 0; run < runs; run++) {
    const page = await openPage(browser);
    cold.push(await interactive(page, url));
    warm.push(await interactive(page, url));
    await page.context().close();
  }
  return { cold: median(cold), warm: median(warm) };
}

/** Times between frames while the list is moved to each of `places`, given as parts of its length, one a frame. */
const scroll = (page, places) =>
  page.evaluate(async (parts) => {
    const scroller = document.querySelector('.grid-scroller');
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const times = [];
    let before = await frame();
    for (const part of parts) {
      scroller.scrollTop = part * (scroller.scrollHeight - scroller.clientHeight);
      const now = await frame();
      times.push(now - before);
      before = now;
    }
    return times;
  }, places);

const folder = mkdtempSync(join(tmpdir(), 'spotter-measure-'));
const data = join(folder, 'data');
execFileSync(
  join(root, '.deps/venv/bin/python'),
  [join(root, 'tests/browser/seed.py'), data, '--count', String(pictures)],
  {
    stdio: ['ignore', 'ignore', 'inherit'],
  },
);
const server = await startServer({ data });
const browser = await launch();
try {
  const { cold, warm } = await loading(browser, server.page);
  const page = await openPage(browser);
  await interactive(page, server.page);
  const through = await scroll(
    page,
    Array.from({ length: frames }, (_, at) => at / (frames - 1)),
  );
  // Far apart, and each held for some frames so that its pictures come.
  const places = Array.from({ length: jumps }, (_, at) => ((at * 617) % 1000) / 1000);
  const jumping = await scroll(
    page,
    places.flatMap((place) => Array.from({ length: 10 }, () => place)),
  );
  console.table({
    'page, all files compressed': kilobytes(bundle()),
    'interactive, cold cache, median': ms(cold),
    'interactive, warm cache, median': ms(warm),
    'scrolling the whole list, median frame': ms(median(through)),
    'scrolling the whole list, worst frame': ms(Math.max(...through)),
    'jumping in it, median frame': ms(median(jumping)),
    'jumping in it, worst frame': ms(Math.max(...jumping)),
  });
} finally {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
