import type { IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron';
import { isPageUrl } from './page-origin.ts';

/** True when a message comes from the page itself: the top frame of our window, on our own address. */
export function isFromPage(
  event: Pick<IpcMainEvent | IpcMainInvokeEvent, 'senderFrame'>,
  page: Pick<WebContents, 'mainFrame'> | undefined,
): boolean {
  const { senderFrame } = event;
  return (
    senderFrame !== null && page !== undefined && senderFrame === page.mainFrame && isPageUrl(senderFrame.url)
  );
}
