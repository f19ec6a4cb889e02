import { CHECKS } from '../../contract/check-names.ts';
import { fail } from '../../core/error.ts';
import type { PairContext } from '../pair.ts';
import { strangeRoot } from '../root.ts';
import type { Finding, Step } from './step.ts';

/** The local folder: there, ours, writable, and what its file system is like. */
export function folderChecks(context: PairContext): readonly Step[] {
  const { tree } = context;
  return [
    { check: CHECKS.findFolder, run: () => find(context) },
    { check: CHECKS.writeFolder, needs: [CHECKS.findFolder], run: () => write(context) },
    {
      check: CHECKS.folderNames,
      needs: [CHECKS.findFolder],
      run() {
        const { caseSensitive, windowsNames } = tree.traits;
        const found = [
          caseSensitive ? 'upper and lower case are told apart' : 'upper and lower case are one',
          ...(windowsNames ? ["Windows' rules on names hold"] : []),
        ];
        const fine = caseSensitive && !windowsNames;
        const clash = 'objects whose names cannot be told apart or stored here are shown as blocked';
        return Promise.resolve([...found, ...(fine ? [] : [clash])].join('; '));
      },
    },
    {
      check: CHECKS.renames,
      needs: [CHECKS.findFolder],
      run: () =>
        Promise.resolve(
          tree.traits.stableInodes
            ? 'files keep their numbers, so a rename is no new upload'
            : { code: 'inodes-change' },
        ),
    },
  ];
}

async function find({ tree, settings }: PairContext): Promise<Finding> {
  const root = await tree.inspectRoot();
  if (root.state === 'missing') throw fail('root-missing', `${settings.folder} is not there`);
  if (root.state === 'unreadable')
    throw fail('local-denied', `${settings.folder} cannot be read: ${root.reason}`);
  if (root.pairId === settings.id) return 'it is there, with the marker of this pair';
  throw strangeRoot(settings.folder, root.pairId);
}

async function write({ tree, random }: PairContext): Promise<Finding> {
  const name = `doctor-${random.id(12)}`;
  const staged = await tree.stage(name);
  try {
    await staged.write(0, new TextEncoder().encode('windlass doctor'));
    return 'files can be written';
  } finally {
    await staged.close();
    await tree.dropStaged(name);
  }
}
