import { ORPCError } from '@orpc/client';
import { useTranslation } from 'react-i18next';
import type { ErrorInfo } from '../../sync-engine/contract/api/index.ts';
import { SYNC_ERROR } from '../../sync-engine/contract/api/sync-error.ts';
import { isBlockReason } from '../../sync-engine/contract/block-text.ts';
import { isSyncErrorCode } from '../../sync-engine/contract/error-text.ts';
import { blocks } from '../i18n/de/blocks.ts';
import { errors } from '../i18n/de/errors.ts';
import { errors as englishErrors, remedies } from '../i18n/en/errors.ts';
import { useRemedyHere } from './remedy-place.ts';

/** What a person reads about a failure. */
export interface ShownError {
  readonly title: string;
  readonly message: string;
  readonly remedy: string;
}

/** A failure as data, with the engine's own text in English. */
export type CodedText = ShownError & {
  readonly code: string;
} & Pick<ErrorInfo, 'path' | 'bucket' | 'pair' | 'key' | 'action' | 'details'>;

/** What stands for a thing that an error does not name, in texts that would name it. German has the noun before it. */
const UNNAMED = {
  en: { bucket: ' the bucket', file: ' the file', pair: ' another folder', action: ' it' },
  de: { bucket: '', file: '', pair: ' einem anderen', action: '' },
} as const;

/** The data of an expected failure; undefined for a bug. */
export function errorInfo(caught: unknown): ErrorInfo | undefined {
  return caught instanceof ORPCError && caught.code === SYNC_ERROR ? (caught.data as ErrorInfo) : undefined;
}

/** What kind of failure it is, caught or as data; undefined for a bug. */
export function codeOf(failure: unknown): string | undefined {
  return isCoded(failure) ? failure.code : errorInfo(failure)?.code;
}

/** The connection broke before the engine had answered. */
export function isCutOff(caught: unknown): boolean {
  return caught instanceof Error && caught.name === 'AbortError';
}

/** The text of a failure in a language; the engine's own where the language has none for its code. */
export function errorTextIn(language: string, error: CodedText): ShownError {
  const { code, title, message, remedy } = error;
  if (!language.startsWith('de')) {
    const text = isSyncErrorCode(code) ? englishErrors[code] : undefined;
    if (text !== undefined) return filled(text, error, 'en');
    const nearer = isSyncErrorCode(code) ? remedies[code] : undefined;
    return { title, message, remedy: nearer === undefined ? remedy : fill(nearer, error, 'en') };
  }
  const text = isBlockReason(code) ? blocks[code] : isSyncErrorCode(code) ? errors[code] : undefined;
  return text === undefined ? { title, message, remedy } : filled(text, error, 'de');
}

/** A failure's text, and what is technical in it apart, whatever the language. */
export type DetailedError = ShownError & { readonly details?: string | undefined };

/** The same failure with its technical part out of the message. */
export function withDetailsApart(failure: unknown, shown: ShownError): DetailedError {
  const { details } = (isCoded(failure) ? failure : errorInfo(failure)) ?? {};
  if (details === undefined) return shown;
  const bracket = ` (${details})`;
  const { message } = shown;
  const plain = message.endsWith(bracket) ? message.slice(0, -bracket.length) : message;
  return { ...shown, message: plain, details };
}

/** The texts of a caught failure, or of one as data, in the reader's language, with what to do about it where it is told. */
export function useErrorText(): (failure: unknown) => ShownError {
  const { t, i18n } = useTranslation();
  const remedyHere = useRemedyHere();
  return (failure) => {
    const info = isCoded(failure) ? failure : errorInfo(failure);
    if (info !== undefined) {
      const text = errorTextIn(i18n.language, info);
      return { ...text, remedy: remedyHere(info.code) ?? text.remedy };
    }
    const texts = isCutOff(failure) ? 'cutOff' : 'unexpected';
    return {
      title: t(`${texts}.title`),
      message: t(`${texts}.message`),
      remedy: t(`${texts}.remedy`),
    };
  };
}

function isCoded(value: unknown): value is CodedText {
  return typeof value === 'object' && value !== null && !(value instanceof Error) && 'remedy' in value;
}

function filled(text: ShownError, error: CodedText, language: keyof typeof UNNAMED): ShownError {
  return {
    title: text.title,
    message: fill(text.message, error, language),
    remedy: fill(text.remedy, error, language),
  };
}

function fill(text: string, error: CodedText, language: keyof typeof UNNAMED): string {
  const { bucket, pair, action, message } = error;
  const file = error.path ?? error.key;
  const values: Readonly<Record<string, string | undefined>> = {
    bucket: bucket === undefined ? undefined : quoted(bucket, language),
    file: file === undefined || file === '' ? undefined : quoted(file, language),
    pair: pair === undefined ? undefined : quoted(pair, language),
    action,
    message,
  };
  const unnamed: Readonly<Record<string, string>> = UNNAMED[language];
  return text.replaceAll(/( ?)\{\{(\w+)\}\}/g, (whole, space: string, name: string) => {
    const value = values[name];
    return value === undefined ? (unnamed[name] ?? whole) : `${space}${value}`;
  });
}

function quoted(name: string, language: keyof typeof UNNAMED): string {
  return language === 'de' ? `„${name}“` : `“${name}”`;
}
