import { Images, Inbox, KeyRound, Settings, ShieldCheck, Upload, UsersRound } from 'lucide-react';

import { texts } from '../texts';

/** The views that the navigation shows, in its order; `keys` lead there. `forManagers`: only for those who may manage keys. */
export const views = [
  { path: '/', title: texts.library.title, icon: Images, keys: 'g l' },
  { path: '/upload', title: texts.upload.title, icon: Upload, keys: 'g u' },
  { path: '/people', title: texts.people.title, icon: UsersRound, keys: 'g p' },
  { path: '/review', title: texts.review.title, icon: ShieldCheck, keys: 'g r' },
  { path: '/inbox', title: texts.inbox.title, icon: Inbox, keys: 'g i' },
  { path: '/keys', title: texts.keys.nav, icon: KeyRound, keys: 'g k', forManagers: true },
  { path: '/settings', title: texts.settings.title, icon: Settings, keys: 'g s' },
];
