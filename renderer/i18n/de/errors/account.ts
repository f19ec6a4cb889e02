import type { SyncErrorCode } from '../../../../sync-engine/contract/error-text.ts';
import type { ShownError } from '../../../shared/error-text.ts';

/** The account and its buckets. */
export const ACCOUNT_ERRORS = {
  'credentials-missing': {
    title: 'Keine Schlüssel gefunden',
    message: 'Wo das Konto seine Schlüssel für den Bucket {{bucket}} haben soll, sind keine.',
    remedy: 'Hinterlegen Sie die Schlüssel in den Einstellungen neu, oder nennen Sie ein AWS-Profil.',
  },
  'credentials-invalid': {
    title: 'Schlüssel abgelehnt',
    message: 'Der Server kennt den Zugriffsschlüssel nicht, oder der geheime Schlüssel gehört nicht dazu.',
    remedy:
      'Prüfen Sie beide Schlüssel auf fehlende oder überzählige Zeichen, und ob sie zu diesem Endpunkt gehören. Hinterlegen Sie sie dann neu.',
  },
  'credentials-expired': {
    title: 'Anmeldung abgelaufen',
    message: 'Das Sitzungstoken für den Bucket {{bucket}} ist nicht mehr gültig.',
    remedy: 'Melden Sie sich neu an (bei AWS: `aws sso login` oder neue befristete Schlüssel).',
  },
  'access-denied': {
    title: 'Nicht erlaubt',
    message: 'Die Schlüssel stimmen, aber ihnen fehlt für den Bucket {{bucket}} die Berechtigung {{action}}.',
    remedy:
      'Bitten Sie die zuständige Person, die Berechtigung {{action}} für den Bucket {{bucket}} zu erteilen.',
  },
  'clock-skew': {
    title: 'Die Uhr dieses Computers geht falsch',
    message: 'Die Uhr weicht zu stark von der des Servers ab, als dass er Signaturen anerkennt.',
    remedy: 'Stellen Sie Datum und Uhrzeit richtig (oder automatisch), und versuchen Sie es noch einmal.',
  },
  'bucket-missing': {
    title: 'Bucket nicht gefunden',
    message: 'An diesem Endpunkt gibt es den Bucket {{bucket}} nicht.',
    remedy:
      'Prüfen Sie Namen, Endpunkt und Region. Wurde er mit Absicht gelöscht, entfernen Sie den Ordner aus Windlass.',
  },
  'bucket-wrong': {
    title: 'Dieser Bucket gehört zu einem anderen Ordner',
    message: 'Im Bucket {{bucket}} liegt die Kennung eines anderen Ordners. Es wurde nichts geändert.',
    remedy:
      'Prüfen Sie Bucket und Präfix; geben Sie jedem Ordner einen eigenen Bucket oder ein eigenes Präfix.',
  },
  'bucket-emptied': {
    title: 'Der Bucket wurde geleert',
    message:
      'Im Bucket {{bucket}} lagen beim letzten Abgleich Dateien, jetzt keine mehr. Auf diesem Computer wurde keine Datei angerührt.',
    remedy: 'Sagen Sie unter „Zurückgehaltene Löschungen“, ob das beabsichtigt war.',
  },
  'lifecycle-unsupported': {
    title: 'Der Anbieter kennt keine Aufbewahrungsfristen',
    message:
      'Für den Bucket {{bucket}} gibt es keine Lebenszyklusregeln; alte Einträge im Papierkorb verfallen nicht von selbst.',
    remedy: 'Leeren Sie den Papierkorb von Zeit zu Zeit.',
  },
} satisfies Partial<Record<SyncErrorCode, ShownError>>;
