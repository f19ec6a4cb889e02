import { hasCode } from '../../core/error.ts';

/** An ETag without quotes. Ceph RGW 16 sends them quoted on PUT and GET and bare on copies; a weak prefix is kept out too. */
export function bareEtag(etag: string | undefined): string {
  return (etag ?? '').replace(/^(?:W\/)?"(.*)"$/, '$1');
}

/**
 * How this bucket wants ETags in If-Match: bare or in quotes.
 *
 * HTTP says quotes. Ceph RGW 16 compares the header letter by letter and honours only the bare form on PUT (measured), and
 * AWS takes the bare form too: its guide's example, `aws s3api put-object --if-match "6805…"`, sends it so. So bare
 * comes first. A provider that insists on quotes would refuse every bare one; that is told from a lost race by
 * looking at the object: when it carries the very ETag that was refused, the spelling was at fault.
 */
export interface EtagSpelling {
  /** Runs a conditional write; `currentEtag` looks the object up (bare; undefined when there is none). */
  write<T>(
    etag: string | undefined,
    attempt: (spelled: string | undefined) => Promise<T>,
    currentEtag: () => Promise<string | undefined>,
  ): Promise<T>;
}

export function createEtagSpelling(): EtagSpelling {
  let settled: 'bare' | 'quoted' | undefined;
  return {
    async write(etag, attempt, currentEtag) {
      if (etag === undefined) return attempt(undefined);
      try {
        const result = await attempt(settled === 'quoted' ? `"${etag}"` : etag);
        settled ??= 'bare';
        return result;
      } catch (caught) {
        if (settled !== undefined || !hasCode(caught, 'precondition-failed')) throw caught;
        if ((await currentEtag()) !== etag) throw caught;
        // RACE: the object may change again before this; the second try is as conditional as the first.
        const result = await attempt(`"${etag}"`);
        settled = 'quoted';
        return result;
      }
    },
  };
}
