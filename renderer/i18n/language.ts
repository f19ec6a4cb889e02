import i18next, { changeLanguage, use as extend } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { de } from './de/index.ts';
import { en } from './en/index.ts';

export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof LANGUAGES;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: typeof en;
  }
}

/** Gets the texts ready, in the browser's language until the settings are known. */
export async function startLanguage(): Promise<void> {
  await extend(initReactI18next).init({
    resources: { en, de },
    lng: ofTheBrowser(),
    fallbackLng: 'en',
    defaultNS: 'common',
    // React escapes what it shows.
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = i18next.language;
}

/** Takes up a language; `system` is the browser's. */
export async function chooseLanguage(choice: Language | 'system'): Promise<void> {
  await changeLanguage(choice === 'system' ? ofTheBrowser() : choice);
  document.documentElement.lang = i18next.language;
}

function ofTheBrowser(): Language {
  for (const tag of navigator.languages) {
    const [language] = tag.split('-');
    if (language === 'en' || language === 'de') return language;
  }
  return 'en';
}
