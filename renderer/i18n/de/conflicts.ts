import type { Texts } from '../catalogue.ts';
import type { en } from '../en/index.ts';

export const conflicts: Texts<typeof en.conflicts> = {
  title: 'Konflikte',
  lead: 'Diese Dateien wurden hier und anderswo geändert, bevor Windlass sie zusammenbringen konnte. Beide Versionen bleiben, bis Sie wählen.',
  none: 'Kein Konflikt wartet.',
  leadNone:
    'Hier stehen Dateien, die an zwei Orten geändert wurden, bevor Windlass sie zusammenbringen konnte.',
  noneBody:
    'Wird eine Datei an zwei Orten zugleich geändert, bleiben beide Versionen erhalten, und Sie wählen hier.',
  pager: 'Konflikte',
  previous: 'Voriger Konflikt',
  next: 'Nächster Konflikt',
  position: 'Konflikt {{at, number}} von {{count, number}}',
  found: 'Bemerkt am {{time}}',
  newer: 'neuer',
  gone: 'Diese Version ist nicht mehr da.',
  mine: {
    title: 'Meine Version',
    short: 'Meine',
    what: 'Auf diesem Computer geändert; als Kopie aufgehoben',
  },
  theirs: {
    title: 'Andere Version',
    short: 'Andere',
    what: 'Anderswo geändert; trägt jetzt den Namen',
  },
  fact: { path: 'Datei', size: 'Größe', changed: 'Geändert', device: 'Gerät', unknown: 'nicht bekannt' },
  reading: 'Beide Versionen werden gelesen…',
  cannotShow:
    'Der Inhalt dieser Dateien lässt sich hier nicht zeigen. Um sie zu vergleichen, öffnen Sie beide aus dem Ordner auf diesem Computer, unter den Namen oben.',
  diff: {
    title: 'Was sie unterscheidet',
    onlyMine_one: '{{count, number}} Zeile nur in meiner',
    onlyMine_other: '{{count, number}} Zeilen nur in meiner',
    onlyTheirs_one: '{{count, number}} Zeile nur in der anderen',
    onlyTheirs_other: '{{count, number}} Zeilen nur in der anderen',
    gap_one: '{{count, number}} gleiche Zeile',
    gap_other: '{{count, number}} gleiche Zeilen',
    same: 'Beide Texte sind gleich.',
    ends: 'Beide Texte lesen sich gleich: Nur ihre Zeilenenden sind verschieden.',
    sameStart: 'Was von beiden Texten gezeigt wird, ist gleich; sie unterscheiden sich weiter hinten.',
    cut: 'Hier werden nur die ersten 256 KiB von beiden verglichen.',
  },
  alike: 'Mit allen {{count, number}} Konflikten ebenso verfahren',
  choice: {
    mine: {
      button: 'Meine behalten',
      all: 'Überall meine behalten',
      what: 'Meine Version wird zu „{{name}}“. Die andere kommt in den Papierkorb dieses Computers und aus dem Bucket in den Papierkorb-Bucket.',
      whatHere:
        'Meine Version wird zu „{{name}}“. Die andere kommt in den Papierkorb dieses Computers. Der Bucket bleibt, wie er ist.',
      alone: 'Meine Version wird zu „{{name}}“. Sonst ist nichts zu verschieben.',
      gone: 'Meine Version ist nicht mehr da.',
      ask_one: 'Bei {{count, number}} Konflikt meine Version behalten?',
      ask_other: 'Bei {{count, number}} Konflikten meine Version behalten?',
      askBody:
        'Meine Versionen bekommen die Namen. Die anderen kommen in den Papierkorb dieses Computers und aus dem Bucket in den Papierkorb-Bucket; von dort lassen sie sich zurückholen.',
      askHere:
        'Meine Versionen bekommen die Namen. Die anderen kommen in den Papierkorb dieses Computers und lassen sich von dort zurückholen. Der Bucket bleibt, wie er ist.',
    },
    theirs: {
      button: 'Andere behalten',
      all: 'Überall die andere behalten',
      what: '„{{name}}“ bleibt, wie es ist. Meine Version „{{copy}}“ kommt in den Papierkorb dieses Computers und aus dem Bucket in den Papierkorb-Bucket.',
      whatHere:
        '„{{name}}“ bleibt, wie es ist. Meine Version „{{copy}}“ kommt in den Papierkorb dieses Computers. Der Bucket bleibt, wie er ist.',
      alone: '„{{name}}“ bleibt, wie es ist. Sonst ist nichts zu verschieben.',
      gone: 'Die andere Version ist nicht mehr da.',
      ask_one: 'Bei {{count, number}} Konflikt die andere Version behalten?',
      ask_other: 'Bei {{count, number}} Konflikten die andere Version behalten?',
      askBody:
        'Die anderen Versionen bleiben, wie sie sind. Meine kommen in den Papierkorb dieses Computers und aus dem Bucket in den Papierkorb-Bucket; von dort lassen sie sich zurückholen.',
      askHere:
        'Die anderen Versionen bleiben, wie sie sind. Meine kommen in den Papierkorb dieses Computers und lassen sich von dort zurückholen. Der Bucket bleibt, wie er ist.',
    },
    both: {
      button: 'Beide behalten',
      all: 'Überall beide behalten',
      what: 'Nichts wird verschoben. „{{name}}“ und „{{copy}}“ bleiben beide, hier und im Bucket.',
      whatHere: 'Nichts wird verschoben. „{{name}}“ und „{{copy}}“ bleiben beide hier.',
      alone: 'Nichts wird verschoben. Was da ist, bleibt, hier und im Bucket.',
      ask_one: 'Bei {{count, number}} Konflikt beide Versionen behalten?',
      ask_other: 'Bei {{count, number}} Konflikten beide Versionen behalten?',
      askBody: 'Nichts wird verschoben. Alle Dateien bleiben unter ihren jetzigen Namen, hier und im Bucket.',
      askHere: 'Nichts wird verschoben. Alle Dateien bleiben hier unter ihren jetzigen Namen.',
    },
  },
  more_one: 'und {{count, number}} weiterer',
  more_other: 'und {{count, number}} weitere',
  doneOne: {
    mine: '„{{path}}“ ist gelöst: Ihre Version trägt jetzt den Namen.',
    theirs: '„{{path}}“ ist gelöst: Die andere Version wurde behalten.',
    both: '„{{path}}“ ist gelöst: Beide Versionen wurden behalten.',
  },
  doneBefore_one: '{{count, number}} Konflikt war schon gelöst.',
  doneBefore_other: '{{count, number}} Konflikte waren schon gelöst.',
  done: {
    mine_one: '{{count, number}} Konflikt ist gelöst: Ihre Version trägt jetzt den Namen.',
    mine_other: '{{count, number}} Konflikte sind gelöst: Ihre Versionen tragen jetzt die Namen.',
    theirs_one: '{{count, number}} Konflikt ist gelöst: Die andere Version wurde behalten.',
    theirs_other: '{{count, number}} Konflikte sind gelöst: Die anderen Versionen wurden behalten.',
    both_one: '{{count, number}} Konflikt ist gelöst: Beide Versionen wurden behalten.',
    both_other: '{{count, number}} Konflikte sind gelöst: Beide Versionen wurden behalten.',
  },
  failed_one: '{{count, number}} Konflikt ließ sich nicht lösen. An ihm wurde nichts geändert.',
  failed_other: '{{count, number}} Konflikte ließen sich nicht lösen. An ihnen wurde nichts geändert.',
  failedRemedy: 'So sind sie jetzt. Sehen Sie noch einmal hin und wählen Sie noch einmal.',
};
