import { lazy } from 'react';
import { createBrowserRouter, RouterProvider } from 'react-router';

import { Entrance } from './shell/Entrance';
import { Shell } from './shell/Shell';
import { Broken, NotFound } from './shell/Fallbacks';

const Library = lazy(() => import('./views/library/LibraryView'));
const Picture = lazy(() => import('./views/picture/PictureView'));
const People = lazy(() => import('./views/people/PeopleView'));
const Review = lazy(() => import('./views/review/ReviewView'));
const Inbox = lazy(() => import('./views/inbox/InboxView'));
const Upload = lazy(() => import('./views/upload/UploadView'));
const Keys = lazy(() => import('./views/keys/KeysView'));
const Settings = lazy(() => import('./views/settings/SettingsView'));

const router = createBrowserRouter(
  [
    {
      element: <Shell />,
      errorElement: <Broken />,
      children: [
        { index: true, element: <Library /> },
        { path: 'images/:id', element: <Picture /> },
        { path: 'people/*', element: <People /> },
        { path: 'review/*', element: <Review /> },
        { path: 'inbox', element: <Inbox /> },
        { path: 'upload', element: <Upload /> },
        { path: 'keys/*', element: <Keys /> },
        { path: 'settings', element: <Settings /> },
        { path: '*', element: <NotFound /> },
      ],
    },
  ],
  { basename: import.meta.env.BASE_URL.replace(/\/$/, '') },
);

export function App() {
  return (
    <Entrance>
      <RouterProvider router={router} />
    </Entrance>
  );
}
