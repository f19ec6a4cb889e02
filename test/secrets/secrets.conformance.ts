import { beforeEach, describe, expect, test } from 'vitest';
import type { SecretStore } from '../../sync-engine/ports/secrets.ts';

export interface SecretStoreMaker {
  readonly name: string;
  /** An empty store. */
  make(): Promise<SecretStore> | SecretStore;
}

/** What every SecretStore guarantees (ports/secrets.ts). */
export function secretStoreConformance(maker: SecretStoreMaker): void {
  describe(`SecretStore: ${maker.name}`, () => {
    let secrets: SecretStore;
    beforeEach(async () => {
      secrets = await maker.make();
    });

    test('a secret is kept, replaced and deleted', async () => {
      expect(await secrets.get('a')).toBeUndefined();
      await secrets.set('a', 'one');
      expect(await secrets.get('a')).toBe('one');
      await secrets.set('a', 'two');
      expect(await secrets.get('a')).toBe('two');
      expect(await secrets.delete('a')).toBe(true);
      expect(await secrets.get('a')).toBeUndefined();
      expect(await secrets.delete('a')).toBe(false);
    });

    test('names are told apart exactly', async () => {
      await secrets.set('pair/A', '1');
      await secrets.set('pair/a', '2');
      await secrets.set('__proto__', '3');
      expect(await secrets.get('pair/A')).toBe('1');
      expect(await secrets.get('pair/a')).toBe('2');
      expect(await secrets.get('__proto__')).toBe('3');
      expect(await secrets.get('toString')).toBeUndefined();
      for (const name of ['pair/A', 'pair/a', '__proto__']) expect(await secrets.delete(name)).toBe(true);
    });

    test('a secret may hold anything: lines, quotes, any Unicode, two kilobytes', async () => {
      const secret = `{"k":"\\u0000 \n\r\t'\\" ä 漢 😀"}${'x'.repeat(2_000)}`;
      await secrets.set('odd', secret);
      expect(await secrets.get('odd')).toBe(secret);
      expect(await secrets.delete('odd')).toBe(true);
    });

    test('several at once all arrive', async () => {
      const names = ['1', '2', '3'];
      await Promise.all(names.map((name) => secrets.set(name, `secret ${name}`)));
      for (const name of names) expect(await secrets.get(name)).toBe(`secret ${name}`);
      for (const name of names) expect(await secrets.delete(name)).toBe(true);
    });
  });
}
