import { useMutation } from '@tanstack/react-query';
import type { PairState } from '../../sync-engine/contract/api/index.ts';
import { useApi } from '../api/hooks.ts';
import { useNotify } from './use-notify.ts';

/** Pauses and resumes pairs; tells of it where that fails. */
export function usePause(pairs: readonly Pick<PairState, 'id'>[]) {
  const api = useApi();
  const { failed: onError } = useNotify();
  const pause = useMutation(api.pairs.pause.mutationOptions({ onError }));
  const resume = useMutation(api.pairs.resume.mutationOptions({ onError }));
  const ids = pairs.map(({ id }) => id);
  return {
    pauseUntil: (untilMs: number | undefined) => {
      pause.mutate({ pairs: ids, ...(untilMs === undefined ? {} : { untilMs }) });
    },
    resume: () => resume.mutate({ pairs: ids }),
  };
}
