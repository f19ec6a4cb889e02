import { Fieldset, SimpleGrid, Text, type InputWrapperProps } from '@mantine/core';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft, DraftAction } from './draft.ts';
import type { PassphraseFaults } from './passphrase.ts';
import { SecretField } from '../../shared/secret-field.tsx';

export interface PassphraseFieldsProps {
  readonly draft: Draft;
  readonly dispatch: (action: DraftAction) => void;
  readonly faults: PassphraseFaults;
  readonly firstField: RefObject<HTMLInputElement | null>;
}

/** So that both fields stand in one line. */
const BELOW: Pick<InputWrapperProps, 'inputWrapperOrder'> = {
  inputWrapperOrder: ['label', 'input', 'description', 'error'],
};

/** Asks for the passphrase of the encrypted file, where there is no keychain. */
export function PassphraseFields({ draft, dispatch, faults, firstField }: PassphraseFieldsProps) {
  const { t } = useTranslation('setup');
  const { first, again } = draft.passphrase;
  return (
    <Fieldset legend={t('passphrase.legend')} maw="34rem">
      <Text size="sm" c="dimmed" mb="sm">
        {t('passphrase.why')}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <SecretField
          ref={firstField}
          label={t('passphrase.first')}
          description={t('passphrase.length')}
          {...BELOW}
          value={first}
          error={faults.first && t(`passphrase.fault.${faults.first}`)}
          onChange={({ currentTarget }) =>
            dispatch({ type: 'passphrase', change: { first: currentTarget.value } })
          }
        />
        <SecretField
          label={t('passphrase.again')}
          {...BELOW}
          value={again}
          error={faults.again && t(`passphrase.fault.${faults.again}`)}
          onChange={({ currentTarget }) =>
            dispatch({ type: 'passphrase', change: { again: currentTarget.value } })
          }
        />
      </SimpleGrid>
    </Fieldset>
  );
}
