import type { SecretStore } from '../../ports/secrets.ts';

/** Secrets for as long as the process lives: tests and demos. */
export function createMemorySecrets(): SecretStore {
  const secrets = new Map<string, string>();
  return {
    get: (name) => Promise.resolve(secrets.get(name)),
    set: (name, secret) => {
      secrets.set(name, secret);
      return Promise.resolve();
    },
    delete: (name) => Promise.resolve(secrets.delete(name)),
  };
}
