import { z } from 'zod';

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
};
