import path from 'node:path';
import type { TrayState } from './tray-state.ts';

/**
 * The picture of a state. macOS colours a picture named `…Template` for the bar it is in; elsewhere it comes in colour. The
 * system takes the file with `@2x` beside it on dense displays. Drawn by test/tools/render-icons.ts.
 */
export function trayIcon(assets: string, state: TrayState, platform: NodeJS.Platform): string {
  return path.join(assets, 'tray', `${state}${platform === 'darwin' ? 'Template' : ''}.png`);
}
