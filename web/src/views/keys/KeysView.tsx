import { Plus } from 'lucide-react';
import { Route, Routes, useNavigate } from 'react-router';

import { useStanding } from '../../api/session';
import { NotFound } from '../../shell/Fallbacks';
import { texts } from '../../texts';
import { Button } from '../../ui/Button';
import { Page } from '../../ui/Page';
import { KeyList } from './KeyList';
import { NewKey } from './create/NewKey';
import './keys.css';

const words = texts.keys;

export default function KeysView() {
  return (
    <Routes>
      <Route index element={<KeysPage />} />
      <Route path="new" element={<NewKey />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}

function KeysPage() {
  const navigate = useNavigate();
  const { kind, told } = useStanding();
  return (
    <Page
      title={words.title}
      actions={
        told?.mayManageKeys && (
          <Button kind="primary" onPress={() => void navigate('/keys/new')}>
            <Plus aria-hidden />
            {words.create}
          </Button>
        )
      }
    >
      {kind === 'open' ? (
        <div className="keys-none">
          <p>{words.none}</p>
          <p>{words.first}</p>
        </div>
      ) : (
        <>
          <p>{words.about}</p>
          <KeyList />
        </>
      )}
    </Page>
  );
}
