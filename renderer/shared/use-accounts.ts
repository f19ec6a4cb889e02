import { useQuery } from '@tanstack/react-query';
import { useApi, useAppState } from '../api/hooks.ts';

/** The accounts of all pairs. Asked again when pairs come or go: accounts live and die with them. */
export function useAccounts() {
  const api = useApi();
  const { pairs } = useAppState();
  const ids = pairs.map(({ id }) => id).join();
  return useQuery({ ...api.settings.accounts.queryOptions(), queryKey: ['accounts', ids] });
}
