import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { answer, client } from '../../api/client';
import { address } from '../../config';
import { texts } from '../../texts';
import { Failed } from '../../ui/Failed';
import { Page } from '../../ui/Page';
import { Figures } from './Figures';
import { LimitList } from './LimitList';
import { ModelTable } from './ModelTable';
import { ThemeChoice } from './ThemeChoice';
import './settings.css';

const askAgain = 10_000;

export default function SettingsView() {
  const stats = useQuery({
    queryKey: ['stats'],
    queryFn: () => answer(client.GET('/api/v1/stats')),
    refetchInterval: askAgain,
  });
  const limits = useQuery({ queryKey: ['limits'], queryFn: () => answer(client.GET('/api/v1/limits')) });
  const failed = stats.error ?? limits.error;
  return (
    <Page title={texts.settings.title}>
      <ThemeChoice />
      {failed && (
        <Failed
          error={failed}
          retry={() => {
            void stats.refetch();
            void limits.refetch();
          }}
        />
      )}
      {stats.data && (
        <Section title={texts.settings.service}>
          <p className={stats.data.ready ? 'settings-ready' : 'settings-not-ready'}>
            {stats.data.ready ? texts.settings.ready : texts.settings.notReady(stats.data.reason)}
          </p>
          <Figures title={texts.settings.images} names={texts.settings.statuses} values={stats.data.images} />
          <Figures title={texts.settings.queue} names={texts.settings.depths} values={stats.data.queue} />
        </Section>
      )}
      {limits.data && (
        <>
          <Section title={texts.settings.faces}>
            <p>{limits.data.keepsFaces ? texts.settings.keepsFaces : texts.settings.keepsNoFaces}</p>
          </Section>
          <Section title={texts.settings.limits}>
            <LimitList limits={limits.data} />
          </Section>
        </>
      )}
      {stats.data && (
        <Section title={texts.settings.models}>
          <ModelTable models={stats.data.models} />
        </Section>
      )}
      <Section title={texts.settings.developers}>
        <p>
          <a className="settings-link" href={address('/openapi.json')}>
            {texts.settings.description}
          </a>
        </p>
      </Section>
    </Page>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="settings-section">
      <h2>{title}</h2>
      {children}
    </section>
  );
}
