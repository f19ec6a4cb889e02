import { z } from 'zod';

const side = z.int().min(-100_000).max(100_000);

/** Device-independent pixels. */
export const Bounds = z.strictObject({ x: side, y: side, width: side.min(1), height: side.min(1) });
export type Bounds = z.infer<typeof Bounds>;

/** Smaller than this the page is of no use (pixels). */
export const SMALLEST = { width: 400, height: 500 } as const;

/**
 * Brings a remembered window back onto the displays there are now: onto the one it overlaps most (the first, `primary`, where
 * it overlaps none), no larger than that, and wholly visible.
 */
export function clampBounds(bounds: Bounds, workAreas: readonly Bounds[]): Bounds {
  const [primary] = workAreas;
  if (primary === undefined) return bounds;
  const area = workAreas.reduce(
    (best, next) => (overlap(bounds, next) > overlap(bounds, best) ? next : best),
    primary,
  );
  const width = Math.min(Math.max(bounds.width, SMALLEST.width), area.width);
  const height = Math.min(Math.max(bounds.height, SMALLEST.height), area.height);
  return {
    x: Math.min(Math.max(bounds.x, area.x), area.x + area.width - width),
    y: Math.min(Math.max(bounds.y, area.y), area.y + area.height - height),
    width,
    height,
  };
}

function overlap(a: Bounds, b: Bounds): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}
