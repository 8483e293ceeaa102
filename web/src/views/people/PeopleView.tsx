import { useState } from 'react';
import { NavLink, Route, Routes } from 'react-router';
import { UserPlus } from 'lucide-react';

import { NotFound } from '../../shell/Fallbacks';
import { texts } from '../../texts';
import { Button } from '../../ui/Button';
import { Page } from '../../ui/Page';
import { AddPerson } from './gallery/AddPerson';
import { Gallery } from './gallery/Gallery';
import { PersonPage } from './person/PersonPage';
import { UnknownFaces } from './unknown/UnknownFaces';
import './people.css';

const words = texts.people;

export default function PeopleView() {
  return (
    <Routes>
      <Route index element={<GalleryPage />} />
      <Route
        path="unknown"
        element={
          <Page title={words.tabs.unknown}>
            <Tabs />
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
      <Tabs />
      <Gallery />
      <AddPerson open={adding} onClose={() => setAdding(false)} />
    </Page>
  );
}

function Tabs() {
  return (
    <nav className="view-tabs" aria-label={words.tabs.label}>
      <NavLink to="/people" end>
        {words.tabs.gallery}
      </NavLink>
      <NavLink to="/people/unknown">{words.tabs.unknown}</NavLink>
    </nav>
  );
}
