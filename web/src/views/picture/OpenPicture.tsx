import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';

import { answer, client, type ImageItem, type Schemas } from '../../api/client';
import { useShortcuts } from '../../shell/shortcuts';
import { texts } from '../../texts';
import { announce } from '../../ui/announce';
import { Notice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { copyText } from '../../ui/CopyButton';
import { EraseDialog } from './EraseDialog';
import { isUnsafe } from '../../moderation/is-unsafe';
import { above, findingsOf, layers, textOf } from './findings';
import { LayerToggles } from './LayerToggles';
import type { Looks } from './PictureView';
import { PictureActions } from './PictureActions';
import { PicturePanel } from './PicturePanel';
import { wordsOf } from '../../api/words-of';
import { ReviewBar } from './ReviewBar';
import { Stage } from './Stage';
import { StatusBar } from './StatusBar';
import { thresholdId } from './Threshold';
import { refresh, type LiveStage } from './useImage';
import { useNeighbours } from './useNeighbours';
import { useSelection } from './useSelection';
import type { Zoom } from './useZoom';
import './picture.css';

interface OpenPictureProps {
  item: ImageItem;
  live: LiveStage[];
  /** The library's filters. */
  search: string;
  looks: Looks;
  onLooks: (change: Partial<Looks>) => void;
  onErased: (receipt: Schemas['EraseReceipt'], next?: string) => void;
}

/** Screen pixels that an arrow key moves an enlarged picture. */
const step = 80;

export function OpenPicture({ item, live, search, looks, onLooks, onErased }: OpenPictureProps) {
  const navigate = useNavigate();
  const zoom = useRef<Zoom>(null);
  const selection = useSelection();
  const [erasing, setErasing] = useState(false);
  const [veiled, setVeiled] = useState(true);
  const { newer, older } = useNeighbours(item, search);
  const recognise = useRecognise(item);
  useEndTold(item);

  const all = useMemo(() => findingsOf(item), [item]);
  const findings = useMemo(() => above(all, looks.threshold), [all, looks.threshold]);
  const unsafe = isUnsafe(item);
  const pathOf = (id?: string) => id && `/images/${id}${search}`;
  const go = (id?: string) => id && void navigate(pathOf(id)!, { replace: true });
  const toggle = (number: number) => {
    const layer = layers[number]!;
    const shown = new Set(looks.shown);
    if (!shown.delete(layer)) shown.add(layer);
    onLooks({ shown });
    const { name } = texts.picture.layers[layer];
    announce(shown.has(layer) ? texts.picture.shown(name) : texts.picture.hidden(name));
  };
  const aside = (dx: number, id?: string) => (zoom.current?.zoomed ? zoom.current.move(dx, 0) : go(id));
  const upright = (dy: number) => zoom.current?.zoomed && zoom.current.move(0, dy);

  useShortcuts({
    ...Object.fromEntries(layers.map((_, number) => [String(number + 1), () => toggle(number)])),
    ArrowLeft: () => aside(step, newer),
    ArrowRight: () => aside(-step, older),
    ArrowUp: () => upright(step),
    ArrowDown: () => upright(-step),
    k: () => go(newer),
    j: () => go(older),
    '+': () => zoom.current?.by(1.5),
    '=': () => zoom.current?.by(1.5),
    '-': () => zoom.current?.by(1 / 1.5),
    '0': () => zoom.current?.fit(),
    t: () => document.querySelector<HTMLElement>(`#${thresholdId} input`)?.focus(),
    c: () => {
      const text = textOf(findings);
      if (text === '') announce(texts.picture.noText);
      else void copyText(text);
    },
    r: () => recognise.mutate(),
    e: () => setErasing(true),
    Escape: () => (selection.picked ? selection.pick(selection.picked) : void navigate(`/${search}`)),
  });

  return (
    <Page
      full
      title={item.fileName || item.imageId}
      actions={
        <PictureActions
          library={`/${search}`}
          newer={pathOf(newer)}
          older={pathOf(older)}
          recognising={recognise.isPending || item.status === 'queued' || item.status === 'recognising'}
          onRecognise={() => recognise.mutate()}
          onErase={() => setErasing(true)}
        />
      }
    >
      <div className="picture">
        <div className="picture-bars">
          <StatusBar item={item} live={live} />
          {recognise.isError && <Notice kind="problem">{wordsOf(recognise.error)}</Notice>}
          <ReviewBar item={item} />
          <LayerToggles findings={findings} shown={looks.shown} onChange={(shown) => onLooks({ shown })} />
        </div>
        <Stage
          item={item}
          findings={findings}
          shown={looks.shown}
          landmarks={looks.landmarks}
          selection={selection}
          veiled={unsafe && veiled}
          onVeil={unsafe ? setVeiled : undefined}
          zoom={zoom}
        />
        <PicturePanel
          item={item}
          live={live}
          findings={findings}
          hidden={all.length - findings.length}
          looks={looks}
          onLooks={onLooks}
          selection={selection}
        />
      </div>
      {erasing && (
        <EraseDialog
          item={item}
          onClose={() => setErasing(false)}
          onErased={(receipt) => onErased(receipt, pathOf(older ?? newer))}
        />
      )}
    </Page>
  );
}

function useRecognise(item: ImageItem) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      answer(client.POST('/api/v1/images/{id}/recognise', { params: { path: { id: item.id } } })),
    onSuccess: () => {
      announce(texts.picture.recogniseQueued);
      return refresh(queries, item.id);
    },
  });
}

/** Has the end of a recognition that one waited for read out. */
function useEndTold(item: ImageItem): void {
  const before = useRef(item.status);
  useEffect(() => {
    const pending = before.current === 'queued' || before.current === 'recognising';
    if (pending && item.status === 'done') announce(texts.picture.finished(findingsOf(item).length));
    before.current = item.status;
  }, [item]);
}
