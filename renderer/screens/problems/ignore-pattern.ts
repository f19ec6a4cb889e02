/** The pattern that means this one path, spelled as it is; undefined for a name that no line can hold. Source: gitignore(5). */
export function patternFor(path: string): string | undefined {
  if (/[\r\n]/.test(path)) return undefined;
  // A slash in front has it mean this place alone, and keeps `#` and `!` from meaning anything.
  return `/${path.replaceAll(/[\\*?[\]]/g, String.raw`\$&`).replace(/ +$/, (spaces) => String.raw`\ `.repeat(spaces.length))}`;
}

/** The patterns with one more, unless it is among them. */
export function withPattern(text: string, pattern: string): string {
  if (text.split(/\r?\n/).includes(pattern)) return text;
  return text === '' || text.endsWith('\n') ? `${text}${pattern}\n` : `${text}\n${pattern}\n`;
}
