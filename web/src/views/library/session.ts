import { sourceOf } from './asked';
import { readFilters } from './filters';
import { ImageList } from './grid/image-list';
import { Selection } from './selection';

/** Where the reader is in a list. */
export class Place {
  /** The first row in sight as the index of its first image, and how much of it is scrolled away. */
  first = 0;
  scrolled = 0;
  /** The image that the keys act on. */
  active = 0;
  activeId: string | undefined;
  /** Its picture was opened: it gets the focus when the reader comes back. */
  opened = false;

  scrollTo(first: number, scrolled: number): void {
    this.first = first;
    this.scrolled = scrolled;
  }
  activate(index: number, id: string | undefined): void {
    this.active = index;
    this.activeId = id ?? this.activeId;
  }
  setOpened(is: boolean): void {
    this.opened = is;
  }
}

/** A list being looked at. */
export interface Session {
  query: string;
  list: ImageList;
  selection: Selection;
  place: Place;
}

let last: Session | undefined;

/** The session of a query: the last one again where the query is the same, so that coming back from a picture leads
 *  to the same place. */
export function sessionOf(query: string): Session {
  if (last?.query === query) return last;
  last = {
    query,
    list: new ImageList(sourceOf(readFilters(new URLSearchParams(query)))),
    selection: new Selection(),
    place: new Place(),
  };
  return last;
}
