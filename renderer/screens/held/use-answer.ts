import { useMutation } from '@tanstack/react-query';
import { useApi } from '../../api/hooks.ts';

export type Answer = 'move' | 'bring-back';

export interface AnswerOptions {
  readonly pair: string;
  /** Of the list that is shown. */
  readonly seen: string;
  /** Gets how many there were. */
  readonly onAnswered: (answer: Answer, count: number) => void;
  /** Something else is held by now, say. */
  readonly onRefused: () => void;
}

/** Says what is to become of what is shown as held; an answer to anything else is refused. */
export function useAnswer({ pair, seen, onAnswered, onRefused }: AnswerOptions) {
  const api = useApi();
  const { mutate, isPending, error } = useMutation(
    api.pairs.answerHeld.mutationOptions({
      onSuccess: ({ count }, { answer }) => onAnswered(answer, count),
      onError: onRefused,
    }),
  );
  return { answer: (answer: Answer) => mutate({ pair, answer, seen }), isPending, error };
}
