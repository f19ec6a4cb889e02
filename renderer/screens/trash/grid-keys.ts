/** What a key asks of the list. */
export type GridCommand =
  | { readonly kind: 'go'; readonly to: number; readonly extend: boolean }
  | { readonly kind: 'toggle'; readonly extend: boolean }
  | { readonly kind: 'all' | 'none' | 'open' };

export interface GridPlace {
  readonly count: number;
  /** Undefined before the first move. */
  readonly active: number | undefined;
  /** Rows in sight. */
  readonly page: number;
}

export interface PressedKey {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** Undefined: not for the list. */
export function gridCommand(
  pressed: PressedKey,
  { count, active, page }: GridPlace,
): GridCommand | undefined {
  const { key, shiftKey: extend, altKey } = pressed;
  const control = pressed.ctrlKey || pressed.metaKey;
  if (altKey || count === 0) return undefined;
  if (control && key.toLowerCase() === 'a') return { kind: 'all' };
  if (key === ' ' && active !== undefined) return { kind: 'toggle', extend };
  if (key === 'Enter' && active !== undefined) return { kind: 'open' };
  if (key === 'Escape') return { kind: 'none' };
  const to = target(key, active, { count, page });
  return to === undefined ? undefined : { kind: 'go', to: Math.min(Math.max(to, 0), count - 1), extend };
}

function target(
  key: string,
  active: number | undefined,
  { count, page }: Pick<GridPlace, 'count' | 'page'>,
): number | undefined {
  const from = active ?? -1;
  switch (key) {
    case 'ArrowDown':
      return from + 1;
    case 'ArrowUp':
      return from - 1;
    case 'PageDown':
      return from + page;
    case 'PageUp':
      return from - page;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
