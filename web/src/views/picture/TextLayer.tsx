import { Fragment, memo, useEffect, useRef } from 'react';

import type { Finding } from './findings';
import type { Selection } from './useSelection';
import { placedWord, type PlacedWord } from './words';
import type { Size } from './zoom';

const font = 'sans-serif';
let context: CanvasRenderingContext2D | null = null;

/** A text's width in a font of 1 px. */
function measure(text: string): number {
  context ??= document.createElement('canvas').getContext('2d');
  if (context === null) return 0;
  context.font = `100px ${font}`;
  return context.measureText(text).width / 100;
}

interface TextLayerProps {
  findings: Finding[];
  picture: Size;
  /** Screen pixels of one pixel of the picture. */
  scale: number;
  selection: Selection;
}

/** What was read, transparent over the picture, to be selected and copied. Screen readers have the list. */
export function TextLayer({ findings, picture, scale, selection }: TextLayerProps) {
  const element = useRef<HTMLDivElement>(null);
  const { point, pick } = selection;
  useEffect(() => {
    const layer = element.current!;
    const lineAt = (event: Event) =>
      (event.target as Element).closest<HTMLElement>('[data-line]')?.dataset.line;
    const onOver = (event: PointerEvent) => {
      const finding = event.pointerType === 'mouse' ? lineAt(event) : undefined;
      if (finding !== undefined) point({ finding, from: 'picture' });
    };
    const onOut = (event: PointerEvent) => event.pointerType === 'mouse' && point();
    const onClick = (event: MouseEvent) => {
      const finding = lineAt(event);
      if (finding !== undefined && getSelection()?.isCollapsed !== false) pick({ finding, from: 'picture' });
    };
    layer.addEventListener('pointerover', onOver);
    layer.addEventListener('pointerout', onOut);
    layer.addEventListener('click', onClick);
    return () => {
      layer.removeEventListener('pointerover', onOver);
      layer.removeEventListener('pointerout', onOut);
      layer.removeEventListener('click', onClick);
    };
  }, [point, pick]);
  return (
    <div
      ref={element}
      className="text-layer"
      style={{ width: picture.width, height: picture.height, transform: `scale(${scale})` }}
      aria-hidden
    >
      <Lines findings={findings} width={picture.width} height={picture.height} />
    </div>
  );
}

/** Apart, so that zooming draws no word anew. */
const Lines = memo(function Lines({ findings, width, height }: { findings: Finding[] } & Size) {
  return findings.map((finding) => {
    if (finding.layer !== 'text') return null;
    const parts = finding.words.length > 0 ? finding.words : [finding.line];
    return (
      <Fragment key={finding.key}>
        {parts.map((part) => {
          const word = placedWord(part, { width, height }, measure);
          return word && <Word key={part.Id} word={word} line={finding.key} />;
        })}
        <br />
      </Fragment>
    );
  });
});

function Word({ word, line }: { word: PlacedWord; line: string }) {
  return (
    <span
      className="word"
      data-line={line}
      style={{
        left: word.x,
        top: word.y,
        height: word.height,
        fontFamily: font,
        fontSize: word.height,
        transform: `rotate(${word.angle}rad) scaleX(${word.stretch})`,
      }}
    >
      {word.text}{' '}
    </span>
  );
}
