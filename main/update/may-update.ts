import { readFileSync } from 'node:fs';
import path from 'node:path';
import { app } from 'electron';
import { z } from 'zod';
import { updatesAllowed } from './updates-allowed.ts';

const Manifest = z.object({ signed: z.boolean().optional() });

/** Whether this very app may replace itself (`updatesAllowed` says when). */
export function mayUpdate(): boolean {
  const manifest: unknown = JSON.parse(readFileSync(path.join(app.getAppPath(), 'package.json'), 'utf8'));
  return updatesAllowed({
    packaged: app.isPackaged,
    platform: process.platform,
    appImage: process.env['APPIMAGE'],
    signed: Manifest.parse(manifest).signed === true,
  });
}
