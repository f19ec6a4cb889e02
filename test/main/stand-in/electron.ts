/**
 * A stand-in for the `electron` module: as much of it as main/ uses. Windows are pages of a real Chromium with the real preload,
 * utility processes are real processes; the tray, menus and notifications only remember what they were told.
 */
export { app } from './app.ts';
export { BrowserWindow } from './browser-window.ts';
export { ipcMain } from './ipc-main.ts';
export { Menu, Notification, Tray } from './bar.ts';
export { MessageChannelMain } from './ports.ts';
export { dialog, nativeTheme, powerMonitor, screen, shell } from './system.ts';
export { protocol, session } from './session.ts';
export { utilityProcess } from './utility-process.ts';
