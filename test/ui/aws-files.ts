import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { AccountKeys } from '../../sync-engine/index.ts';

/** One AWS profile as the AWS tools keep it, for this process until the test ends. */
export interface AwsProfile {
  /** What `aws configure` does. */
  configure(keys: AccountKeys): Promise<void>;
}

export async function awsProfile(name: string, keys: AccountKeys): Promise<AwsProfile> {
  const folder = await mkdtemp(path.join(tmpdir(), 'windlass-aws-'));
  const credentials = path.join(folder, 'credentials');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', credentials);
  vi.stubEnv('AWS_CONFIG_FILE', path.join(folder, 'config'));
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  });
  const configure: AwsProfile['configure'] = ({ accessKeyId, secretAccessKey }) =>
    writeFile(
      credentials,
      `[${name}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
    );
  await configure(keys);
  return { configure };
}
