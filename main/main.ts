/** Where Electron starts. What must happen before it is ready happens here; the rest is in desktop.ts. */
import { app } from 'electron';
import { APP_ID } from './app-id.ts';
import { linkIn, LinkInbox } from './link-inbox.ts';
import { runDesktop } from './desktop.ts';
import { settleUserData } from './places.ts';
import { lockDown } from './security/lock-down.ts';
import { registerPageScheme } from './security/page-protocol.ts';
import { LINK_SCHEME } from '../sync-engine/contract/desktop-messages.ts';

settleUserData();
if (process.platform === 'win32') app.setAppUserModelId(APP_ID);
app.enableSandbox();
registerPageScheme();
lockDown();

// The second start of one home hands its arguments to the first, and ends.
if (app.requestSingleInstanceLock()) start();
else app.exit(0);

function start(): void {
  const inbox = new LinkInbox(process.argv);
  const window = app.whenReady().then(() => {
    if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);
    return runDesktop(inbox);
  });
  app.on('second-instance', (_event, argv) => {
    const link = linkIn(argv);
    if (link === undefined) void window.then((opened) => opened.show());
    else inbox.put(link);
  });
}
