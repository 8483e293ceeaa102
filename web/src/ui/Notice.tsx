import type { ReactNode } from 'react';

import './notice.css';

interface NoticeProps {
  kind: 'info' | 'problem' | 'warning';
  children: ReactNode;
}

/** A box that tells something; problems are read out at once. */
export function Notice({ kind, children }: NoticeProps) {
  return (
    <div className={`notice notice-${kind}`} role={kind === 'problem' ? 'alert' : 'status'}>
      {children}
    </div>
  );
}
