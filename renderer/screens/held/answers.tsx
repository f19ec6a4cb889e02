import { SimpleGrid } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { LucideIcon } from 'lucide-react';
import { useState } from 'react';
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
  /** As they were when the question was put: its answer is to what was shown then. */
  const [asked, setAsked] = useState({ grave, confirm });
  const { onChosen: onSafe, ...safely } = safe;
  const { onChosen: _onGrave, ...gravely } = grave;
  const ask = (): void => {
    setAsked({ grave, confirm });
    open();
  };
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Choice {...safely} primary disabled={disabled} onClick={onSafe} />
        <Choice {...gravely} primary={false} disabled={disabled} onClick={ask} />
      </SimpleGrid>
      <Confirm
        opened={asking}
        title={asked.confirm.title}
        confirm={asked.confirm.button}
        onConfirm={asked.grave.onChosen}
        onClose={close}
      >
        {asked.confirm.body}
      </Confirm>
    </>
  );
}
