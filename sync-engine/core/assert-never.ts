/**
 * Ends an exhaustive switch: compiles only where every case was handled, and throws (a bug) where data
 * from outside slipped past the types.
 */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
