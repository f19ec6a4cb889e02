import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';

export type SecretFieldProps = Omit<PasswordInputProps, 'visible' | 'onVisibilityChange'>;

/** A field for a secret: hidden until asked for, kept from the browser's memory, its toggle within reach of the keyboard. */
export function SecretField(props: SecretFieldProps) {
  const { t } = useTranslation('setup');
  const [visible, { toggle }] = useDisclosure(false);
  return (
    <PasswordInput
      autoComplete="off"
      spellCheck={false}
      visible={visible}
      onVisibilityChange={toggle}
      visibilityToggleButtonProps={{
        'aria-label': visible ? t('secret.hide') : t('secret.show'),
        'aria-pressed': undefined,
        tabIndex: 0,
      }}
      // Mantine sets it on every other input.
      aria-invalid={Boolean(props.error) || undefined}
      {...props}
    />
  );
}
