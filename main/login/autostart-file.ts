/** Argument that has the app start without showing its window. */
export const HIDDEN = '--hidden';

/**
 * The entry that starts the app with the session on Linux, as its file's text. Source: the XDG Autostart Specification 0.5 and the
 * Desktop Entry Specification 1.5, "The Exec key".
 */
export function autostartFile(program: string, args: readonly string[] = []): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Version=1.5',
    'Name=Windlass',
    'Comment=Keeps folders and buckets in step',
    `Exec=${[program, ...args, HIDDEN].map(quoted).join(' ')}`,
    'Icon=windlass',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/**
 * One argument of the Exec key. Three layers, from the inside: a percent sign is doubled, since it starts a field code; the
 * argument is put in double quotes, with `"`, backtick, `$` and `\` escaped by a backslash; and every backslash is doubled, since
 * the value as a whole is a string with escapes of its own. Line breaks become its escapes.
 */
function quoted(argument: string): string {
  const inner = argument.replaceAll('%', '%%').replace(/["`$\\]/g, (reserved) => `\\${reserved}`);
  return `"${inner}"`
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replaceAll('\r', '\\r');
}
