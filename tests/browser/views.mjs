// Every view with something in it: for axe, the content policy and the screenshots.
import { texts } from './texts.mjs';

const heading = (page, name) => page.getByRole('heading', { level: 1, name, exact: true });
const pictureReady = async (page) => {
  await page.getByRole('tab').first().waitFor();
  await page.getByRole('region', { name: texts.picture.stage }).locator('img').first().waitFor();
};
const tab = (name) => async (page) => {
  await pictureReady(page);
  await page.getByRole('tab', { name: texts.picture.tabs[name] }).click();
};

/** Views that are there without content too. */
export const emptyViews = [
  {
    name: 'library',
    path: '',
    ready: (page) => heading(page, texts.library.title).waitFor(),
  },
  {
    name: 'upload',
    path: 'upload',
    ready: (page) => heading(page, texts.upload.title).waitFor(),
  },
  {
    name: 'people',
    path: 'people',
    ready: (page) => heading(page, texts.people.title).waitFor(),
  },
  {
    name: 'unknown-faces',
    path: 'people/unknown',
    ready: (page) => heading(page, texts.people.tabs.unknown).waitFor(),
  },
  {
    name: 'review',
    path: 'review',
    ready: (page) => heading(page, texts.review.title).waitFor(),
  },
  {
    name: 'audit',
    path: 'review/audit',
    ready: (page) => heading(page, texts.review.title).waitFor(),
  },
  {
    name: 'policy',
    path: 'review/policy',
    ready: (page) => page.getByText(texts.review.policy.says).waitFor(),
  },
  {
    name: 'inbox',
    path: 'inbox',
    ready: (page) => heading(page, texts.inbox.title).waitFor(),
  },
  {
    name: 'settings',
    path: 'settings',
    ready: (page) => page.getByRole('table').waitFor(),
  },
  {
    name: 'shortcuts',
    path: 'settings',
    ready: async (page) => {
      await page.getByRole('table').waitFor();
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'not-found',
    path: 'nowhere',
    ready: (page) => heading(page, texts.shell.notFound).waitFor(),
  },
];

/** Views that need content, which `fill` makes. */
const contentViews = ({ person, portrait, street, held }) => [
  { name: 'picture', path: `images/${portrait}`, ready: pictureReady },
  {
    name: 'picture-finding',
    path: `images/${portrait}`,
    ready: async (page) => {
      await pictureReady(page);
      const { faces } = texts.picture.layers;
      await page
        .getByRole('region', { name: faces.name })
        .getByRole('button', { name: /^Face 1/ })
        .click();
      await page.getByText(texts.picture.pose, { exact: true }).waitFor();
    },
  },
  {
    name: 'picture-properties',
    path: `images/${street}`,
    ready: tab('properties'),
  },
  {
    name: 'picture-timeline',
    path: `images/${street}`,
    ready: tab('timeline'),
  },
  { name: 'picture-json', path: `images/${street}`, ready: tab('json') },
  { name: 'picture-held', path: `images/${held}`, ready: pictureReady },
  {
    name: 'erase',
    path: `images/${street}`,
    ready: async (page) => {
      await pictureReady(page);
      await page.keyboard.press('e');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'library-filtered',
    path: '?label=Person',
    ready: (page) => page.getByRole('gridcell').first().waitFor(),
  },
  {
    name: 'library-selection',
    path: '',
    ready: async (page) => {
      await page.getByRole('gridcell').first().focus();
      await page.keyboard.press('Space');
      await page.getByRole('region', { name: texts.library.bulk.label }).waitFor();
    },
  },
  {
    name: 'person',
    path: `people/${person}`,
    ready: (page) => page.getByRole('heading', { level: 2 }).first().waitFor(),
  },
  {
    name: 'add-person',
    path: 'people',
    ready: async (page) => {
      await page.getByRole('button', { name: texts.people.add.button }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'name-faces',
    path: 'people/unknown',
    ready: async (page) => {
      await page.getByRole('button', { name: /^Group 1,/ }).click();
      await page.getByRole('dialog').getByRole('checkbox').first().waitFor();
    },
  },
  {
    name: 'reviewed',
    path: 'review?state=approved',
    ready: (page) => page.getByRole('radio', { checked: true }).waitFor(),
  },
];

export const viewsOf = (content) => [...emptyViews, ...contentViews(content)];

/** Opens a view and waits until its requests are answered. */
export async function show(page, server, view) {
  await page.goto(server.page + view.path);
  await view.ready(page);
  await page.waitForLoadState('networkidle', { timeout: 1500 }).catch(() => {});
}
