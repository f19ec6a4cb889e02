import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Folders of short files that take long: begun first, so that none of them runs alone in the end. vitest goes by size. */
const SLOW = ['acceptance', 'simulation', 'main'];

/** The order in which test files are begun. */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}

function rank({ moduleId }: TestSpecification): number {
  const at = SLOW.findIndex((folder) => moduleId.includes(`/test/${folder}/`));
  return at === -1 ? SLOW.length : at;
}
