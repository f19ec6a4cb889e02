import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import '@mantine/notifications/styles.css';
import './app/app.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { watchForTokens } from './api/page-token.ts';
import { startSession } from './api/session.ts';
import { chooseTransport } from './api/transport.ts';
import { App } from './app/app.tsx';
import { startLanguage } from './i18n/language.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
watchForTokens();
await startLanguage();
createRoot(root).render(
  <StrictMode>
    <App session={startSession(chooseTransport())} />
  </StrictMode>,
);
