import {
  useLayoutEffect,
  useRef,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
} from 'react';
import { useNavigate } from 'react-router';

import { texts } from '../../../texts';
import { announce } from '../../../ui/announce';
import { maxSelected } from '../selection';
import type { Session } from '../session';
import { isUnsafe } from '../../../moderation/is-unsafe';
import { toggleShown } from '../../../moderation/shown';
import { goal } from './keys';
import { bringIntoSight, focusTile, type SetActive } from './use-active';

interface GridState {
  active: number;
  total: number;
  columns: number;
  height: number;
  scroller: RefObject<HTMLDivElement | null>;
  setActive: SetActive;
  onSelectAll: () => void;
}

const tileOf = (target: EventTarget): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;

/** What keys and presses do in the grid: one set of handlers for all tiles. */
export function useActs(session: Session, grid: GridState) {
  const { list, selection, place, query } = session;
  const { active, total, columns, height, scroller, setActive, onSelectAll } = grid;
  const navigate = useNavigate();
  const toFocus = useRef(-1);
  useLayoutEffect(() => {
    if (toFocus.current !== active) return;
    toFocus.current = -1;
    focusTile(scroller.current, active);
  }, [active, scroller]);

  const open = (index: number) => {
    const image = list.at(index);
    if (image === undefined) return;
    place.activate(index, image.id);
    place.setOpened(true);
    void navigate({ pathname: `/images/${image.id}`, search: query });
  };
  const toggle = (index: number) => {
    const image = list.at(index);
    selection.anchorAt(index);
    if (image !== undefined) selection.toggle(image);
  };
  const extend = async (to: number) => {
    const from = selection.anchor ?? active;
    selection.anchorAt(from);
    const first = Math.max(Math.min(from, to), to - maxSelected + 1);
    const last = Math.min(Math.max(from, to), first + maxSelected - 1);
    const images = await list.between(first, last, new AbortController().signal, () => {});
    selection.add(images);
    announce(texts.library.bulk.selected(selection.size()));
  };
  const move = (to: number) => {
    if (scroller.current === null || to === active) return;
    toFocus.current = to;
    setActive(to);
    bringIntoSight(scroller.current, Math.floor(to / columns), height);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const tile = tileOf(event.target);
    if (tile === null || event.altKey) return;
    // A button inside a tile, reached by the mouse, takes these itself.
    if (event.target !== tile && (event.key === 'Enter' || event.key === ' ')) return;
    const rowsInSight = Math.floor((scroller.current?.clientHeight ?? 0) / height);
    const to = goal(event, active, { total, columns, rowsInSight });
    if (to !== undefined) {
      // A failing range leaves the selection as it is; the list tells that the server does not answer.
      if (event.shiftKey) void extend(to).catch(() => {});
      move(to);
    } else if (event.key === 'Enter') open(active);
    else if (event.key === ' ') toggle(active);
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) onSelectAll();
    else if (event.key === 'Escape' && selection.size() > 0) {
      selection.clear();
      announce(texts.library.bulk.cleared);
    } else if (event.key === 'v' && !event.ctrlKey && !event.metaKey) {
      const image = list.at(active);
      if (image === undefined || !isUnsafe(image)) return;
      toggleShown(image.id);
    } else return;
    event.preventDefault();
  };

  const onClick = (event: MouseEvent) => {
    const tile = tileOf(event.target);
    if (tile === null) return;
    const index = Number(tile.dataset['index']);
    const image = list.at(index);
    const act = (event.target as Element).closest<HTMLElement>('[data-act]')?.dataset['act'];
    if (act === 'show' && image !== undefined) toggleShown(image.id);
    else if (event.shiftKey) void extend(index).catch(() => {});
    else if (act === 'select' || (selection.size() > 0 && !event.ctrlKey && !event.metaKey)) toggle(index);
    else if (event.ctrlKey || event.metaKey) return;
    else open(index);
    event.preventDefault();
  };

  const onFocus = (event: FocusEvent) => {
    const tile = tileOf(event.target);
    if (tile !== null) setActive(Number(tile.dataset['index']));
  };
  return { onKeyDown, onClick, onFocus };
}
