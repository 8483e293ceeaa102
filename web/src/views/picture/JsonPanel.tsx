import type { ImageItem } from '../../api/client';
import { useStanding } from '../../api/session';
import { address } from '../../config';
import { texts } from '../../texts';
import { Code } from '../../ui/Code';
import { snippetsFor } from './snippets';

const usualRegion = 'us-east-1';

/** The item as the API gives it, and how to get it from a program. */
export function JsonPanel({ item }: { item: ImageItem }) {
  const { kind, told } = useStanding();
  const signed = kind !== 'open';
  const snippets = snippetsFor({
    url: new URL(address(item.location), location.href).href,
    bucket: item.bucket,
    key: item.imageId,
    region: told?.region ?? usualRegion,
    signed,
  });
  return (
    <div className="panel-parts">
      <h2>{texts.picture.snippets}</h2>
      {signed && <p>{texts.picture.snippetsSigned}</p>}
      {Object.entries(snippets).map(([name, text]) => (
        <Code
          key={name}
          title={texts.picture.snippetNames[name as keyof typeof snippets]}
          text={text ?? ''}
          level="h3"
        />
      ))}
      <p className="soft">{signed ? texts.picture.snippetsKey : texts.picture.snippetsAnyKey}</p>
      <Code title={texts.picture.item} text={JSON.stringify(item, undefined, 2)} level="h2" />
    </div>
  );
}
