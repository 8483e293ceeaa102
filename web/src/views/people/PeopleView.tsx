import { useState } from 'react';
import { Route, Routes } from 'react-router';
import { UserPlus } from 'lucide-react';

import { NotFound } from '../../shell/Fallbacks';
import { texts } from '../../texts';
import { Button } from '../../ui/Button';
import { Page } from '../../ui/Page';
import { Tabs } from '../../ui/Tabs';
import { AddPerson } from './gallery/AddPerson';
import { Gallery } from './gallery/Gallery';
import { PersonPage } from './person/PersonPage';
import { UnknownFaces } from './unknown/UnknownFaces';

const words = texts.people;

export default function PeopleView() {
  return (
    <Routes>
      <Route index element={<GalleryPage />} />
      <Route
        path="unknown"
        element={
          <Page title={words.tabs.unknown}>
            <PeopleTabs />
            <UnknownFaces />
          </Page>
        }
      />
      <Route path=":id" element={<PersonPage />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}

function GalleryPage() {
  const [adding, setAdding] = useState(false);
  return (
    <Page
      title={words.title}
      actions={
        <Button kind="primary" onPress={() => setAdding(true)}>
          <UserPlus aria-hidden />
          {words.add.button}
        </Button>
      }
    >
      <PeopleTabs />
      <Gallery />
      <AddPerson open={adding} onClose={() => setAdding(false)} />
    </Page>
  );
}

function PeopleTabs() {
  return (
    <Tabs
      label={words.tabs.label}
      tabs={[
        { path: '/people', name: words.tabs.gallery },
        { path: '/people/unknown', name: words.tabs.unknown },
      ]}
    />
  );
}
