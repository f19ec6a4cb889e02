import { dialog, ipcMain, MessageChannelMain, type IpcMainEvent, type WebContents } from 'electron';
import { PairFile, type EngineNote } from '../sync-engine/contract/desktop-messages.ts';
import { CHANNELS } from './channels.ts';
import type { EngineProcess } from './engine/engine-process.ts';
import { isFromPage } from './security/sender.ts';

export interface PageMessagesOptions {
  readonly engine: EngineProcess;
  readonly page: () => WebContents | undefined;
  readonly onListening: (note: EngineNote) => void;
  /** The picture under the pointer while a file is dragged. */
  readonly dragIcon: string;
  readonly pickFolderTitle: () => string;
}

/** Answers the page's messages: each from our own page only, and each parsed. What is neither is dropped without an answer. */
export function answerPage(options: PageMessagesOptions): void {
  const { engine, page } = options;
  const on = (channel: string, act: (event: IpcMainEvent, input: unknown) => void): void => {
    ipcMain.on(channel, (event, input: unknown) => {
      if (isFromPage(event, page())) act(event, input);
    });
  };

  on(CHANNELS.listening, () => options.onListening(engine.note));

  on(CHANNELS.connect, ({ sender }) => {
    const { port1, port2 } = new MessageChannelMain();
    engine.connect(port1);
    sender.postMessage(CHANNELS.port, null, [port2]);
  });

  on(CHANNELS.drag, ({ sender }, input) => {
    const file = PairFile.safeParse(input);
    if (file.success) void drag(sender, file.data);
  });

  ipcMain.handle(CHANNELS.pickFolder, async (event): Promise<string | undefined> => {
    if (!isFromPage(event, page())) return undefined;
    const { filePaths } = await dialog.showOpenDialog({
      title: options.pickFolderTitle(),
      properties: ['openDirectory', 'createDirectory'],
    });
    return filePaths[0];
  });

  async function drag(sender: WebContents, wanted: PairFile): Promise<void> {
    const file = await engine.locate(wanted);
    if (file !== undefined && !sender.isDestroyed()) sender.startDrag({ file, icon: options.dragIcon });
  }
}
