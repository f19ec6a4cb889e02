/**
 * Whether somebody has just asked to try Windlass without an account. In memory and not in the address: what an address makes happen,
 * any page of the web could make happen.
 */
let wanted = false;

/** Asked for on another screen: the wizard begins with it when it is opened next. */
export function askToTryOut(): void {
  wanted = true;
}

export function isTryOutWanted(): boolean {
  return wanted;
}

/** It is under way; not again by itself. */
export function tryOutBegun(): void {
  wanted = false;
}
