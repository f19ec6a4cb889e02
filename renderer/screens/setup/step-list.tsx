import { Group, Text, ThemeIcon } from '@mantine/core';
import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Draft } from './draft.ts';
import { stepsOf } from './steps.ts';
import classes from './setup.module.css';

/** Where one is on the way; in a narrow window one line. */
export function StepList({ draft }: { readonly draft: Pick<Draft, 'step' | 'opened'> }) {
  const { t } = useTranslation('setup');
  const steps = stepsOf(draft);
  const { step } = draft;
  const at = steps.indexOf(step);
  return (
    <nav aria-label={t('steps.label')}>
      <Text hiddenFrom="sm" size="sm" c="dimmed" mb="md">
        {t('steps.place', { at: at + 1, of: steps.length, name: t(`steps.${step}`) })}
      </Text>
      <Group component="ol" visibleFrom="sm" gap="lg" className={classes['steps']} mb="xl">
        {steps.map((name, index) => (
          <Group
            component="li"
            key={name}
            gap={8}
            wrap="nowrap"
            aria-current={index === at ? 'step' : undefined}
            className={classes['step']}
          >
            <ThemeIcon
              size={24}
              radius="xl"
              variant={index === at ? 'filled' : index < at ? 'light' : 'default'}
              aria-hidden
            >
              {index < at ? <Check size={14} /> : <Text size="xs">{index + 1}</Text>}
            </ThemeIcon>
            <Text size="sm" fw={index === at ? 600 : 400} {...(index === at ? {} : { c: 'dimmed' })}>
              {t(`steps.${name}`)}
            </Text>
          </Group>
        ))}
      </Group>
    </nav>
  );
}
