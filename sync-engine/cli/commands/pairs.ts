import { formatBucketUrl } from '../../contract/bucket-url.ts';
import type { PairConfig } from '../../contract/config.ts';
import { EXIT } from '../../contract/exit-code.ts';
import type { CliRecord } from '../../contract/events.ts';
import { assertNever, openHome } from '../../index.ts';
import { printable } from '../output/format.ts';
import type { Handler } from '../runner.ts';

export const pairs: Handler<[], object> = async ({ io, out }) => {
  const { config } = await openHome(io.env);
  for (const pair of config.pairs) out.emit(pairRecord(pair), pairText(pair));
  if (config.pairs.length === 0)
    out.note('No pairs yet. Add one: windlass add FOLDER s3://BUCKET --recycle s3://BUCKET');
  return EXIT.ok;
};

export function pairRecord({ id, name, folder, bucket, prefix, recycle, mode }: PairConfig): CliRecord {
  return { type: 'pair', id, name, folder, bucket, prefix, recycle, mode };
}

export function pairText(pair: PairConfig): string {
  const { id, name, folder, recycle, mode, account } = pair;
  return [
    `${name}  (${mode})`,
    `  ${printable(folder)}  ⇄  ${formatBucketUrl(pair)}${account.endpoint === undefined ? '' : ` at ${account.endpoint}`}`,
    `  deleted files go to ${formatBucketUrl(recycle)}; keys: ${keysText(pair)}; id ${id}`,
  ].join('\n');
}

function keysText({ account: { credentials } }: PairConfig): string {
  switch (credentials.kind) {
    case 'env':
      return 'environment';
    case 'profile':
      return `AWS profile ${credentials.profile}`;
    case 'keychain':
      return 'keychain';
    case 'file':
      return 'encrypted file';
    case 'embedded':
      return 'embedded store';
    default:
      return assertNever(credentials);
  }
}
