import { createContext } from 'react';

/** Asks for the passphrase of the file with the keys, and says when the question is gone. */
export type AskPassphrase = (closed: () => void) => void;

/** What asks, wherever its lack is met; undefined where nothing can. */
export const UnlockingContext = createContext<AskPassphrase | undefined>(undefined);
