import { NavLink, Route, Routes } from 'react-router';

import { NotFound } from '../../shell/Fallbacks';
import { texts } from '../../texts';
import { Page } from '../../ui/Page';
import { Audit } from './audit/Audit';
import { Policy } from './policy/Policy';
import { Queue } from './queue/Queue';
import './review.css';

const { title, tabs } = texts.review;

export default function ReviewView() {
  return (
    <Page title={title}>
      <nav className="review-tabs" aria-label={tabs.label}>
        <NavLink to="/review" end>
          {tabs.queue}
        </NavLink>
        <NavLink to="/review/audit">{tabs.audit}</NavLink>
        <NavLink to="/review/policy">{tabs.policy}</NavLink>
      </nav>
      <Routes>
        <Route index element={<Queue />} />
        <Route path="audit" element={<Audit />} />
        <Route path="policy" element={<Policy />} />
        <Route path="*" element={<NotFound />} />
      </Routes>
    </Page>
  );
}
