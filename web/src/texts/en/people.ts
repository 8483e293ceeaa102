import { count } from '..';

export const people = {
  title: 'People',
  tabs: { label: 'People and unknown faces', gallery: 'Gallery', unknown: 'Unknown faces' },
  shortcuts: {
    '← →': 'Unknown faces: the group before, the next group',
    n: 'Unknown faces: name the group',
  },
  photographs: (photographs: number) => count(photographs, 'photograph', 'photographs'),
  pictures: (pictures: number) => count(pictures, 'picture', 'pictures'),
  faces: (faces: number) => count(faces, 'face', 'faces'),
  filter: 'Filter by name',
  filtered: (shown: number, all: number) => `${shown} of ${count(all, 'person', 'people')}`,
  none: 'Nobody is in the gallery yet. Add a person with a photograph, or name unknown faces of your pictures.',
  noMatch: (text: string) => `Nobody is called “${text}”.`,
  more: 'Show more',
  add: {
    button: 'Add a person',
    title: 'Add a person',
    name: 'Name',
    photographs: 'Photographs',
    photographsHelp: 'Each shows one face, or one that is clearly the largest.',
    choose: 'Choose photographs',
    chosen: (files: number) =>
      files === 0 ? 'None chosen yet.' : `${count(files, 'file', 'files')} chosen:`,
    leaveOut: (file: string) => `Leave out ${file}`,
    submit: 'Add',
    adding: 'Adding …',
    missing: 'A person needs a name and at least one photograph.',
    done: (name: string) => `${name} is in the gallery.`,
  },
  links: 'Links, one a line',
  linksHelp: 'Such as www.wikidata.org/wiki/Q7259',
  gender: 'Known gender',
  genderUnsaid: 'Not said',
  genders: { Male: 'Male', Female: 'Female', Nonbinary: 'Nonbinary', Unlisted: 'Unlisted' },
  tooLarge: 'The photographs come to more than 64 MiB together; choose fewer of them.',
  person: {
    back: 'All people',
    rename: 'Rename',
    edit: 'Edit',
    save: 'Save',
    saving: 'Saving …',
    saved: 'Saved.',
    about: 'About',
    noLinks: 'No links.',
    photographs: 'Photographs',
    photograph: (name: string, number: number) => `Photograph ${number} of ${name}`,
    addedAt: (time: string) => `Added ${time}`,
    addPhotographs: 'Add photographs',
    takeAway: (number: number) => `Take away photograph ${number}`,
    takeAwayShort: 'Take away',
    lastStays:
      'A person is recognised by photographs, so the only one can’t be taken away. Add another first, or remove the person.',
    photographsAdded: 'The photographs were added.',
    photographGone: 'The photograph was taken away.',
    shown: 'Pictures that show this person',
    inLibrary: 'Show in the library',
    notShown: 'No picture shows this person, as far as was recognised.',
    again: 'Look for this person again',
    againHelp:
      '“Look for this person again” has the pictures with this face, or one like it, recognised anew: useful after the photographs have changed.',
    queued: (pictures: number) =>
      pictures === 0
        ? 'No picture has a face like this one; nothing is looked at again.'
        : `${count(pictures, 'picture is', 'pictures are')} looked at again.`,
    merge: 'Merge with others',
    remove: 'Remove this person',
    removeTitle: (name: string) => `Remove ${name}?`,
    removeSays: (photographs: number) =>
      `The person and ${count(photographs, 'photograph', 'photographs')} are deleted. Your pictures stay; the name leaves them when they are recognised again.`,
    removed: (name: string) => `${name} was removed.`,
  },
  merge: {
    title: (name: string) => `Merge others into ${name}`,
    says: (name: string) =>
      `The photographs and links of those you choose go to ${name}; they themselves are removed. This can’t be undone.`,
    nobody: 'There is nobody else in the gallery.',
    choose: 'Who is the same person?',
    atMost: 'At most 20 at once.',
    submit: (others: number) => `Merge ${count(others, 'person', 'people')}`,
    done: (others: number, name: string) =>
      `${count(others, 'person is', 'people are')} part of ${name} now.`,
  },
  unknown: {
    says: 'Faces in your pictures that are like nobody’s in the gallery, those of one person together.',
    notKept:
      'This server doesn’t keep the faces of pictures, so it can’t group them. Its operator can turn that on; pictures must then be recognised again.',
    none: 'No unknown faces: every face that was found is like somebody’s in the gallery, or there is none.',
    counts: (unknown: number, groups: number) =>
      `${count(unknown, 'unknown face', 'unknown faces')} in ${count(groups, 'group', 'groups')}`,
    truncated: (looked: number) =>
      `Only the newest ${count(looked, 'face was', 'faces were')} looked at. Name some, and older ones will follow.`,
    capped: (shown: number) => `The ${shown} largest groups are shown.`,
    single: 'Single faces too',
    group: (number: number, faces: number) => `Group ${number}, ${count(faces, 'face', 'faces')}`,
    face: (number: number) => `Face ${number}`,
    open: 'Open',
    close: 'Close the group',
    keys: 'Arrow keys go between groups, n names one.',
    deselect: 'Leave out the faces that are of somebody else.',
    chosen: (chosen: number, all: number) => `${chosen} of ${count(all, 'face', 'faces')} chosen`,
    all: 'Choose all',
    nobody: 'Choose none',
    takes: (number: number) => `Face ${number} is of this person`,
    picture: 'Picture',
    pictureOf: (number: number) => `Picture of face ${number}`,
    atMost: (most: number) => `A person has at most ${most} photographs: choose fewer faces.`,
    name: 'Who is this?',
    nameHelp: 'Somebody of the gallery, or a new name.',
    people: 'People of the gallery',
    newPerson: (name: string) => `“${name}” will be a new person.`,
    existing: (name: string, photographs: number) =>
      `The faces are added to ${name}, who has ${count(photographs, 'photograph', 'photographs')}.`,
    submit: 'Name',
    naming: 'Naming …',
    done: (name: string, pictures: number) =>
      `${name} is known now; ${count(pictures, 'picture is', 'pictures are')} looked at again.`,
    doneNotQueued: (name: string, why: string) =>
      `${name} is known now, but the pictures couldn’t be looked at again: ${why}`,
    changed: 'This group changed meanwhile. The list has been read again.',
  },
};
