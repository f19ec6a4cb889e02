/** HTTP requests as providers bill them; the classes of `windlass sync --json`'s summary. */
export const REQUEST_KINDS = ['LIST', 'GET', 'HEAD', 'PUT', 'COPY', 'DELETE', 'POST'] as const;

/**
 * - LIST: objects, buckets, multipart uploads, parts.
 * - GET: object content and bucket settings. HEAD: object and bucket.
 * - PUT: an object, one part, bucket settings, a new bucket. COPY: CopyObject and UploadPartCopy.
 * - DELETE: one object, one multipart upload, bucket settings.
 * - POST: create and complete a multipart upload, delete a batch.
 */
export type RequestKind = (typeof REQUEST_KINDS)[number];

/**
 * Told of every HTTP request that leaves, by the adapter that sends it. That is the one place where the count is true:
 * retries, parts, pages and the adapter's own second looks pass there, and nowhere else all of them.
 */
export interface RequestObserver {
  /** One request goes out. `sentBytes`: object content in its body (no headers, no XML). */
  requested(kind: RequestKind, sentBytes: number): void;
  /** Object content that arrived, as it is read. */
  received(bytes: number): void;
}

export const unobserved: RequestObserver = { requested() {}, received() {} };
