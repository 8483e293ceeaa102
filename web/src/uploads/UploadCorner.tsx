import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'react-router';

import { texts } from '../texts';
import { announce } from '../ui/announce';
import { Button } from '../ui/Button';
import { uploads } from './queue';
import { TakeAnywhere } from './TakeAnywhere';
import { useStartedUploads, useUploads } from './useUploads';
import './upload-corner.css';

/** The upload queue in short, over every view but its own; and what takes drops and pastes in all of them. */
export function UploadCorner() {
  useStartedUploads();
  const { pathname } = useLocation();
  const { totals, leftOut } = useUploads();
  useAnnouncements();
  const empty = totals.files === 0 && leftOut.notTaken + leftOut.unreadable === 0;
  return (
    <>
      <TakeAnywhere />
      {!empty && pathname !== '/upload' && <Panel />}
    </>
  );
}

function Panel() {
  const [open, setOpen] = useState(true);
  const { totals, server, leftOut } = useUploads();
  const percent = totals.bytes === 0 ? 100 : Math.floor((100 * totals.sentBytes) / totals.bytes);
  const active = totals.waiting + totals.sending > 0;
  return (
    <section className="upload-corner" aria-label={texts.upload.queue}>
      <header>
        <h2>
          {active ? texts.upload.progress(totals.sent, totals.files - totals.refused) : texts.upload.ended}
        </h2>
        <Button
          kind="quiet"
          aria-label={open ? texts.upload.collapse : texts.upload.expand}
          aria-expanded={open}
          onPress={() => setOpen(!open)}
        >
          {open ? <ChevronDown aria-hidden /> : <ChevronUp aria-hidden />}
        </Button>
        {!active && totals.failed === 0 && (
          <Button
            kind="quiet"
            aria-label={texts.upload.clear}
            onPress={() => {
              uploads.removeFinished();
              uploads.forgetLeftOut();
            }}
          >
            <X aria-hidden />
          </Button>
        )}
      </header>
      <progress value={percent} max={100} aria-label={texts.upload.overall} />
      {open && (
        <>
          <p>{texts.upload.counts(totals)}</p>
          {active && server.kind !== 'fine' && (
            <p className="upload-corner-warn">{texts.upload.server(server)}</p>
          )}
          {leftOut.notTaken + leftOut.unreadable > 0 && (
            <p className="upload-corner-warn">{texts.upload.leftOut(leftOut)}</p>
          )}
          <Link to="/upload">{texts.upload.open}</Link>
        </>
      )}
    </section>
  );
}

/** Reads out that uploading begins, ends, or waits for the server. */
function useAnnouncements(): void {
  const { totals, server, leftOut } = useUploads();
  const before = useRef({ active: false, server: server.kind, leftOut: 0 });
  useEffect(() => {
    const now = {
      active: totals.waiting + totals.sending > 0,
      server: server.kind,
      leftOut: leftOut.notTaken + leftOut.unreadable,
    };
    const told = [];
    if (now.active && !before.current.active) told.push(texts.upload.begins(totals.waiting + totals.sending));
    if (!now.active && before.current.active) told.push(texts.upload.ends(totals));
    if (now.active && now.server !== before.current.server && now.server !== 'fine')
      told.push(texts.upload.server(server));
    if (now.leftOut > before.current.leftOut) told.push(texts.upload.leftOut(leftOut));
    before.current = now;
    if (told.length > 0) announce(told.join(' '));
  }, [totals, server, leftOut]);
}
