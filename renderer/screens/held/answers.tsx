import { SimpleGrid } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { LucideIcon } from 'lucide-react';
import { Confirm } from '../../shared/confirm.tsx';
import { Choice } from './choice.tsx';

export interface AnswerOption {
  readonly icon: LucideIcon;
  readonly button: string;
  /** Exactly what will happen. */
  readonly what: string;
  readonly onChosen: () => void;
}

export interface AnswersProps {
  /** What loses nothing: done at once. */
  readonly safe: AnswerOption;
  /** What takes files away: asked about once more. */
  readonly grave: AnswerOption;
  readonly confirm: { readonly title: string; readonly button: string; readonly body: string };
  readonly disabled: boolean;
}

/** The two answers to a question, side by side. */
export function Answers({ safe, grave, confirm, disabled }: AnswersProps) {
  const [asking, { open, close }] = useDisclosure(false);
  const { onChosen: onSafe, ...safely } = safe;
  const { onChosen: onGrave, ...gravely } = grave;
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Choice {...safely} primary disabled={disabled} onClick={onSafe} />
        <Choice {...gravely} primary={false} disabled={disabled} onClick={open} />
      </SimpleGrid>
      <Confirm
        opened={asking}
        title={confirm.title}
        confirm={confirm.button}
        onConfirm={onGrave}
        onClose={close}
      >
        {confirm.body}
      </Confirm>
    </>
  );
}
