import { realpath } from 'node:fs/promises';
import path from 'node:path';

/** Where an absolute path leads by no symlink, as far as it is there. Never rejects. */
export async function realPlace(place: string): Promise<string> {
  try {
    return await realpath(place);
  } catch {
    const above = path.dirname(place);
    return above === place ? place : path.join(await realPlace(above), path.basename(place));
  }
}
