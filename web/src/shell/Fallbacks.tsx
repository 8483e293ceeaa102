import { texts } from '../texts';
import { Button } from '../ui/Button';
import { Page } from '../ui/Page';

export function NotFound() {
  return (
    <Page title={texts.shell.notFound}>
      <p>{texts.shell.tagline}</p>
    </Page>
  );
}

/** In place of a view that threw. */
export function Broken() {
  return (
    <Page title={texts.shell.broken}>
      <div>
        <Button kind="primary" onPress={() => location.reload()}>
          {texts.shell.reload}
        </Button>
      </div>
    </Page>
  );
}
