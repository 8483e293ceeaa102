// A server with something in every view.
import { truncateSync } from 'node:fs';

import {
  rifle,
  schroeder,
  schroederAgain,
  blair,
  giraffe,
  receipts,
  sign,
  street,
  wine,
} from './pictures.mjs';
import { eventually } from './server.mjs';

/** Uploads photographs, names one of the people, decides on one picture, and has one fail. */
export async function fill(server, more = []) {
  await damage(server, receipts, sign);
  for (const file of [...more, giraffe, street, wine, blair, schroederAgain, schroeder, rifle])
    await server.upload(file);
  const { groups } = await server.call('/api/v1/faces/groups?minSize=2');
  const { imageId } = server.itemOf(schroeder);
  const known = groups.flatMap((group) => group.faces).find((face) => face.imageId === imageId);
  const name = 'Gerhard Schröder';
  const person = await server.send('POST', '/api/v1/people', {
    name,
    urls: ['www.wikidata.org/wiki/Q2530'],
    photographs: [],
    faces: [known.faceId],
  });
  await server.send('POST', `/api/v1/people/${person.id}/recognise`, {});
  await eventually(`${name} is recognised`, () => server.itemOf(schroederAgain).celebrityFaces.length > 0);
  const decision = {
    action: 'approve',
    reviewer: 'Ada',
    note: 'A still life.',
  };
  await server.send('POST', `/api/v1/images/${server.itemOf(wine).imageId}/review`, decision);

  await eventually('the damaged picture fails', () => server.itemOf(sign).status === 'failed');
  const id = (file) => server.itemOf(file).imageId;
  return {
    person: person.id,
    portrait: id(schroederAgain),
    held: id(rifle),
    street: id(street),
  };
}

/** Has a picture fail: its stored bytes are changed before a worker reads them. The attempts take some 15 s. */
async function damage(server, slow, file) {
  // As many slow ones as there are workers, that are in work meanwhile.
  for (const one of slow) await server.upload(one, 0);
  await server.upload(file, 0);
  const [path] = server.stored(file);
  truncateSync(path, 1000);
}
