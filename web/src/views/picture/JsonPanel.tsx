import type { ImageItem } from '../../api/client';
import { address } from '../../config';
import { texts } from '../../texts';
import { CopyButton } from './CopyButton';
import { snippetsFor } from './snippets';

/** The item as the API gives it, and how to get it from a program. */
export function JsonPanel({ item }: { item: ImageItem }) {
  const url = new URL(address(item.location), location.href).href;
  const snippets = snippetsFor(url, item.imageId);
  const names = Object.keys(snippets) as (keyof typeof snippets)[];
  return (
    <div className="panel-parts">
      <h2>{texts.picture.snippets}</h2>
      {names.map((name) => (
        <Code key={name} title={texts.picture.snippetNames[name]} text={snippets[name]} level="h3" />
      ))}
      <Code title={texts.picture.item} text={JSON.stringify(item, undefined, 2)} level="h2" />
    </div>
  );
}

function Code({ title, text, level: Heading }: { title: string; text: string; level: 'h2' | 'h3' }) {
  return (
    <section className="code">
      <header>
        <Heading>{title}</Heading>
        <CopyButton text={text} />
      </header>
      {/* A region that scrolls must be reached by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0} role="region" aria-label={title}>
        {text}
      </pre>
    </section>
  );
}
