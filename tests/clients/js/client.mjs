// The plan of ../README.md with the JS v3 SDK: node client.mjs CASE.json, one line of JSON a step on standard output.
import { readFileSync } from 'node:fs';

import {
  AssociateFacesCommand,
  CompareFacesCommand,
  CreateCollectionCommand,
  CreateUserCommand,
  DeleteCollectionCommand,
  DeleteFacesCommand,
  DeleteUserCommand,
  DescribeCollectionCommand,
  DetectFacesCommand,
  DetectLabelsCommand,
  DetectModerationLabelsCommand,
  DetectTextCommand,
  DisassociateFacesCommand,
  GetCelebrityInfoCommand,
  IndexFacesCommand,
  ListFacesCommand,
  ListStreamProcessorsCommand,
  ListTagsForResourceCommand,
  ListUsersCommand,
  RecognizeCelebritiesCommand,
  RekognitionClient,
  SearchFacesByImageCommand,
  SearchFacesCommand,
  SearchUsersByImageCommand,
  SearchUsersCommand,
  TagResourceCommand,
  UntagResourceCommand,
  paginateListCollections,
  paginateListFaces,
  paginateListUsers,
} from '@aws-sdk/client-rekognition';
import * as sdk from '@aws-sdk/client-rekognition';

const known = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const collection = `${known.collection}-js`;
const place = { CollectionId: collection }; // copied for paginators, which write into their request
const nobody = '00000000-0000-4000-8000-000000000000';
const client = new RekognitionClient();

const say = (step, got) => console.log(JSON.stringify({ step, got }));
const send = (command) => client.send(command);

function image(name, way) {
  if (way === 's3') return { S3Object: { Bucket: known.bucket, Name: known.objects[name] } };
  return { Bytes: readFileSync(known.pictures[name]) };
}

/** Says which exception a command raised; `typed`: it is a class of the SDK's own for this error. */
async function fails(step, command, by = client) {
  try {
    await by.send(command);
    say(step, { code: null });
  } catch (error) {
    const typed = error.name in sdk && error instanceof sdk[error.name];
    say(step, { code: error.name, message: error.message, typed });
  }
}

async function all(pages) {
  const got = [];
  for await (const page of pages) got.push(page);
  return got;
}

const names = (labels) => labels.map((one) => one.Name);

async function pictures(way) {
  const seen = await send(
    new DetectLabelsCommand({
      Image: image('bear', way),
      MaxLabels: 4,
      MinConfidence: 60,
      Features: ['GENERAL_LABELS', 'IMAGE_PROPERTIES'],
      Settings: { ImageProperties: { MaxDominantColors: 3 } },
    }),
  );
  const bear = seen.Labels.find((one) => one.Name === 'Bear');
  say(`DetectLabels ${way}`, {
    labels: names(seen.Labels),
    boxes: bear.Instances.length,
    parents: names(bear.Parents),
    categories: names(bear.Categories),
    version: seen.LabelModelVersion,
    colours: seen.ImageProperties.DominantColors.length,
  });
  const read = await send(new DetectTextCommand({ Image: image('sign', way) }));
  const found = read.TextDetections;
  const lines = new Map(found.filter((one) => one.Type === 'LINE').map((one) => [one.Id, one.DetectedText]));
  const words = found.filter((one) => one.Type === 'WORD');
  say(`DetectText ${way}`, {
    lines: [...lines.values()],
    words: words.map((one) => one.DetectedText),
    parents: words.every((one) => lines.get(one.ParentId).includes(one.DetectedText)),
    corners: found[0].Geometry.Polygon.length,
    version: read.TextModelVersion,
  });
  const faces = (await send(new DetectFacesCommand({ Image: image('family', way), Attributes: ['ALL'] })))
    .FaceDetails;
  say(`DetectFaces ${way}`, {
    faces: faces.length,
    landmarks: faces.map((one) => one.Landmarks.length),
    emotions: faces.map((one) => one.Emotions[0].Type),
    genders: faces.map((one) => one.Gender.Value).sort(),
    ages: faces.every((one) => one.AgeRange.Low < one.AgeRange.High),
  });
  const celebrities = await send(new RecognizeCelebritiesCommand({ Image: image('two', way) }));
  say(`RecognizeCelebrities ${way}`, {
    celebrities: celebrities.CelebrityFaces.map((one) => [one.Name, one.Id, one.Urls, one.KnownGender.Type]),
    sure: celebrities.CelebrityFaces.every((one) => one.MatchConfidence > 80),
    others: celebrities.UnrecognizedFaces.length,
  });
  const moderated = await send(
    new DetectModerationLabelsCommand({ Image: image('rifle', way), MinConfidence: 60 }),
  );
  say(`DetectModerationLabels ${way}`, {
    labels: moderated.ModerationLabels.map((one) => [one.Name, one.ParentName, one.TaxonomyLevel]),
    version: moderated.ModerationModelVersion,
  });
  const compared = await send(
    new CompareFacesCommand({ SourceImage: image('obama', way), TargetImage: image('two', way) }),
  );
  say(`CompareFaces ${way}`, {
    source: compared.SourceImageFace.Confidence > 80,
    similar: compared.FaceMatches.map((one) => one.Similarity >= 80),
    unmatched: compared.UnmatchedFaces.length,
  });
}

/** Filters and single features. */
async function settings() {
  const general = async (filters) => {
    const request = { Image: image('dog', 's3'), Settings: { GeneralLabels: filters } };
    return { labels: names((await send(new DetectLabelsCommand(request))).Labels) };
  };
  say('DetectLabels included', await general({ LabelInclusionFilters: ['Dog', 'Bicycle', 'Bear'] }));
  say('DetectLabels excluded', await general({ LabelExclusionFilters: ['Car', 'Vehicle'] }));
  say(
    'DetectLabels categories',
    await general({
      LabelCategoryInclusionFilters: ['Animals and Pets', 'Vehicles and Automotive'],
      LabelCategoryExclusionFilters: ['Vehicles and Automotive'],
    }),
  );
  const request = { Image: image('dog', 'bytes'), Features: ['IMAGE_PROPERTIES'] };
  const seen = (await send(new DetectLabelsCommand(request))).ImageProperties;
  say('DetectLabels properties', {
    colours: seen.DominantColors.length > 0 && seen.DominantColors.length <= 10,
    parts: [seen.Foreground.DominantColors !== undefined, seen.Background.DominantColors !== undefined],
    contrast: seen.Quality.Contrast > 0,
  });
  const left = { BoundingBox: { Left: 0, Top: 0, Width: 0.5, Height: 1 } };
  const corners = {
    Polygon: [
      { X: 0, Y: 0 },
      { X: 0.5, Y: 0 },
      { X: 0.5, Y: 1 },
    ],
  };
  for (const [name, Filters] of Object.entries({
    confidence: { WordFilter: { MinConfidence: 99.9 } },
    size: { WordFilter: { MinBoundingBoxHeight: 0.5, MinBoundingBoxWidth: 0.5 } },
    box: { RegionsOfInterest: [left] },
    polygon: { RegionsOfInterest: [corners] },
  })) {
    const read = (await send(new DetectTextCommand({ Image: image('sign', 's3'), Filters }))).TextDetections;
    say(`DetectText ${name}`, {
      words: read.filter((one) => one.Type === 'WORD').map((one) => one.DetectedText),
    });
  }
  const [face] = (await send(new DetectFacesCommand({ Image: image('obama', 's3') }))).FaceDetails;
  say('DetectFaces default', { landmarks: face.Landmarks.length, members: Object.keys(face).sort() });
  const info = await send(new GetCelebrityInfoCommand({ Id: known.celebrity }));
  say('GetCelebrityInfo', { name: info.Name, urls: info.Urls, gender: info.KnownGender.Type });
}

/** Collections and their pages; the ARN for the tags. */
async function collections() {
  const made = await send(new CreateCollectionCommand({ ...place, Tags: { 'made-by': 'plan' } }));
  say('CreateCollection', {
    status: made.StatusCode,
    arn: made.CollectionArn,
    version: made.FaceModelVersion,
  });
  await send(new CreateCollectionCommand({ CollectionId: `${collection}.2` }));
  await fails('CreateCollection again', new CreateCollectionCommand(place));
  const pages = await all(paginateListCollections({ client, pageSize: 1 }, {}));
  const ids = pages.flatMap((page) => page.CollectionIds).filter((one) => one.startsWith(collection));
  say('ListCollections', { collections: ids, single: pages.every((page) => page.CollectionIds.length <= 1) });
  const seen = await send(new DescribeCollectionCommand(place));
  say('DescribeCollection', {
    faces: seen.FaceCount,
    users: seen.UserCount,
    arn: seen.CollectionARN,
    new: Math.abs(Date.now() - seen.CreationTimestamp.getTime()) < 600_000,
  });
  return seen.CollectionARN;
}

const index = (name, way, ExternalImageId, more = {}) =>
  send(new IndexFacesCommand({ ...place, Image: image(name, way), ExternalImageId, ...more }));
const externals = (faces) => faces.map((one) => one.ExternalImageId);

/** Indexing and searching; the ids of the face of each photograph. */
async function faces() {
  const ids = [];
  for (const [way, name] of [
    ['bytes', 'obama'],
    ['s3', 'obama2'],
  ]) {
    const done = await index(name, way, name, { DetectionAttributes: ['ALL'] });
    const [record] = done.FaceRecords;
    ids.push(record.Face.FaceId);
    say(`IndexFaces ${way}`, {
      external: record.Face.ExternalImageId,
      landmarks: record.FaceDetail.Landmarks.length,
      unindexed: done.UnindexedFaces.length,
    });
  }
  const again = (await index('obama', 'bytes', 'obama')).FaceRecords;
  say('IndexFaces again', { same: again.length === 1 && again[0].Face.FaceId === ids[0] });
  const largest = await index('family', 'bytes', 'family:1', { MaxFaces: 1, QualityFilter: 'NONE' });
  ids.push(largest.FaceRecords[0].Face.FaceId);
  say('IndexFaces largest', {
    faces: largest.FaceRecords.length,
    reasons: largest.UnindexedFaces.map((one) => one.Reasons),
  });
  const pages = await all(paginateListFaces({ client, pageSize: 2 }, { ...place }));
  say('ListFaces', { pages: pages.length, faces: pages.flatMap((page) => externals(page.Faces)).sort() });
  const found = await send(new SearchFacesCommand({ ...place, FaceId: ids[0] }));
  say('SearchFaces', {
    searched: found.SearchedFaceId === ids[0],
    faces: externals(found.FaceMatches.map((one) => one.Face)),
    similar: found.FaceMatches.every((one) => one.Similarity >= 80),
  });
  for (const way of ['bytes', 's3']) {
    const request = { ...place, Image: image('obama2', way), MaxFaces: 5 };
    const seen = await send(new SearchFacesByImageCommand(request));
    say(`SearchFacesByImage ${way}`, {
      faces: externals(seen.FaceMatches.map((one) => one.Face)),
      searched: seen.SearchedFaceConfidence > 80,
    });
  }
  return ids;
}

async function users(ids) {
  const president = { ...place, UserId: 'president' };
  const token = `${collection}-1`;
  await send(new CreateUserCommand({ ...president, ClientRequestToken: token }));
  await send(new CreateUserCommand({ ...president, ClientRequestToken: token }));
  await send(new CreateUserCommand({ ...place, UserId: 'nobody' }));
  await fails('CreateUser again', new CreateUserCommand(president));
  await fails(
    'CreateUser token',
    new CreateUserCommand({ ...place, UserId: 'other', ClientRequestToken: token }),
  );
  const pages = await all(paginateListUsers({ client, pageSize: 1 }, { ...place }));
  say('ListUsers', {
    pages: pages.length,
    users: pages.flatMap((page) => page.Users.map((one) => [one.UserId, one.UserStatus])),
  });
  const joined = await send(new AssociateFacesCommand({ ...president, FaceIds: [ids[0], ids[1], nobody] }));
  say('AssociateFaces', {
    faces: joined.AssociatedFaces.length,
    refused: joined.UnsuccessfulFaceAssociations.map((one) => [one.FaceId === nobody, one.Reasons]),
    status: joined.UserStatus,
  });
  const own = (await send(new ListFacesCommand(president))).Faces;
  say('ListFaces user', { faces: externals(own).sort(), users: [...new Set(own.map((one) => one.UserId))] });
  const matches = (found) => found.UserMatches.map((one) => [one.User.UserId, one.Similarity >= 80]);
  const byFace = await send(new SearchUsersCommand({ ...place, FaceId: ids[0] }));
  say('SearchUsers face', { users: matches(byFace), searched: byFace.SearchedFace.FaceId === ids[0] });
  const byUser = await send(new SearchUsersCommand(president));
  say('SearchUsers user', { users: matches(byUser), searched: byUser.SearchedUser.UserId });
  for (const way of ['bytes', 's3']) {
    const request = { ...place, Image: image('obama2', way), MaxUsers: 3 };
    const found = await send(new SearchUsersByImageCommand(request));
    say(`SearchUsersByImage ${way}`, {
      users: matches(found),
      searched: found.SearchedFace.FaceDetail.Confidence > 80,
    });
  }
  const none = await send(new SearchUsersByImageCommand({ ...place, Image: image('bear', 'bytes') }));
  say('SearchUsersByImage no face', { users: matches(none), searched: none.SearchedFace !== undefined });
  const gone = await send(new DeleteFacesCommand({ ...place, FaceIds: [ids[0], ids[2], nobody] }));
  const refused = new Map(gone.UnsuccessfulFaceDeletions.map((one) => [one.FaceId, one.Reasons]));
  say('DeleteFaces', {
    deleted: gone.DeletedFaces.length === 1 && gone.DeletedFaces[0] === ids[2],
    refused: [refused.get(ids[0]) ?? null, refused.get(nobody) ?? null],
  });
  const parted = await send(new DisassociateFacesCommand({ ...president, FaceIds: [ids[0]] }));
  say('DisassociateFaces', {
    faces: parted.DisassociatedFaces.map((one) => one.FaceId === ids[0]),
    status: parted.UserStatus,
  });
  await send(new DeleteUserCommand(president));
  const left = (await send(new ListUsersCommand(place))).Users;
  const freed = (await send(new ListFacesCommand(place))).Faces;
  say('DeleteUser', { users: left.map((one) => one.UserId), freed: freed.map((one) => one.UserId ?? null) });
}

async function tags(ResourceArn) {
  const now = async () => ({ tags: (await send(new ListTagsForResourceCommand({ ResourceArn }))).Tags });
  say('ListTagsForResource', await now());
  await send(new TagResourceCommand({ ResourceArn, Tags: { stage: 'one of two', 'made-by': 'the plan' } }));
  say('TagResource', await now());
  await send(new UntagResourceCommand({ ResourceArn, TagKeys: ['made-by', 'never-there'] }));
  say('UntagResource', await now());
}

async function errors() {
  const detect = (step, Image, more = {}) =>
    fails(`error ${step}`, new DetectLabelsCommand({ Image, ...more }));
  const [bear, two] = ['bear', 'two'].map((name) => image(name, 's3'));
  await fails('error no collection', new DescribeCollectionCommand({ CollectionId: 'nowhere' }));
  await fails('error no celebrity', new GetCelebrityInfoCommand({ Id: '0NoSuch0' }));
  await detect('no picture', {});
  await fails('error no face', new SearchFacesByImageCommand({ ...place, Image: image('bear', 'bytes') }));
  await fails('error no face to compare', new CompareFacesCommand({ SourceImage: bear, TargetImage: two }));
  await fails('error unknown face', new SearchFacesCommand({ ...place, FaceId: nobody }));
  await detect('format', { Bytes: Buffer.from('Dear Sir or Madam, this is a letter.\n'.repeat(10)) });
  await detect('dimensions', image('wide', 'bytes'));
  await detect('too small', image('small', 'bytes'));
  await detect('no object', { S3Object: { Bucket: known.bucket, Name: 'never/put.jpg' } });
  await detect('confidence', bear, { MinConfidence: 101 });
  await detect('bytes', { Bytes: Buffer.alloc(5_242_881, 0xff) });
  await fails('error name', new CreateCollectionCommand({ CollectionId: 'a collection' }));
  await fails('error token', new ListFacesCommand({ ...place, NextToken: 'never given' }));
  await fails('error operation', new ListStreamProcessorsCommand({}));
}

async function access() {
  const withKeys = ({ id, secret }) =>
    new RekognitionClient({ credentials: { accessKeyId: id, secretAccessKey: secret } });
  for (const [step, keys] of Object.entries(known.keys)) {
    await fails(step, new CreateCollectionCommand({ CollectionId: `${collection}.3` }), withKeys(keys));
  }
  const denied = known.keys['access denied'];
  if (!denied) return;
  const request = { Image: image('bear', 'bytes'), MaxLabels: 1 };
  say('access allowed', {
    labels: names((await withKeys(denied).send(new DetectLabelsCommand(request))).Labels),
  });
}

/** More calls at once than there are places: the SDK waits and comes again by itself. */
async function throttling() {
  const patient = new RekognitionClient({ maxAttempts: 15 });
  const calls = Array.from({ length: known.at_once }, () =>
    patient.send(new DetectLabelsCommand({ Image: image('large', 'bytes') })),
  );
  const attempts = (await Promise.all(calls)).map((one) => one.$metadata.attempts);
  say('throttling', { served: attempts.length, retried: attempts.some((one) => one > 1) });
}

for (const way of ['bytes', 's3']) await pictures(way);
await settings();
const arn = await collections();
await users(await faces());
await tags(arn);
await errors();
await access();
await throttling();
await send(new DeleteCollectionCommand({ CollectionId: `${collection}.2` }));
say('DeleteCollection', { status: (await send(new DeleteCollectionCommand(place))).StatusCode });
await fails('DeleteCollection again', new DeleteCollectionCommand(place));
