#!/usr/bin/env node
// A namespace, because an older Node has no `enableCompileCache` and would refuse the file for it.
import * as nodeModule from 'node:module';
import path from 'node:path';
import envPaths from 'env-paths';
import { keepHeapLean } from '../service/lean-heap.ts';
import { typedIn } from './typed-in.ts';

/** What chokidar 6 asks for; the other packages are content with less. */
const OLDEST_NODE = [22, 22] as const;
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  process.stderr.write(
    `Windlass needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.version}.\n` +
      'In a checkout, `npm run -s windlass -- ARGS` brings its own.\n',
  );
  process.exit(1);
}

keepHeapLean();
// Compiled code is kept between runs, in a folder of the user's own: measured, it halves the CPU time of a command (most
// of it went into compiling the AWS SDK anew). Nothing is imported before it that it could help with.
nodeModule.enableCompileCache(path.join(envPaths('windlass', { suffix: '' }).cache, 'compiled'));
const { processIo } = await import('./io.ts');
const { runCli } = await import('./program.ts');

// A reader that went away (`windlass activity | head`) wants no more, and no complaint; what is under way is finished.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const folder = typedIn(process.env, process.cwd());
if (folder !== undefined) process.chdir(folder);

const code = await runCli(process.argv.slice(2), processIo());
// Idle keep-alive connections would hold the process; all that was to be written is written when the streams have drained.
process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
