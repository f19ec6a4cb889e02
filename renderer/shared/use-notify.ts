import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { useErrorText } from './error-text.ts';

export interface Notify {
  /** What was done. */
  readonly done: (message: string) => void;
  /** An action that failed; stays until it is closed. */
  readonly failed: (caught: unknown) => void;
}

/** Tells in a corner of the page of what has no place of its own on the screen. */
export function useNotify(): Notify {
  const { t } = useTranslation('common');
  const textOf = useErrorText();
  const closeButtonProps = { 'aria-label': t('action.close') };
  return {
    done: (message) => void notifications.show({ message, closeButtonProps }),
    failed(caught) {
      const { title, message: what, remedy } = textOf(caught);
      const message = `${what} ${remedy}`;
      notifications.show({ color: 'red', title, message, autoClose: false, closeButtonProps });
    },
  };
}
