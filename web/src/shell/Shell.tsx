import { Suspense, useState } from 'react';
import { NavLink, Outlet, useNavigate } from 'react-router';

import { useConnection } from '../api/live';
import { useStanding } from '../api/session';
import { texts } from '../texts';
import { Account } from './Account';
import { useCounts } from './counts';
import { ShortcutList } from './ShortcutList';
import { useShortcuts } from './shortcuts';
import { views as allViews } from './views';
import { UploadCorner } from '../uploads/UploadCorner';
import './shell.css';

/** What surrounds every view: navigation, the connection's state, the upload queue's corner. */
export function Shell() {
  const [listed, setListed] = useState(false);
  const navigate = useNavigate();
  const counts = useCounts();
  const { told } = useStanding();
  const views = allViews.filter(({ forManagers }) => !forManagers || told?.mayManageKeys);
  useShortcuts({
    '?': () => setListed(true),
    ...Object.fromEntries(views.map(({ keys, path }) => [keys, () => void navigate(path)])),
  });
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {texts.shell.skip}
      </a>
      <nav className="nav" aria-label={texts.shell.navigation}>
        <span className="brand">{texts.shell.name}</span>
        <ul>
          {views.map(({ path, title, icon: Icon }) => (
            <li key={path}>
              <NavLink to={path} end={path === '/'}>
                <Icon aria-hidden />
                <span>{title}</span>
                {counts[path] && (
                  <span className="nav-count">
                    {counts[path]}
                    <span className="visually-hidden"> {texts.shell.waiting}</span>
                  </span>
                )}
              </NavLink>
            </li>
          ))}
        </ul>
        <Live />
      </nav>
      <Account />
      <main id="content" className="content" tabIndex={-1}>
        <Suspense fallback={<p className="loading">{texts.shell.loading}</p>}>
          <Outlet />
        </Suspense>
      </main>
      <UploadCorner />
      <div id="announcements" className="visually-hidden" role="status" aria-live="polite" />
      <ShortcutList open={listed} onClose={() => setListed(false)} />
    </div>
  );
}

function Live() {
  const connection = useConnection();
  const { kind } = useStanding();
  if (kind === 'out') return null;
  return (
    <p className={`live live-${connection}`} role="status">
      {connection === 'open' ? texts.shell.connected : texts.shell.disconnected}
    </p>
  );
}
