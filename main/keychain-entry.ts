/** Where the utility process starts that asks the keychain: one request, one answer, and it is ended by who started it. */
import type { MessageEvent } from 'electron';
import { answerKeychain } from '../sync-engine/index.ts';

const { parentPort } = process;
parentPort.once('message', ({ data }: MessageEvent) => void answer(String(data)));

async function answer(request: string): Promise<void> {
  const said = await answerKeychain(request);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- no window: a port has no origins
  parentPort.postMessage(said);
}
