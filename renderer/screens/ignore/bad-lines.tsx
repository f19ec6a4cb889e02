import { List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export interface BadLinesProps {
  readonly id: string;
  readonly text: string;
  /** From 1. */
  readonly lines: readonly number[];
}

/** As many as help. */
const SHOWN = 5;

/** Lines that mean nothing, told in words. */
export function BadLines({ id, text, lines }: BadLinesProps) {
  const { t } = useTranslation('ignore');
  const written = text.split('\n');
  const more = lines.length - SHOWN;
  return (
    <div id={id} role="status">
      {lines.length > 0 && (
        <>
          <Text size="sm" c="var(--mantine-color-error)" fw={500}>
            {t('bad', { count: lines.length })}
          </Text>
          <List size="sm">
            {lines.slice(0, SHOWN).map((line) => (
              <List.Item key={line} className="path">
                {t('badLine', { line, text: written[line - 1] ?? '' })}
              </List.Item>
            ))}
            {more > 0 && <List.Item>{t('more', { count: more })}</List.Item>}
          </List>
        </>
      )}
    </div>
  );
}
