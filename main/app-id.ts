/** `appId` of electron-builder.yml: the name under which Windows files the app's notifications, window and shortcuts. */
export const APP_ID = 'org.windlass.Windlass';
