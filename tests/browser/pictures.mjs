// The labelled photographs beside this checkout.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { root } from './server.mjs';

const testset = join(root, '../shared/testset');

/** For tests' `skip`: why those that need photographs can't run. */
export const missing = existsSync(testset) ? false : `${testset} is not there`;

const named = (folder, name) => join(testset, folder, 'images', name);

/** The first `count` files of a folder whose names begin so. */
export const some = (folder, prefix, count) =>
  readdirSync(join(testset, folder, 'images'))
    .filter((name) => name.startsWith(prefix))
    .toSorted()
    .slice(0, count)
    .map((name) => named(folder, name));

export const schroeder = named('celebrities', 'lfw_Gerhard_Schroeder_0001.jpg');
export const schroederAgain = named('celebrities', 'lfw_Gerhard_Schroeder_0005.jpg');
export const blair = named('celebrities', 'lfw_Tony_Blair_0006.jpg');
export const rifle = named('moderation', 'imagenet_n04090263_rifle.jpg');
export const wine = named('moderation', 'imagenet_n04591713_wine_bottle.jpg');
export const street = named('moderation', 'coco_000000000064.jpg');
export const giraffe = named('moderation', 'coco_000000000025.jpg');
/** Each takes seconds to read. */
export const receipts = [named('text', 'sroie_042.jpg'), named('text', 'sroie_050.jpg')];
export const sign = named('text', 'icdar15tr_8.jpg');
