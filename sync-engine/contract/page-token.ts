/**
 * How a page in a browser shows the token of its link: by `Authorization: Bearer` when it asks whether it may come in, and as one of the
 * protocols of its WebSocket, whose headers a page cannot set otherwise. The server answers with the other protocol.
 */
export const PROTOCOL = 'windlass';
const TOKEN_PREFIX = 'windlass.token.';

/** What a page offers as protocols. */
export function protocolsWith(token: string): string[] {
  return [PROTOCOL, `${TOKEN_PREFIX}${token}`];
}

/** The token in a `Sec-WebSocket-Protocol` header; empty for none. */
export function tokenInProtocols(header: string): string {
  const offered = header.split(',').map((protocol) => protocol.trim());
  return offered.find((protocol) => protocol.startsWith(TOKEN_PREFIX))?.slice(TOKEN_PREFIX.length) ?? '';
}
