/** The folder (with its `/`) and the last name of a path. */
export function parted(path: string): readonly [folder: string, name: string] {
  const at = path.lastIndexOf('/', path.length - 2) + 1;
  return [path.slice(0, at), path.slice(at)];
}

/** An empty folder is kept as an entry of its own: there is nothing to look at. */
export function isFolder(path: string): boolean {
  return path.endsWith('/');
}
