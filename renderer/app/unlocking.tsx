import { useState, type ReactNode } from 'react';
import { UnlockDialog } from '../screens/home/unlock-dialog.tsx';
import { UnlockingContext } from '../shared/unlocking.ts';

/** Lets everything within ask for the passphrase of the file with the keys. */
export function Unlocking({ children }: { readonly children: ReactNode }) {
  const [asked, setAsked] = useState<{ readonly closed: () => void }>();
  return (
    <UnlockingContext value={(closed) => setAsked({ closed })}>
      {children}
      {asked !== undefined && (
        <UnlockDialog
          onClose={() => {
            setAsked(undefined);
            asked.closed();
          }}
        />
      )}
    </UnlockingContext>
  );
}
