import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Environment } from '../../../index.ts';

/**
 * The profiles that the AWS tools know here, `default` first. Source: AWS SDKs and Tools Reference Guide, "Shared config and
 * credentials files": in `config` a profile's section is `[profile NAME]` (but `[default]`), in `credentials` it is `[NAME]`.
 */
export async function awsProfiles(env: Environment, homeFolder: string): Promise<readonly string[]> {
  const [config, credentials] = await Promise.all([
    sectionsOf(configFile(env, homeFolder)),
    sectionsOf(credentialsFile(env, homeFolder)),
  ]);
  const named = config.flatMap(({ name }) => profileOf(name) ?? []);
  const all = [...new Set([...named, ...credentials.map(({ name }) => name)])].sort();
  return all.includes('default') ? ['default', ...all.filter((name) => name !== 'default')] : all;
}

/**
 * The region that the AWS tools would use for a profile; undefined where none is named. Source: AWS SDKs and Tools Reference Guide,
 * "AWS Region": `AWS_REGION` goes before `region` of the profile in the `config` file.
 */
export async function awsRegion(
  env: Environment,
  homeFolder: string,
  profile: string | undefined,
): Promise<string | undefined> {
  const given = env['AWS_REGION'];
  if (given !== undefined && given !== '') return given;
  if (profile === undefined) return undefined;
  const sections = await sectionsOf(configFile(env, homeFolder));
  const body = sections.find(({ name }) => profileOf(name) === profile)?.body ?? '';
  return /^[ \t]*region[ \t]*=[ \t]*(\S+)/m.exec(body)?.[1];
}

function configFile(env: Environment, homeFolder: string): string {
  return env['AWS_CONFIG_FILE'] || path.join(homeFolder, '.aws', 'config');
}

function credentialsFile(env: Environment, homeFolder: string): string {
  return env['AWS_SHARED_CREDENTIALS_FILE'] || path.join(homeFolder, '.aws', 'credentials');
}

/** The profile that a section of the `config` file is of; undefined for other sections. */
function profileOf(section: string): string | undefined {
  return /^profile\s+(.+)$/.exec(section)?.[1] ?? (section === 'default' ? section : undefined);
}

interface Section {
  readonly name: string;
  /** The lines up to the next section. */
  readonly body: string;
}

/** None of a file that is not there or cannot be read. */
async function sectionsOf(file: string): Promise<readonly Section[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split(/^(?=[ \t]*\[)/m).flatMap((part) => {
    const [, name = '', body = ''] = /^[ \t]*\[([^\]\n]+)\]([\s\S]*)$/.exec(part) ?? [];
    return name.trim() === '' ? [] : { name: unquoted(name.trim()), body };
  });
}

function unquoted(section: string): string {
  return section.replace(/^(profile\s+)?(["'])(.*)\2$/, '$1$3');
}
