/** What to do about failures of more than one kind. */
export const RETRIES = 'Nichts zu tun: Windlass versucht es von selbst wieder.';
export const LOOKS_AGAIN = 'Nichts zu tun: Windlass sieht noch einmal nach und entscheidet neu.';
