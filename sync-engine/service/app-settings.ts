import type { AppSettings } from '../contract/api/index.ts';
import type { Config } from '../contract/config.ts';

/** What holds where nobody chose otherwise. */
const DEFAULTS: Omit<AppSettings, 'deviceName'> = {
  language: 'system',
  theme: 'system',
  bandwidth: { up: null, down: null },
  schedule: [],
  notifications: { attention: true, synced: false },
  startAtLogin: false,
  systemTrash: false,
};

export function appSettings(config: Config): AppSettings {
  return structuredClone({ ...DEFAULTS, ...config.app, deviceName: config.device.name }) as AppSettings;
}

/** Settings to change; what is undefined stays. */
export type SettingsChange = { readonly [K in keyof AppSettings]?: AppSettings[K] | undefined };

/** The configuration with some settings changed. */
export function withAppSettings(config: Config, { deviceName, ...app }: SettingsChange): unknown {
  const given = Object.fromEntries(Object.entries(app).filter(([, value]) => value !== undefined));
  return {
    ...config,
    ...(deviceName === undefined ? {} : { device: { ...config.device, name: deviceName } }),
    app: { ...config.app, ...given },
  };
}
