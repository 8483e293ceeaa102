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
    name: 'keys-none',
    path: 'keys',
    ready: (page) => page.getByText(texts.keys.none).waitFor(),
  },
  {
    name: 'first-key',
    path: 'keys/new',
    ready: (page) => page.getByText(texts.keys.new.accepted).waitFor(),
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

/** Views of a server with the key that the page is signed in with. The last two need that it is so no more. */
export const keyViews = ({ accessKeyId, secretAccessKey }) => {
  const newKey = async (page, policy) => {
    await page.getByLabel(texts.keys.new.description).fill('Thumbnailer');
    await page.getByLabel(texts.keys.ownSecret).fill(secretAccessKey);
    await page.getByLabel(texts.keys.new.kinds.own.name).check();
    await page.getByLabel(texts.keys.new.document).fill(policy);
  };
  return [
    {
      name: 'keys',
      path: 'keys',
      ready: async (page) => {
        await page.getByRole('listitem').filter({ hasText: accessKeyId }).waitFor();
        await page.getByText(texts.keys.document).first().click();
      },
    },
    {
      name: 'new-key-refused',
      path: 'keys/new',
      ready: async (page) => {
        await newKey(page, '{"Version": "2012-10-17", "Statement": [{"Effect": "Maybe"}]}');
        await page.locator('.policy-refused').waitFor();
      },
    },
    {
      name: 'key-made',
      path: 'keys/new',
      ready: async (page) => {
        await newKey(page, JSON.stringify(readingPolicy));
        await page.getByText(texts.keys.new.accepted).waitFor();
        await page.getByRole('button', { name: texts.keys.new.submit }).click();
        await heading(page, texts.keys.made.title).waitFor();
      },
    },
    {
      name: 'revoke-key',
      path: 'keys',
      ready: async (page) => {
        await page.getByRole('button', { name: texts.keys.revokeOf(accessKeyId) }).click();
        await page.getByRole('dialog').waitFor();
      },
    },
    {
      name: 'session-ended',
      path: 'keys',
      ready: async (page) => {
        await page.getByRole('listitem').filter({ hasText: accessKeyId }).waitFor();
        await page.context().clearCookies();
        await page.keyboard.press('g');
        await page.keyboard.press('p');
        await page.getByRole('dialog', { name: texts.access.again }).waitFor();
      },
    },
    {
      name: 'login',
      path: '',
      ready: async (page) => {
        await heading(page, texts.access.title).waitFor();
        await page.getByRole('button', { name: texts.access.submit }).click();
        await page.getByRole('alert').waitFor();
      },
    },
  ];
};

/** Enough to look at everything in the page but the keys. */
export const readingPolicy = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['spotter:Get*', 'spotter:List*', 's3:GetObject'],
      Resource: '*',
    },
    { Effect: 'Deny', Action: 'spotter:*Key*', Resource: '*' },
  ],
};

export const viewsOf = (content) => [...emptyViews, ...contentViews(content)];

/** Opens a view and waits until its requests are answered. */
export async function show(page, server, view) {
  await page.goto(server.page + view.path);
  await view.ready(page);
  await page.waitForLoadState('networkidle', { timeout: 1500 }).catch(() => {});
}
