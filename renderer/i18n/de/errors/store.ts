import type { SyncErrorCode } from '../../../../sync-engine/contract/error-text.ts';
import type { ShownError } from '../../../shared/error-text.ts';
import { RETRIES, LOOKS_AGAIN } from './remedies.ts';

/** Objects and the way to them. */
export const STORE_ERRORS = {
  'object-missing': {
    title: 'Objekt nicht gefunden',
    message: 'Die Datei {{file}} ist nicht mehr im Bucket {{bucket}}.',
    remedy: LOOKS_AGAIN,
  },
  'precondition-failed': {
    title: 'Inzwischen im Bucket geändert',
    message:
      'Jemand hat die Datei {{file}} im Bucket {{bucket}} geändert, während Windlass daran war. Es wurde nichts überschrieben.',
    remedy: LOOKS_AGAIN,
  },
  'key-too-long': {
    title: 'Name zu lang für den Bucket',
    message:
      'Der Pfad der Datei {{file}} überschreitet mit dem Präfix die 1.024 Byte, die der Name eines Objekts haben darf.',
    remedy: 'Kürzen Sie den Namen der Datei oder den eines Ordners darüber.',
  },
  network: {
    title: 'Keine Verbindung',
    message: 'Der Server des Buckets {{bucket}} war nicht zu erreichen, oder die Verbindung brach ab.',
    remedy: 'Prüfen Sie das Netz und den Endpunkt. Windlass versucht es von selbst wieder.',
  },
  timeout: {
    title: 'Keine rechtzeitige Antwort',
    message: 'Der Server des Buckets {{bucket}} brauchte zu lange für eine Antwort.',
    remedy: RETRIES,
  },
  throttled: {
    title: 'Der Server bittet um Geduld',
    message:
      'Der Server des Buckets {{bucket}} ist ausgelastet und bat, langsamer zu machen. Windlass richtet sich danach.',
    remedy: RETRIES,
  },
  'server-error': {
    title: 'Fehler beim Server',
    message: 'Der Server des Buckets {{bucket}} hatte selbst einen Fehler.',
    remedy: `${RETRIES} Hält es an, sagen Sie es dem Anbieter.`,
  },
  unsupported: {
    title: 'Bei diesem Anbieter nicht möglich',
    message: 'Der Anbieter des Buckets {{bucket}} bietet nicht, was gebraucht wurde.',
    remedy: 'Die Prüfung des Ordners zeigt, was er bietet.',
  },
  'content-mismatch': {
    title: 'Unterwegs beschädigt',
    message:
      'Was von der Datei {{file}} ankam, ist nicht, was abgeschickt wurde. Es wurde verworfen und nichts dadurch ersetzt.',
    remedy: RETRIES,
  },
  'listing-incomplete': {
    title: 'Die Auflistung brach ab',
    message:
      'Der Inhalt des Buckets {{bucket}} ließ sich nicht bis zum Ende auflisten. Daraus wurde nichts geschlossen.',
    remedy: RETRIES,
  },
  'upload-missing': {
    title: 'Der unfertige Upload ist fort',
    message: 'Der Server hat den unfertigen Upload der Datei {{file}} verworfen. Er beginnt von vorn.',
    remedy: LOOKS_AGAIN,
  },
  'bad-request': {
    title: 'Der Server lehnt die Anfrage ab',
    message: 'Der Server des Buckets {{bucket}} nimmt die Anfrage nicht an.',
    remedy: 'Prüfen Sie Endpunkt und Region. Die Prüfung des Ordners zeigt, was geht.',
  },
} satisfies Partial<Record<SyncErrorCode, ShownError>>;
