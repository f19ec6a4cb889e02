import { assertNever } from '../../core/assert-never.ts';
import { KeychainRequest, type KeychainAnswer } from './keychain-protocol.ts';

/**
 * Asks the keychain of the operating system, in this very process: text of a `KeychainRequest` in, text of a `KeychainAnswer` out. Such
 * calls can hang in native code (a locked keychain nobody unlocks), where only a kill helps: to be called in a process of its own.
 */
export async function answerKeychain(request: string): Promise<string> {
  return JSON.stringify(await answer(request));
}

async function answer(text: string): Promise<KeychainAnswer> {
  try {
    const request = KeychainRequest.parse(JSON.parse(text));
    const { AsyncEntry } = await import('keytar');
    // Pinned: by default, and in the package's keytar.js always, a Linux machine without a Secret Service silently gets the kernel
    // keyring, which forgets at the next boot. Bytes rather than passwords: only getSecret tells "locked" from "not there".
    const entry = new AsyncEntry(request.service, request.name, { linux: { store: 'secret-service' } });
    switch (request.operation) {
      case 'get': {
        const secret = await entry.getSecret();
        return { secret: secret === null ? undefined : Buffer.from(secret).toString('utf8') };
      }
      case 'set':
        await entry.setSecret(Buffer.from(request.secret, 'utf8'));
        return {};
      case 'delete':
        return { deleted: await entry.deletePassword() };
      default:
        return assertNever(request);
    }
  } catch (caught) {
    return { failure: caught instanceof Error ? caught.message : String(caught) };
  }
}
