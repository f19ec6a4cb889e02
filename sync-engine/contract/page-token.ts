/**
 * How the token of a page's link travels: in the link's fragment, which browsers send to nobody; as `Authorization: Bearer` when the page
 * asks whether it may come in; and as one of the protocols of its WebSocket, whose headers a page cannot set otherwise. The server
 * answers with the other protocol.
 */
export const PROTOCOL = 'windlass';
const TOKEN_PROTOCOL = /(?:^|,)\s*windlass\.token\.([\w-]+)/;
const FRAGMENT = /^#token=([\w-]+)$/;
const BEARER = /^Bearer ([\w-]+)$/;

/** The fragment of a link; `token` is base64url. */
export function fragmentWith(token: string): string {
  return `#token=${token}`;
}

/** The token in a location's hash; undefined for any other hash. */
export function tokenInFragment(hash: string): string | undefined {
  return FRAGMENT.exec(hash)?.[1];
}

/** An `Authorization` header. */
export function bearerWith(token: string): string {
  return `Bearer ${token}`;
}

/** The token in an `Authorization` header; undefined for none. */
export function tokenInBearer(header: string): string | undefined {
  return BEARER.exec(header)?.[1];
}

/** What a page offers as protocols. */
export function protocolsWith(token: string): string[] {
  return [PROTOCOL, `${PROTOCOL}.token.${token}`];
}

/** The token in a `Sec-WebSocket-Protocol` header; undefined for none. */
export function tokenInProtocols(header: string): string | undefined {
  return TOKEN_PROTOCOL.exec(header)?.[1];
}
