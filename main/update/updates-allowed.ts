/** What decides whether the app may replace itself. */
export interface UpdateSituation {
  readonly packaged: boolean;
  readonly platform: NodeJS.Platform;
  /** The AppImage's own file; undefined elsewhere. */
  readonly appImage: string | undefined;
  /** `signed` in the packaged package.json: the release workflow sets it where it had a certificate. */
  readonly signed: boolean;
}

/**
 * Only what was packaged updates itself: on macOS and Windows only what was signed, since the new version is checked by the same
 * certificate; on Linux only an AppImage, since a deb or rpm belongs to the package manager.
 */
export function updatesAllowed({ packaged, platform, appImage, signed }: UpdateSituation): boolean {
  if (!packaged) return false;
  return platform === 'linux' ? appImage !== undefined && appImage !== '' : signed;
}
