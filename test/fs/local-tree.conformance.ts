import { afterEach, beforeEach, describe } from 'vitest';
import { moving, placing, removing, rooting, staging } from './local-tree-changes.conformance.ts';
import { puttingBack } from './local-tree-put-back.conformance.ts';
import { systemTrashing } from './local-tree-system-trash.conformance.ts';
import { reading, scanning } from './local-tree-looks.conformance.ts';
import type { MakeWorld, World } from './world.ts';

/** What ports/local-tree.ts promises, for any implementation. */
export function localTreeConformance(name: string, make: MakeWorld): void {
  describe(`local tree: ${name}`, () => {
    let world: World;
    beforeEach(async () => {
      world = await make();
    });
    afterEach(() => world.close());

    const parts = [
      scanning,
      reading,
      staging,
      placing,
      moving,
      removing,
      puttingBack,
      systemTrashing,
      rooting,
    ];
    for (const part of parts) part(() => world);
  });
}
