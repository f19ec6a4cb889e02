/** The channels between the preload and the main process; both ends of each are written nowhere else. */
export const CHANNELS = {
  /** Page to main: give me a port to the engine. */
  connect: 'windlass:connect',
  /** Main to page: here is the port. */
  port: 'windlass:port',
  /** Page to main: I listen now, tell me what I missed. */
  listening: 'windlass:listening',
  /** Main to page: how the engine's process is. */
  engine: 'windlass:engine',
  /** Main to page: a link was opened. */
  deepLink: 'windlass:deep-link',
  /** Page to main: the system may take over this drag. */
  drag: 'windlass:drag',
  /** Page to main, answered: a folder, please. */
  pickFolder: 'windlass:pick-folder',
} as const;
