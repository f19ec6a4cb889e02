import type { AppSettings } from '../../sync-engine/contract/api/index.ts';
import type { Texts } from './catalogue.ts';
import { de } from './de.ts';
import { en } from './en.ts';

/** The texts for a setting; `system` follows the system's locale (such as `de-AT`), English where there is no translation. */
export function textsFor(language: AppSettings['language'], locale: string): Texts {
  const wanted = language === 'system' ? locale.toLowerCase().split('-')[0] : language;
  return wanted === 'de' ? de : en;
}
