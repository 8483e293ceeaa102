import { CopyButton } from './CopyButton';
import './code.css';

interface CodeProps {
  title: string;
  text: string;
  level: 'h2' | 'h3';
}

/** A text for programs, to be copied. */
export function Code({ title, text, level: Heading }: CodeProps) {
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
