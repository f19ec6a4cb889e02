/**
 * A store in a process of its own, so that a test can kill it. Takes the directory as its argument and sends the
 * endpoint and the keys to its parent; serves until killed.
 */
import { startLocalStore } from '../../sync-engine/local-store/index.ts';

const [directory] = process.argv.slice(2);
if (directory === undefined || process.send === undefined)
  throw new Error('start me with fork(…, [directory])');
const { endpoint, region, credentials } = await startLocalStore({ directory });
process.send({ endpoint, region, credentials });
// Without its parent nobody would ever stop it.
process.on('disconnect', () => process.exit());
