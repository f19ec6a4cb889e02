import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../shared/error-notice.tsx';

export interface FormDialogProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Why saving failed; null while all is well. */
  readonly error: unknown;
  readonly saving: boolean;
  readonly valid: boolean;
  /** The button that saves; *Save* when left out. */
  readonly save?: string;
  /** Another dialogue lies on top: keys are its own. */
  readonly covered?: boolean;
  readonly onSave: () => void;
  readonly onClose: () => void;
}

/** A few fields with *Save* and *Cancel*. */
export function FormDialog(props: FormDialogProps) {
  const { title, children, error, saving, valid, save, covered = false, onSave, onClose } = props;
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeOnEscape={!covered}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (valid) onSave();
        }}
      >
        <Stack>
          {children}
          {error !== null && <ErrorNotice error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={saving} disabled={!valid}>
              {save ?? t('action.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
