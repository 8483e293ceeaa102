import { Route, Routes } from 'react-router';

import { NotFound } from '../../shell/Fallbacks';
import { texts } from '../../texts';
import { Page } from '../../ui/Page';
import { Tabs } from '../../ui/Tabs';
import { Audit } from './audit/Audit';
import { Policy } from './policy/Policy';
import { Queue } from './queue/Queue';

const { title, tabs } = texts.review;

export default function ReviewView() {
  return (
    <Page title={title}>
      <Tabs
        label={tabs.label}
        tabs={[
          { path: '/review', name: tabs.queue },
          { path: '/review/audit', name: tabs.audit },
          { path: '/review/policy', name: tabs.policy },
        ]}
      />
      <Routes>
        <Route index element={<Queue />} />
        <Route path="audit" element={<Audit />} />
        <Route path="policy" element={<Policy />} />
        <Route path="*" element={<NotFound />} />
      </Routes>
    </Page>
  );
}
