/** What a watcher's error means for the events it should have told of; undefined when none is lost that a scan would not report anyway. */
export function overflowReason(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
    case 'ENOENT': // gone before it could be watched
    case 'ENOTDIR': // gone, and a file in its place
      return undefined;
    case 'ENOSPC':
      return 'the system allows no more watches (fs.inotify.max_user_watches)';
    case 'EMFILE':
    case 'ENFILE':
      return 'the system allows no more open files or watchers';
    default:
      return error instanceof Error ? error.message : 'the watcher failed';
  }
}
