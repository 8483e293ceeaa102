import { useEffect, type ReactNode } from 'react';

import { texts } from '../texts';
import './page.css';

interface PageProps {
  title: string;
  /** Beside the title: buttons, counts. */
  actions?: ReactNode;
  /** Over the whole width and height, without the page's margins. */
  full?: boolean;
  children: ReactNode;
}

/** The frame of a view: its heading, which is also the document's title, and its content. */
export function Page({ title, actions, full = false, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · ${texts.shell.name}`;
  }, [title]);
  return (
    <div className={full ? 'page page-full' : 'page'}>
      <header className="page-head">
        <h1>{title}</h1>
        {actions}
      </header>
      {children}
    </div>
  );
}
