import { partSizeFor, RESUMABLE_MIN, SINGLE_PUT_MAX, type DecisionCode } from '../../index.ts';

/** Requests by the kinds providers bill for; a DELETE costs nothing anywhere. */
export interface Requests {
  readonly write: number;
  readonly read: number;
}

const NONE: Requests = { write: 0, read: 0 };
const ONE_WRITE: Requests = { write: 1, read: 0 };

/** What one decision will ask of the provider; `size` in bytes. Re-checks and retries are left out: an estimate. */
export function requestsFor(code: DecisionCode, size: number): Requests {
  switch (code) {
    case 'upload-new':
    case 'upload-edit-beats-delete':
      return { write: writesFor(size), read: 0 };
    case 'upload-changed':
    case 'upload-mirror':
      // What is replaced is copied to the recycle bucket first.
      return { write: writesFor(size) + 1, read: 0 };
    case 'download-new':
    case 'download-changed':
    case 'download-edit-beats-delete':
    case 'download-mirror':
      return { write: 0, read: readsFor(size) };
    case 'conflict':
      // The object comes, and the conflict copy goes up: of about that size.
      return { write: writesFor(size), read: readsFor(size) };
    case 'clash-remote-aside':
      return { write: 2, read: 1 };
    case 'recycle':
    case 'folder-recycle':
    case 'folder-upload':
    case 'rename-remote':
    case 'clash-local-aside':
      return ONE_WRITE;
    default:
      return NONE;
  }
}

/** One PUT, or the start of an upload, its parts and its end. */
function writesFor(size: number): number {
  return size <= SINGLE_PUT_MAX ? 1 : Math.ceil(size / partSizeFor(size)) + 2;
}

function readsFor(size: number): number {
  return size < RESUMABLE_MIN ? 1 : Math.ceil(size / partSizeFor(size));
}
