import { z } from 'zod';
import { CheckNote } from './check-notes.ts';
import { CHECK_PURPOSES, type CheckPurpose } from './check-purposes.ts';

/** One tick of the doctor, as every host tells it. */
export const checkFields = {
  /** What was tried. */
  check: z.string(),
  result: z.enum(['ok', 'failed', 'warning', 'skipped']),
  detail: z.string(),
  /** The IAM action it needs. */
  action: z.string().optional(),
  bucket: z.string().optional(),
  /** The error with which it failed, also where that is only a warning; `access-denied`: the action is not allowed. */
  code: z.string().optional(),
  /** What is lost where it fails and the pair can be synced all the same. */
  onlyFor: z.enum(Object.keys(CHECK_PURPOSES) as [CheckPurpose, ...CheckPurpose[]]).optional(),
  /** What was found that is worth knowing; `detail` has it in English. */
  note: CheckNote.optional(),
};
