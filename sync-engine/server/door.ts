import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Why a request is not let in. */
export type Refusal = 'foreign-host' | 'foreign-origin' | 'no-key';

/** Who may come in: whoever has the link with the token, from this computer, and from this page alone. */
export interface Door {
  /** The link to open, with the token that is exchanged for a cookie. */
  readonly link: string;
  /** Checks where a request says it goes to and comes from; undefined when that is right. */
  refusal(request: IncomingMessage): Refusal | undefined;
  /** True when the request carries the cookie. */
  hasKey(request: IncomingMessage): boolean;
  /** True for the link's own token. */
  opens(token: string): boolean;
  /** The Set-Cookie header for whoever came by the link. */
  readonly cookie: string;
}

/**
 * The door of one server. Names other than loopback ones are refused, which is what keeps a page of another site, whose name was
 * made to point here (DNS rebinding), from asking; another origin is refused, which keeps pages from other ports out.
 * Cookies know no ports, so the cookie's name has it.
 */
export function createDoor(port: number): Door {
  const token = randomBytes(32).toString('base64url');
  const key = randomBytes(32).toString('base64url');
  const name = `windlass-${port}`;
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]);
  return {
    link: `http://127.0.0.1:${port}/?token=${token}`,
    refusal({ headers, method }) {
      const { host, origin } = headers;
      if (host === undefined || !hosts.has(host.toLowerCase())) return 'foreign-host';
      const own = origin === undefined ? isPlainRead(method, headers) : origin === `http://${host}`;
      return own ? undefined : 'foreign-origin';
    },
    hasKey: ({ headers }) => same(cookieOf(headers.cookie, name), key),
    opens: (given) => same(given, token),
    cookie: `${name}=${key}; HttpOnly; SameSite=Strict; Path=/`,
  };
}

/** Browsers send no Origin when they open or load a page by GET; a WebSocket always has one. */
function isPlainRead(method: string | undefined, { upgrade }: IncomingMessage['headers']): boolean {
  return upgrade === undefined && (method === 'GET' || method === 'HEAD');
}

function cookieOf(header: string | undefined, name: string): string {
  for (const pair of header?.split(';') ?? []) {
    const [found, value = ''] = pair.trim().split('=');
    if (found === name) return value;
  }
  return '';
}

/** In the same time whatever the two are: hashes have one length. */
function same(given: string, wanted: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(wanted));
}
