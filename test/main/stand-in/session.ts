import { EventEmitter } from 'node:events';

type Serve = (request: Request) => Promise<Response>;
type Decide = (answer: { readonly cancel: boolean }) => void;
type OnRequest = (details: { readonly url: string }, decide: Decide) => void;
type PermissionRequest = (
  contents: unknown,
  permission: string,
  decide: (granted: boolean) => void,
  details: { readonly requestingUrl: string; readonly isMainFrame: boolean },
) => void;

export class Session extends EventEmitter {
  readonly served = new Map<string, Serve>();
  onRequest: OnRequest = (_details, decide) => decide({ cancel: false });
  /** Electron grants what nobody decides. */
  onPermission: PermissionRequest = (_contents, _permission, decide) => decide(true);

  readonly protocol = { handle: (scheme: string, serve: Serve) => void this.served.set(scheme, serve) };
  readonly webRequest = { onBeforeRequest: (listener: OnRequest) => void (this.onRequest = listener) };

  setPermissionRequestHandler(handler: PermissionRequest): void {
    this.onPermission = handler;
  }
  setPermissionCheckHandler(): void {}
  setDevicePermissionHandler(): void {}
}

export const session = { defaultSession: new Session() };

export const protocol = { registerSchemesAsPrivileged(): void {} };
