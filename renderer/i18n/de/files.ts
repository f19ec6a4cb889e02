import type { Texts } from '../catalogue.ts';
import type { en } from '../en/index.ts';

export const files: Texts<typeof en.files> = {
  title: 'Ordnerauswahl',
  lead: 'Ein Ordner ohne Haken wird auf diesem Computer nicht abgeglichen. Er bleibt im Bucket und auf Ihren anderen Geräten.',
  reading: 'Die Ordner werden gelesen…',
  empty: 'Es gibt keine Ordner zur Auswahl.',
  emptyBody: 'Einzelne Dateien liegen immer auch hier. Ordner erscheinen, sobald es welche gibt.',
  tree: 'Ordner von {{pair}}',
  total_one: 'Insgesamt {{count, number}} Datei, {{size}}',
  total_other: 'Insgesamt {{count, number}} Dateien, {{size}}',
  totalAtLeast_one: 'Insgesamt mindestens {{count, number}} Datei, {{size}}',
  totalAtLeast_other: 'Insgesamt mindestens {{count, number}} Dateien, {{size}}',
  holds_one: '{{count, number}} Datei, {{size}}',
  holds_other: '{{count, number}} Dateien, {{size}}',
  holdsAtLeast_one: 'mindestens {{count, number}} Datei, {{size}}',
  holdsAtLeast_other: 'mindestens {{count, number}} Dateien, {{size}}',
  state: { some: 'teilweise aus', off: 'aus' },
  size: {
    exact: '{{size}}',
    atLeast: 'mindestens {{size}}',
    atMost: 'höchstens {{size}}',
    about: 'etwa {{size}}',
  },
  pending: {
    title: 'Was geschehen wird',
    off_one:
      '{{count, number}} Ordner abgewählt: {{size}} kommen in den Papierkorb dieses Computers; im Bucket wird nichts gelöscht.',
    off_other:
      '{{count, number}} Ordner abgewählt: {{size}} kommen in den Papierkorb dieses Computers; im Bucket wird nichts gelöscht.',
    space_one:
      'Der Papierkorb dieses Computers (.windlass/trash im Ordner) behält die Dateien {{count, number}} Tag; erst dann ist der Platz frei. Brauchen Sie ihn früher, leeren Sie ihn in den Einstellungen.',
    space_other:
      'Der Papierkorb dieses Computers (.windlass/trash im Ordner) behält die Dateien {{count, number}} Tage; erst dann ist der Platz frei. Brauchen Sie ihn früher, leeren Sie ihn in den Einstellungen.',
    offStays_one:
      '{{count, number}} Ordner abgewählt: Seine Dateien bleiben hier ({{size}}), werden aber nicht mehr abgeglichen. Gelöscht wird nichts.',
    offStays_other:
      '{{count, number}} Ordner abgewählt: Ihre Dateien bleiben hier ({{size}}), werden aber nicht mehr abgeglichen. Gelöscht wird nichts.',
    on_one:
      '{{count, number}} Ordner ausgewählt: Was diesem Computer von {{size}} fehlt, wird heruntergeladen.',
    on_other:
      '{{count, number}} Ordner ausgewählt: Was diesem Computer von {{size}} fehlt, wird heruntergeladen.',
    files: 'Was mit den Dateien geschieht, die hier liegen',
    free: 'In den Papierkorb dieses Computers verschieben',
    freeHint:
      'Von dort lassen sie sich zurücklegen. Eine Datei, die der Bucket so vielleicht nicht hat, bleibt hier.',
    stay: 'Die Dateien liegen lassen',
    stayHint: 'Sie bleiben im Ordner. Was hier an ihnen geändert wird, wird nicht mehr hochgeladen.',
    apply: 'Anwenden',
  },
  left: {
    title: 'Noch auf diesem Computer',
    lead: 'Dateien aus Ordnern, die abgewählt sind. Was der Bucket nachweislich genau so hat, kann in den Papierkorb dieses Computers; der Rest bleibt hier.',
    folder: '„{{folder}}“: {{holds}}',
    free: 'Platz freigeben',
    freeFolder: 'Platz freigeben: {{folder}}',
  },
  applied: {
    title: 'Erledigt',
    under: 'Unterwegs',
    holds_one: '{{count, number}} Datei, {{size}}',
    holds_other: '{{count, number}} Dateien, {{size}}',
    arriving: '„{{folder}}“ ({{holds}}): Was hier noch fehlt, wird heruntergeladen.',
    later: '„{{folder}}“ ({{holds}}): Was hier noch fehlt, wird heruntergeladen, sobald es weitergeht.',
    arrived: '„{{folder}}“ wird wieder abgeglichen ({{holds}}).',
    more_one: 'und {{count, number}} weiterer Ordner',
    more_other: 'und {{count, number}} weitere Ordner',
    freed_one:
      '{{count, number}} Datei ({{size}}) kam in den Papierkorb dieses Computers. Im Bucket ist sie noch da.',
    freed_other:
      '{{count, number}} Dateien ({{size}}) kamen in den Papierkorb dieses Computers. Im Bucket sind sie noch da.',
    kept_one: '{{count, number}} Datei bleibt hier, weil der Bucket sie so vielleicht nicht hat.',
    kept_other: '{{count, number}} Dateien bleiben hier, weil der Bucket sie so vielleicht nicht hat.',
    stays: 'Entfernt wurde nichts. Windlass macht mit den gewählten Ordnern weiter.',
  },
};
