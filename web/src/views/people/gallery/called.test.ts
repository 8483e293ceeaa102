import { describe, expect, it } from 'vitest';

import { peopleCalled, personNamed } from './called';

const people = ['Grace Hopper', 'Beyoncé Knowles', 'Ada Lovelace'].map((name) => ({ name }));
const names = (text: string) => peopleCalled(people, text).map(({ name }) => name);

describe('peopleCalled', () => {
  it('lists all by name where nothing is sought', () => {
    expect(names('')).toEqual(['Ada Lovelace', 'Beyoncé Knowles', 'Grace Hopper']);
  });
  it('finds words in any order, case and accent', () => {
    expect(names('KNOW beyonce')).toEqual(['Beyoncé Knowles']);
    expect(names('ada hopper')).toEqual([]);
  });
});

describe('personNamed', () => {
  it('wants the whole name', () => {
    expect(personNamed(people, ' ada lovelace ')?.name).toBe('Ada Lovelace');
    expect(personNamed(people, 'Ada')).toBeUndefined();
  });
});
