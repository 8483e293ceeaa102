import type { ReactNode } from 'react';

import type { ImageItem, Schemas } from '../../api/client';
import { formatBytes, formatTime, texts } from '../../texts';
import { Facts } from './Facts';
import { Swatches } from './Swatches';

/** Colours and quality of a picture, and what is known of its file. */
export function Properties({ item }: { item: ImageItem }) {
  const { imageProperties: properties } = item;
  return (
    <div className="panel-parts">
      {properties && (
        <>
          <section>
            <h2>{texts.picture.dominant}</h2>
            <Swatches colours={properties.DominantColors} />
          </section>
          <section>
            <h2>{texts.picture.imageQuality}</h2>
            <Facts facts={qualityFacts(properties.Quality)} />
          </section>
          {properties.Foreground && (
            <Ground title={texts.picture.foreground} ground={properties.Foreground} />
          )}
          {properties.Background && (
            <Ground title={texts.picture.background} ground={properties.Background} />
          )}
        </>
      )}
      <section>
        <h2>{texts.picture.file}</h2>
        <Facts facts={fileFacts(item)} />
      </section>
      {Object.keys(item.models).length > 0 && (
        <section>
          <h2>{texts.picture.models}</h2>
          <Facts
            facts={Object.entries(item.models).map(([name, hash]) => [
              name,
              <code key={name}>{hash.slice(0, 16)}</code>,
            ])}
          />
        </section>
      )}
    </div>
  );
}

function Ground({ title, ground }: { title: string; ground: Schemas['ImageGround'] }) {
  return (
    <section>
      <h2>{title}</h2>
      <Swatches colours={ground.DominantColors} />
      <Facts facts={qualityFacts(ground.Quality)} />
    </section>
  );
}

const qualityFacts = ({ Brightness, Sharpness, Contrast }: Schemas['ImageQuality']): [string, string][] => [
  [texts.picture.brightness, Brightness.toFixed(0)],
  [texts.picture.sharpness, Sharpness.toFixed(0)],
  [texts.picture.contrast, Contrast?.toFixed(0) ?? ''],
];

function fileFacts(item: ImageItem): [string, ReactNode][] {
  const { facts, contentTypes, pixels, sure } = texts.picture;
  return [
    [facts.name, item.fileName],
    [facts.type, item.contentType],
    [facts.size, formatBytes(item.bytes)],
    [facts.pixels, item.width > 0 ? pixels(item.width, item.height) : ''],
    [facts.uploaded, formatTime(item.uploadedAt)],
    [facts.recognised, item.recognisedAt && formatTime(item.recognisedAt)],
    [contentTypes, item.contentTypes.map(({ Name, Confidence }) => sure(Name, Confidence)).join(', ')],
    [facts.bucket, <code key="bucket">{item.bucket}</code>],
    [facts.key, <code key="key">{item.imageId}</code>],
    [facts.sha256, <code key="sha256">{item.sha256}</code>],
  ];
}
