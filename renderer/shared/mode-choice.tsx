import { Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { MODES, type Mode } from './modes.ts';

export interface ModeChoiceProps {
  readonly mode: Mode;
  readonly onChange: (mode: Mode) => void;
}

/** Which way files go, one line each. */
export function ModeChoice({ mode, onChange }: ModeChoiceProps) {
  const { t } = useTranslation('setup');
  return (
    <Radio.Group
      label={t('mode.label')}
      value={mode}
      onChange={(value) => onChange(MODES.find((each) => each === value) ?? 'two-way')}
    >
      <Stack gap="xs" mt="xs">
        {MODES.map((each) => (
          <Radio
            key={each}
            value={each}
            label={t(`mode.${each}.name`)}
            description={t(`mode.${each}.what`)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
