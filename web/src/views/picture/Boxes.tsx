import { useState, type KeyboardEvent } from 'react';

import { texts } from '../../texts';
import type { Layer, Place, Spot } from './findings';
import { strokes } from './LayerMark';
import type { Selection } from './useSelection';
import type { Size } from './zoom';

interface BoxesProps {
  spots: Spot[];
  shown: ReadonlySet<Layer>;
  selection: Selection;
  picture: Size;
}

const percent = (ratio: number) => `${ratio * 100}%`;
const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** The boxes over the picture: lines in SVG, and over each a button. One that is pointed at in a list is drawn even
 *  where its layer is hidden. */
export function Boxes({ spots, shown, selection, picture }: BoxesProps) {
  const { active } = selection;
  const isActive = ({ finding, number }: Spot) =>
    active?.finding === finding.key && (active.place === undefined || active.place === number);
  const visible = spots.filter((spot) => shown.has(spot.finding.layer));
  const drawn = spots.filter((spot) => shown.has(spot.finding.layer) || isActive(spot));
  return (
    <>
      <svg
        className={`boxes ${active ? 'boxes-quiet' : ''}`}
        viewBox={`0 0 ${picture.width} ${picture.height}`}
        preserveAspectRatio="none"
        aria-hidden
      >
        {drawn
          .toSorted((one, other) => Number(isActive(one)) - Number(isActive(other)))
          .map((spot) => (
            <Outline key={spot.key} spot={spot} active={isActive(spot)} picture={picture} />
          ))}
      </svg>
      <BoxButtons spots={visible} selection={selection} isActive={isActive} />
    </>
  );
}

function Outline({ spot, active, picture }: { spot: Spot; active: boolean; picture: Size }) {
  const { layer } = spot.finding;
  const { dash } = strokes[layer];
  return (
    <g className={`box layer-${layer} ${active ? 'box-active' : ''}`}>
      <Shape layer={layer} place={spot.place} picture={picture} className="box-halo" />
      <Shape layer={layer} place={spot.place} picture={picture} className="box-line" dash={dash} />
    </g>
  );
}

interface ShapeProps {
  layer: Layer;
  place: Place;
  picture: Size;
  className: string;
  dash?: string;
}

function Shape({ layer, place: { box, polygon }, picture, className, dash }: ShapeProps) {
  const { width, height } = picture;
  if (polygon !== undefined && polygon.length > 2)
    return (
      <polygon
        className={className}
        strokeDasharray={dash}
        points={polygon.map(({ X, Y }) => `${X * width},${Y * height}`).join(' ')}
      />
    );
  const round = (strokes[layer].round / 100) * Math.min(box.Width * width, box.Height * height);
  return (
    <rect
      className={className}
      strokeDasharray={dash}
      x={box.Left * width}
      y={box.Top * height}
      width={box.Width * width}
      height={box.Height * height}
      rx={round}
    />
  );
}

/** Arrow keys lead to the next and the last box. */
function onKeyDown(event: KeyboardEvent<HTMLButtonElement>) {
  const step = steps[event.key];
  if (step === undefined) return;
  const siblings = [...event.currentTarget.parentElement!.children] as HTMLElement[];
  const at = siblings.indexOf(event.currentTarget) + step;
  siblings[(at + siblings.length) % siblings.length]?.focus();
  event.preventDefault();
}

interface BoxButtonsProps {
  spots: Spot[];
  selection: Selection;
  isActive: (spot: Spot) => boolean;
}

/** One stop of the Tab key; arrow keys move on in reading order. Smaller boxes lie over larger ones. */
function BoxButtons({ spots, selection, isActive }: BoxButtonsProps) {
  const [last, setLast] = useState<string>();
  const stop = spots.some(({ key }) => key === last) ? last : spots[0]?.key;
  const bySize = spots.toSorted((one, other) => area(other.place) - area(one.place)).map(({ key }) => key);
  return (
    <div role="group" aria-label={texts.picture.boxes}>
      {spots.map((spot) => (
        <button
          key={spot.key}
          type="button"
          className={`box-button layer-${spot.finding.layer} ${isActive(spot) ? 'box-button-active' : ''}`}
          style={{
            left: percent(spot.place.box.Left),
            top: percent(spot.place.box.Top),
            width: percent(spot.place.box.Width),
            height: percent(spot.place.box.Height),
            zIndex: bySize.indexOf(spot.key) + 1,
          }}
          tabIndex={spot.key === stop ? 0 : -1}
          aria-label={nameOf(spot)}
          aria-pressed={selection.picked?.finding === spot.finding.key}
          onKeyDown={onKeyDown}
          onFocus={() => {
            setLast(spot.key);
            selection.point(pointed(spot));
          }}
          onBlur={() => selection.point()}
          onPointerEnter={(event) => event.pointerType === 'mouse' && selection.point(pointed(spot))}
          onPointerLeave={(event) => event.pointerType === 'mouse' && selection.point()}
          onClick={() => selection.pick(pointed(spot))}
        >
          <span className="box-tag" data-letter={texts.picture.layers[spot.finding.layer].letter} aria-hidden>
            <span className="box-title"> {spot.finding.title}</span>
          </span>
        </button>
      ))}
    </div>
  );
}

const area = ({ box }: Place) => box.Width * box.Height;
const pointed = ({ finding, number }: Spot) =>
  ({ finding: finding.key, place: number, from: 'picture' }) as const;

function nameOf({ finding, number, place }: Spot): string {
  const { layers, finding: name, place: of } = texts.picture;
  const whole = name(layers[finding.layer].name, finding.title, place.confidence);
  return finding.places.length > 1 ? `${whole}, ${of(number + 1, finding.places.length)}` : whole;
}
