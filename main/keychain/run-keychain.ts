import { utilityProcess } from 'electron';
import { endProcess } from '../end-process.ts';

/**
 * Has a process of its own ask the keychain, since such a call may hang for ever; it is killed after `timeoutMs` milliseconds, and the
 * answer is undefined then. A utility process and not a child of Node's: the packaged program refuses to run as Node
 * (electron-builder.yml, `runAsNode`). Rejects where the process ends without a word.
 */
export async function runKeychain(
  entry: string,
  request: string,
  timeoutMs: number,
): Promise<string | undefined> {
  const child = utilityProcess.fork(entry, [], { serviceName: 'Windlass keychain', stdio: 'ignore' });
  const answer = Promise.withResolvers<string | undefined>();
  const timer = setTimeout(() => answer.resolve(undefined), timeoutMs);
  child.once('message', (said: unknown) => answer.resolve(String(said)));
  child.once('exit', () => answer.reject(new Error('the process that asks the keychain broke off')));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- no window: a port has no origins
  child.postMessage(request);
  try {
    return await answer.promise;
  } finally {
    clearTimeout(timer);
    endProcess(child);
  }
}
