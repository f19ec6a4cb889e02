import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Environment } from '../../../index.ts';

/**
 * The profiles that the AWS tools know here, `default` first. Source: AWS SDKs and Tools Reference Guide, "Shared config and
 * credentials files": in `config` a profile's section is `[profile NAME]` (but `[default]`), in `credentials` it is `[NAME]`.
 */
export async function awsProfiles(env: Environment, homeFolder: string): Promise<readonly string[]> {
  const file = (given: string | undefined, name: string): string =>
    given === undefined || given === '' ? path.join(homeFolder, '.aws', name) : given;
  const [config, credentials] = await Promise.all([
    sectionsOf(file(env['AWS_CONFIG_FILE'], 'config')),
    sectionsOf(file(env['AWS_SHARED_CREDENTIALS_FILE'], 'credentials')),
  ]);
  const named = config.flatMap((section) => {
    const name = /^profile\s+(.+)$/.exec(section)?.[1];
    return name ?? (section === 'default' ? section : []);
  });
  const all = [...new Set([...named, ...credentials])].sort();
  return all.includes('default') ? ['default', ...all.filter((name) => name !== 'default')] : all;
}

/** None of a file that is not there or cannot be read. */
async function sectionsOf(file: string): Promise<readonly string[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return [...text.matchAll(/^\s*\[([^\]\n]+)\]/gm)]
    .map(([, name = '']) => unquoted(name.trim()))
    .filter(Boolean);
}

function unquoted(section: string): string {
  return section.replace(/^(profile\s+)?(["'])(.*)\2$/, '$1$3');
}
