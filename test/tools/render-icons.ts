/**
 * `npm run icons`: draws the pictures of main/assets from their SVGs in Chromium: the app's icon, the picture under a dragged file,
 * and the tray's icons (16 pixels, 32 as `@2x`; `Template` in black, as macOS wants them). What it draws is committed.
 */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { CHROMIUM_ARGUMENTS } from './chromium-arguments.ts';
import { findChromium } from './chromium-place.ts';

const assets = path.resolve(import.meta.dirname, '../../main/assets');

async function draw(page: Page, svg: string, size: number, file: string): Promise<void> {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<style>html,body{margin:0;background:none}svg{display:block;width:100vw}</style>${svg}`,
  );
  await page.screenshot({ path: path.join(assets, file), omitBackground: true });
}

const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: CHROMIUM_ARGUMENTS,
});
const page = await browser.newPage();
const icon = readFileSync(path.join(assets, 'icon.svg'), 'utf8');
await draw(page, icon, 1024, 'icon.png');
await draw(page, icon, 64, 'drag.png');
for (const name of globSync('tray/*.svg', { cwd: assets })) {
  const coloured = readFileSync(path.join(assets, name), 'utf8');
  const black = coloured.replace(/color="#[0-9a-f]{6}"/, 'color="#000000"');
  const base = name.slice(0, -'.svg'.length);
  await draw(page, coloured, 16, `${base}.png`);
  await draw(page, coloured, 32, `${base}@2x.png`);
  await draw(page, black, 16, `${base}Template.png`);
  await draw(page, black, 32, `${base}Template@2x.png`);
}
await browser.close();
