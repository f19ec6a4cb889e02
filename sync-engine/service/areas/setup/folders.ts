import path from 'node:path';
import type { ErrorInfo, FolderInfo } from '../../../contract/api/index.ts';
import { describeError } from '../../../contract/events.ts';
import { folderFault, foldersNest } from '../../../contract/folder-path.ts';
import {
  browseFolder,
  fail,
  listDrives,
  ownFolderAround,
  realPlace,
  type SyncError,
} from '../../../index.ts';
import type { ServiceContext } from '../../context.ts';
import { pairByPlace } from '../../pair-by-place.ts';
import { userFolder } from './offers.ts';

/**
 * What a folder is. An empty path is where one begins: the user's folder, on Windows the drives; `~` stands for the user's folder.
 * `pair`: the one whose folder it is to become, after it was moved.
 */
export async function lookAtFolder(
  context: ServiceContext,
  given: string,
  pair?: string,
): Promise<FolderInfo> {
  if (given === '' && process.platform === 'win32') return drives();
  const folder = absolute(given, userFolder(context.parts.env));
  if (folder === undefined)
    return {
      path: given,
      exists: false,
      fault: unusable('folder-relative', `'${given}' is not a whole path`, given),
      folders: [],
    };
  const look = await browseFolder(folder);
  const fault =
    look.error === undefined ? await placeFault(context, folder, pair) : describeError(usageOr(look.error));
  const parent = parentOf(folder);
  return {
    path: folder,
    exists: look.exists,
    ...(fault === undefined ? {} : { fault }),
    ...(look.freeBytes === undefined ? {} : { freeBytes: look.freeBytes }),
    ...(parent === undefined ? {} : { parent }),
    folders: look.folders,
  };
}

const FAULT_CODES = [
  'folder-relative',
  'folder-disk',
  'folder-taken',
  'folder-nested',
  'folder-own',
] as const;
type FolderFaultCode = (typeof FAULT_CODES)[number];

/** What is thrown for a folder that cannot be used, for the reason that was told of it. */
export function refusal({ code, message, path: about }: ErrorInfo): Error {
  const known = FAULT_CODES.find((one) => one === code) ?? 'usage';
  return fail(known, message, about === undefined ? {} : { path: about });
}

/** Throws why a folder cannot become a pair's. */
export async function requireUsable(
  context: ServiceContext,
  folder: string,
  make: boolean,
): Promise<FolderInfo> {
  const info = await lookAtFolder(context, folder);
  if (info.fault !== undefined) throw refusal(info.fault);
  if (!info.exists && !make) throw fail('root-missing', `${folder} is not there`);
  return info;
}

async function drives(): Promise<FolderInfo> {
  const folders = (await listDrives()).map((drive) => ({ name: drive, path: drive }));
  return {
    path: '',
    exists: true,
    fault: unusable('folder-disk', 'choose a drive, and a folder on it'),
    folders,
  };
}

/** Undefined for a path that is not whole: what it is relative to would be anybody's guess. */
function absolute(given: string, home: string): string | undefined {
  if (given === '' || given === '~') return home;
  if (/^~[\\/]/.test(given)) return path.join(home, given.slice(2));
  return path.isAbsolute(given) ? path.resolve(given) : undefined;
}

/** On Windows, above a drive come all drives. */
function parentOf(folder: string): string | undefined {
  const above = path.dirname(folder);
  if (above !== folder) return above;
  return process.platform === 'win32' ? '' : undefined;
}

async function placeFault(
  context: ServiceContext,
  folder: string,
  moved: string | undefined,
): Promise<ErrorInfo | undefined> {
  const fault = folderFault(folder);
  if (fault !== undefined) {
    const isDisk = path.dirname(folder) === folder;
    return unusable(isDisk ? 'folder-disk' : 'folder-relative', `the folder ${fault}`, folder);
  }
  const { config, paths } = await context.home();
  const own = await ownFolderAround(paths, folder);
  if (own !== undefined) return unusable('folder-own', `Windlass keeps its own files in ${own}`, own);
  const others = config.pairs.filter((pair) => pair.id !== moved);
  const other = await pairByPlace(others, folder, foldersNest);
  if (other === undefined) return undefined;
  return (await realPlace(other.folder)) === (await realPlace(folder))
    ? unusable('folder-taken', `this folder belongs to '${other.name}' already`, other.folder)
    : unusable(
        'folder-nested',
        `this folder and that of '${other.name}' (${other.folder}) lie one inside the other`,
        other.folder,
      );
}

/** `folder`: the one that the text speaks of. */
function unusable(code: FolderFaultCode, message: string, folder?: string): ErrorInfo {
  return describeError({ code, message, ...(folder === undefined ? {} : { path: folder }) });
}

/** No path is named apart: the whole answer is about it. */
function usageOr({ path: _path, ...error }: SyncError): SyncError {
  return error;
}
