import path from 'node:path';
import { EXIT } from '../../contract/exit-code.ts';
import { createBuckets } from '../../index.ts';
import { startLocalStore } from '../../local-store/index.ts';
import { untilAborted } from '../interrupt.ts';
import type { Handler } from '../runner.ts';

interface StoreOptions {
  readonly dir: string;
  readonly port?: number;
  readonly bucket?: readonly string[];
}

/** Serves until Ctrl-C. Its keys open nothing but this store, on this machine; so they may be printed. */
export const store: Handler<[], StoreOptions> = async (call, _args, { dir, port, bucket = [] }) => {
  const { out, signal } = call;
  const directory = path.resolve(dir);
  const running = await startLocalStore({ directory, ...(port === undefined ? {} : { port }) });
  try {
    const { endpoint, credentials } = running;
    await createBuckets({ endpoint, ...credentials }, bucket);
    out.emit(
      { type: 'store', endpoint, ...credentials },
      [
        `The embedded store keeps its data in ${directory}. For trials and tests; Ctrl-C ends it.`,
        `  export AWS_ENDPOINT_URL=${endpoint}`,
        `  export AWS_ACCESS_KEY_ID=${credentials.accessKeyId}`,
        `  export AWS_SECRET_ACCESS_KEY=${credentials.secretAccessKey}`,
        `In another terminal: windlass add FOLDER s3://BUCKET --recycle s3://BUCKET --endpoint ${endpoint} --create`,
      ].join('\n'),
    );
    await untilAborted(signal);
  } finally {
    await running.close();
  }
  return EXIT.ok;
};
