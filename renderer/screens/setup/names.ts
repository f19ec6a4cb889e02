/** The last name of an absolute path of either kind of system; the whole of it when there is none. */
export function folderName(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path;
}

/** A name no other pair has: itself, or with the first free number behind it. At most 100 characters. */
export function freeName(wanted: string, taken: readonly string[]): string {
  const base = wanted.slice(0, 96);
  if (!taken.includes(base)) return base;
  for (let number = 2; ; number += 1) {
    const name = `${base} ${number}`;
    if (!taken.includes(name)) return name;
  }
}
