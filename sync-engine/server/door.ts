import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { fragmentWith, PROTOCOL, tokenInBearer, tokenInProtocols } from '../contract/page-token.ts';

/** Why a request is not let in. */
export type Refusal = 'foreign-host' | 'foreign-origin' | 'no-token';

/** Who may come in: whoever has the link with the token, from this computer, and from this page alone. */
export interface Door {
  /** The link to open. The token is in its fragment, which browsers send to nobody. */
  readonly link: string;
  /** Checks where a request says it goes to and comes from; undefined when that is right. Enough for the page, which holds nothing. */
  refusal(request: IncomingMessage): Refusal | undefined;
  /** As `refusal`, and the request carries the token: for the contract. */
  refusalOfCalls(request: IncomingMessage): Refusal | undefined;
}

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'] as const;
/** The port of `http:`, which browsers leave out of Host and Origin. */
const HTTP_PORT = 80;

/**
 * The door of one server. Names other than loopback ones are refused, which is what keeps a page of another site, whose name was
 * made to point here (DNS rebinding), from asking; another origin is refused, which keeps pages from other ports out. The token is
 * no cookie: cookies know no ports, and a browser would show it to every server of this computer that its user opens.
 */
export function createDoor(port: number): Door {
  const token = randomBytes(32).toString('base64url');
  const hosts = new Set(LOOPBACK.flatMap((name) => hostsOf(name, port)));
  const refusal = ({ headers, method }: IncomingMessage): Refusal | undefined => {
    const { host, origin } = headers;
    if (host === undefined || !hosts.has(host.toLowerCase())) return 'foreign-host';
    const own = origin === undefined ? isPlainRead(method, headers) : origin === `http://${host}`;
    return own ? undefined : 'foreign-origin';
  };
  return {
    link: `http://127.0.0.1:${port}/${fragmentWith(token)}`,
    refusal,
    refusalOfCalls: (request) =>
      refusal(request) ?? (same(tokenOf(request.headers), token) ? undefined : 'no-token'),
  };
}

/** What a request to a name may have as its Host. */
function hostsOf(name: string, port: number): readonly string[] {
  return port === HTTP_PORT ? [name, `${name}:${port}`] : [`${name}:${port}`];
}

/** Browsers send no Origin when they open or load a page by GET; a WebSocket always has one. */
function isPlainRead(method: string | undefined, { upgrade }: IncomingMessage['headers']): boolean {
  return upgrade === undefined && (method === 'GET' || method === 'HEAD');
}

/** A page cannot give a WebSocket other headers than the list of protocols. */
function tokenOf(headers: IncomingMessage['headers']): string {
  const { authorization = '', 'sec-websocket-protocol': protocols = '' } = headers;
  return tokenInBearer(authorization) ?? tokenInProtocols(protocols) ?? '';
}

/** In the same time whatever the two are: hashes have one length. */
function same(given: string, wanted: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(wanted));
}

/** Of what a page offers, the one that names no token. */
export function chooseProtocol(offered: ReadonlySet<string>): string | false {
  return offered.has(PROTOCOL) ? PROTOCOL : false;
}
