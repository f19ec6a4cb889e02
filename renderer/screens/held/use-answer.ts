import { useMutation } from '@tanstack/react-query';
import { useApi } from '../../api/hooks.ts';

export type Answer = 'move' | 'bring-back';

/** Says what is to become of what is held; `onAnswered` gets how many there were. */
export function useAnswer(pair: string, onAnswered: (answer: Answer, count: number) => void) {
  const api = useApi();
  const { mutate, isPending, error } = useMutation(
    api.pairs.answerHeld.mutationOptions({
      onSuccess: ({ count }, { answer }) => onAnswered(answer, count),
    }),
  );
  return { answer: (answer: Answer) => mutate({ pair, answer }), isPending, error };
}
