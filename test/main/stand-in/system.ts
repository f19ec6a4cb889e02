import { EventEmitter } from 'node:events';

class NativeTheme extends EventEmitter {
  private source: 'system' | 'light' | 'dark' = 'system';

  get themeSource(): 'system' | 'light' | 'dark' {
    return this.source;
  }

  set themeSource(source: 'system' | 'light' | 'dark') {
    this.source = source;
    this.emit('updated');
  }

  get shouldUseDarkColors(): boolean {
    return this.source === 'dark';
  }
}

export const nativeTheme = new NativeTheme();
export const powerMonitor = new EventEmitter();

const display = { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 } };
export const screen = { getPrimaryDisplay: () => display, getAllDisplays: () => [display] };

export const dialog = { showOpenDialog: async () => ({ canceled: true, filePaths: [] }) };

/** What left the app; tests put their own functions in the place of these. As on a machine whose file systems have no trash. */
export const shell = {
  trashItem: (file: string): Promise<void> => Promise.reject(new Error(`Failed to move ${file} to trash`)),
  openExternal: async (_url: string): Promise<void> => {},
  showItemInFolder: (_file: string): void => {},
};
