import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy } from 'react';
import { createBrowserRouter, RouterProvider } from 'react-router';

import { ApiError } from './api/client';
import { Shell } from './shell/Shell';
import { Broken, NotFound } from './shell/Fallbacks';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // A refusal stays one; what may pass is tried again.
      retry: (failures, error) =>
        failures < 3 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
    },
  },
});

const Library = lazy(() => import('./views/library/LibraryView'));
const Picture = lazy(() => import('./views/picture/PictureView'));
const People = lazy(() => import('./views/people/PeopleView'));
const Review = lazy(() => import('./views/review/ReviewView'));
const Inbox = lazy(() => import('./views/inbox/InboxView'));
const Upload = lazy(() => import('./views/upload/UploadView'));
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
        { path: 'settings', element: <Settings /> },
        { path: '*', element: <NotFound /> },
      ],
    },
  ],
  { basename: import.meta.env.BASE_URL.replace(/\/$/, '') },
);

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}
