import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

import { answer, client, type Schemas } from '../../api/client';

export type Person = Schemas['Person'];
export type Face = Schemas['Face'];
export type Gender = Schemas['KnownGenderType'];

/** What one request may hold, and one person (see `addPerson` of the API). */
export const maxFormBytes = 64 * 1024 * 1024;
export const maxPhotographs = 100;

export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: async () => (await answer(client.GET('/api/v1/people'))).people,
});

export const personQuery = (id: string) =>
  queryOptions({
    queryKey: ['people', id],
    queryFn: () => answer(client.GET('/api/v1/people/{id}', { params: { path: { id } } })),
  });

export const limitsQuery = queryOptions({
  queryKey: ['limits'],
  queryFn: () => answer(client.GET('/api/v1/limits')),
  staleTime: Infinity,
});

/** Has all that shows people read again. */
export function usePeopleChanged() {
  const queries = useQueryClient();
  return useCallback(async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['people'] }),
      queries.invalidateQueries({ queryKey: ['face-groups'] }),
    ]);
  }, [queries]);
}

/** One link a line, as the API takes them; empty lines are left out. */
export const linksOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** The form of a new person, or of photographs for one who is there. */
export function formOf(parts: {
  name?: string;
  links?: string[];
  gender?: Gender | '';
  photographs: File[];
}): FormData {
  const form = new FormData();
  if (parts.name !== undefined) form.append('name', parts.name);
  for (const link of parts.links ?? []) form.append('url', link);
  if (parts.gender) form.append('knownGender', parts.gender);
  for (const file of parts.photographs) form.append('photograph', file, file.name);
  return form;
}

/** Sends a form as it is; the types know its fields only as JSON. */
const asForm = (form: FormData) => ({ body: form as never, bodySerializer: () => form });

export const addPerson = (form: FormData): Promise<Person> =>
  answer(client.POST('/api/v1/people', asForm(form)));

export const addPhotographs = (id: string, photographs: File[]): Promise<Person> =>
  answer(
    client.PATCH('/api/v1/people/{id}', { params: { path: { id } }, ...asForm(formOf({ photographs })) }),
  );

export const changePerson = (id: string, body: Schemas['PersonChangeJson']): Promise<Person> =>
  answer(client.PATCH('/api/v1/people/{id}', { params: { path: { id } }, body }));

/** Returns how many pictures are recognised again. */
export const lookAgain = async (id: string): Promise<number> =>
  (await answer(client.POST('/api/v1/people/{id}/recognise', { params: { path: { id } } }))).images;
