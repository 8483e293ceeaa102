import { EyeOff, Maximize, Minus, Plus } from 'lucide-react';
import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react';

import type { ImageItem } from '../../api/client';
import { texts } from '../../texts';
import { Button } from '../../ui/Button';
import { Boxes } from './Boxes';
import { spotsOf, type Finding, type Layer } from './findings';
import { LandmarkDots } from './LandmarkDots';
import { Photograph } from './Photograph';
import { TextLayer } from './TextLayer';
import { useZoom, type Zoom } from './useZoom';
import type { Selection } from './useSelection';
import { Veil } from './Veil';
import { WholePictureTags } from './WholePictureTags';
import './stage.css';

interface StageProps {
  item: ImageItem;
  /** Those that reach the threshold. */
  findings: Finding[];
  shown: ReadonlySet<Layer>;
  landmarks: boolean;
  selection: Selection;
  /** Covered until asked for. */
  veiled: boolean;
  onVeil?: (veiled: boolean) => void;
  zoom: Ref<Zoom>;
}

/** The photograph in its frame, with its layers, enlarged and moved as one likes. */
export function Stage({ item, findings, shown, landmarks, selection, veiled, onVeil, zoom }: StageProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [natural, setNatural] = useState({ width: 0, height: 0 });
  const picture = item.width > 0 ? { width: item.width, height: item.height } : natural;
  const zooming = useZoom(frame, picture);
  useImperativeHandle(zoom, () => zooming, [zooming]);
  const spots = spotsOf(findings);
  useRevealed(selection, spots, zooming);
  const { view, size } = zooming;
  return (
    <section className="stage" aria-label={texts.picture.stage}>
      <div ref={frame} className={`stage-frame ${zooming.zoomed ? 'stage-zoomed' : ''}`}>
        <div
          className={`stage-layer ${veiled ? 'stage-veiled' : ''}`}
          style={{ width: size.width, height: size.height, transform: `translate(${view.x}px, ${view.y}px)` }}
        >
          <Photograph item={item} shownWidth={size.width} onNatural={setNatural} />
          {!veiled && picture.width > 0 && (
            <>
              <Boxes spots={spots} shown={shown} selection={selection} picture={picture} />
              {landmarks && <LandmarkDots faces={item.faceDetails} />}
              <TextLayer
                findings={findings}
                picture={picture}
                scale={size.width / picture.width}
                selection={selection}
              />
            </>
          )}
        </div>
      </div>
      {veiled && <Veil item={item} onShow={() => onVeil?.(false)} />}
      {!veiled && shown.has('moderation') && <WholePictureTags findings={findings} selection={selection} />}
      <div className="stage-buttons" role="group" aria-label={texts.picture.zoom.label}>
        {!veiled && onVeil && (
          <Button onPress={() => onVeil(true)}>
            <EyeOff aria-hidden />
            {texts.picture.cover}
          </Button>
        )}
        <Button
          aria-label={texts.picture.zoom.out}
          isDisabled={!zooming.zoomed}
          onPress={() => zooming.by(1 / 1.5)}
        >
          <Minus aria-hidden />
        </Button>
        <output className="stage-scale">{texts.picture.zoom.now(view.scale)}</output>
        <Button aria-label={texts.picture.zoom.in} onPress={() => zooming.by(1.5)}>
          <Plus aria-hidden />
        </Button>
        <Button aria-label={texts.picture.zoom.fit} isDisabled={!zooming.zoomed} onPress={zooming.fit}>
          <Maximize aria-hidden />
        </Button>
      </div>
    </section>
  );
}

/** Brings what is pointed at in a list, or reached by key, into sight. */
function useRevealed({ active }: Selection, spots: ReturnType<typeof spotsOf>, { reveal }: Zoom): void {
  const latest = useRef(spots);
  useEffect(() => {
    latest.current = spots;
  });
  useEffect(() => {
    if (active?.from !== 'list') return;
    const found = latest.current.find(
      ({ finding, number }) => finding.key === active.finding && number === (active.place ?? number),
    );
    if (found !== undefined) reveal(found.place.box);
  }, [active, reveal]);
}
