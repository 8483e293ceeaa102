import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { startLive } from './api/live';
import { startSession } from './api/session';
import { App } from './app';
import { loadConfig } from './config';
import { applyTheme, storedTheme } from './shell/theme';
import './styles/tokens.css';
import './styles/base.css';
import './ui/fields.css';

applyTheme(storedTheme());
const root = document.getElementById('root')!;

try {
  await loadConfig();
  await startSession();
  startLive();
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
} catch (error) {
  root.textContent = error instanceof Error ? error.message : String(error);
}
