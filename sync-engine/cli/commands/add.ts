import { stat } from 'node:fs/promises';
import path from 'node:path';
import { areasOverlap, formatBucketUrl, parseBucketUrl, type BucketArea } from '../../contract/bucket-url.ts';
import type { AccountConfig } from '../../contract/config.ts';
import { parseConnectionString, type ConnectionString } from '../../contract/connection-string.ts';
import { EXIT } from '../../contract/exit-code.ts';
import {
  addPair,
  checkBuckets,
  checkedPair,
  fail,
  openHome,
  pairIdFor,
  type AccountKeys,
  type Mode,
} from '../../index.ts';
import { readAllInput } from '../io.ts';
import { usageFailure } from '../output/failure.ts';
import { hostOf } from '../pairs.ts';
import { askSecret, askText, canAsk, confirm } from '../prompt.ts';
import type { Call, Handler } from '../runner.ts';
import { pairRecord, pairText } from './pairs.ts';

interface AddOptions {
  readonly recycle?: string;
  readonly name?: string;
  readonly mode: Mode;
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: string;
  readonly connectionString?: string;
  readonly create?: true;
  readonly check: boolean;
}

/** Looks at everything first; writes the folder's marker, keys and configuration last. */
export const add: Handler<[string, string | undefined], AddOptions> = async (
  call,
  [folder, bucket],
  options,
) => {
  const connection = await readConnection(call, options.connectionString);
  const area = placeOf(bucket, connection?.objectBucket, 'say where the files go: s3://BUCKET[/PREFIX]');
  const recycle = placeOf(
    options.recycle,
    connection?.recycleBucket,
    'say where deleted files go: --recycle s3://BUCKET[/PREFIX]',
  );
  if (areasOverlap(area, recycle))
    throw usageFailure(
      `${formatBucketUrl(area)} and ${formatBucketUrl(recycle)} overlap: trash needs another bucket, or a prefix apart`,
    );
  const home = await openHome(call.io.env);
  const root = path.resolve(folder);
  await requireFolder(call, root, options.create === true);
  const id = await pairIdFor(home, root, hostOf(call));
  const account = accountOf(call, id, options, connection);
  const pair = await checkedPair(home, {
    id,
    name: options.name ?? path.basename(root),
    folder: root,
    ...area,
    recycle,
    mode: options.mode,
    account,
  });
  const keys = await keysFor(call, account, connection);
  if (options.check) {
    const check = {
      account,
      keys,
      areas: [area, recycle],
      create: options.create === true,
      signal: call.signal,
    };
    await checkBuckets(home, check, hostOf(call));
  }
  await addPair(home, pair, keys, hostOf(call));
  call.out.emit(pairRecord(pair), pairText(pair));
  call.out.note(`Next: windlass sync '${pair.name}' --dry-run shows what a first sync would do.`);
  return EXIT.ok;
};

async function readConnection(call: Call, option: string | undefined): Promise<ConnectionString | undefined> {
  if (option === undefined) return undefined;
  if (option !== '-')
    throw usageFailure(
      'a connection string holds secrets, and arguments can be seen by everybody on this machine: say --connection-string - and give it on standard input',
    );
  return parseConnectionString(await readAllInput(call.io));
}

function placeOf(given: string | undefined, fromString: string | undefined, missing: string): BucketArea {
  if (given !== undefined) return parseBucketUrl(given);
  if (fromString === undefined) throw usageFailure(missing);
  return { bucket: fromString, prefix: '' };
}

/** Throws `usage` unless the folder is there, or may be made. */
async function requireFolder({ io, signal }: Call, folder: string, create: boolean): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (found !== undefined && !found.isDirectory()) throw usageFailure(`${folder} is not a folder`);
  if (found !== undefined) return;
  const make = create || (canAsk(io) && (await confirm(io, `${folder} does not exist. Make it?`, signal)));
  if (!make) throw usageFailure(`${folder} does not exist; --create makes it`);
}

function accountOf(
  { io }: Call,
  id: string,
  options: AddOptions,
  connection: ConnectionString | undefined,
): AccountConfig {
  const endpoint =
    options.endpoint ??
    connection?.serviceUrl ??
    (io.env['AWS_ENDPOINT_URL_S3'] || io.env['AWS_ENDPOINT_URL'] || undefined);
  const region = options.region ?? connection?.region;
  return {
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(region === undefined ? {} : { region }),
    credentials: credentialsOf(options.credentials ?? (io.env['AWS_ACCESS_KEY_ID'] ? 'env' : 'keychain'), id),
  };
}

function credentialsOf(text: string, id: string): AccountConfig['credentials'] {
  if (text === 'env') return { kind: 'env' };
  if (text === 'keychain' || text === 'file') return { kind: text, name: id };
  const profile = /^profile:(.+)$/.exec(text)?.[1];
  if (profile !== undefined) return { kind: 'profile', profile };
  throw usageFailure(`'${text}' says nothing of where the keys are: env, profile:NAME, keychain or file`);
}

/** Undefined where the keys are somebody else's to keep. */
async function keysFor(
  call: Call,
  { credentials }: AccountConfig,
  connection: ConnectionString | undefined,
): Promise<AccountKeys | undefined> {
  const ours = credentials.kind === 'keychain' || credentials.kind === 'file';
  if (!ours) {
    if (connection !== undefined)
      call.out.note(
        'The keys of the connection string are not kept: this pair takes its keys from elsewhere.',
      );
    return undefined;
  }
  if (connection !== undefined)
    return { accessKeyId: connection.accessKey, secretAccessKey: connection.secretKey };
  if (!canAsk(call.io))
    throw fail(
      'credentials-missing',
      'no keys were given; give them by --connection-string - or use --credentials env or profile:NAME',
    );
  return {
    accessKeyId: (await askText(call.io, 'Access key ID', call.signal)).trim(),
    secretAccessKey: (await askSecret(call.io, 'Secret access key', call.signal)).trim(),
  };
}
