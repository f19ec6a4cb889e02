import type { Operation } from '../operations/operation.ts';

/** One operation of the S3 API: when it is meant, what it needs, and what does it. */
export interface Route {
  readonly name: string;
  readonly verb: string;
  readonly scope: 'service' | 'bucket' | 'object';
  /** Query parameters that must be there; a value after `=` must match. Routes with more come first. */
  readonly needs?: readonly string[];
  /** Whether the request must name a copy source; otherwise it must not. */
  readonly copy?: boolean;
  /** The IAM action; `versioned` replaces it when the request names a version. */
  readonly action: string;
  readonly versioned?: string;
  readonly run: Operation;
}
