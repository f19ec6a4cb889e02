import type { Texts } from '../catalogue.ts';
import type { en } from '../en/index.ts';

export const held: Texts<typeof en.held> = {
  title: 'Zurückgehaltene Löschungen',
  lead: 'Es wurde so viel auf einmal gelöscht, dass Windlass erst fragt. Entfernt wurde noch nichts.',
  none: 'Keine Löschung wartet.',
  noneBody: 'Wird sehr viel auf einmal gelöscht, hält Windlass es zurück und fragt hier nach.',
  count_one: '{{count, number}} Eintrag, {{size}}',
  count_other: '{{count, number}} Einträge, {{size}}',
  side: {
    remote: 'Auf diesem Computer fort, im Bucket noch da',
    local: 'Im Bucket fort, auf diesem Computer noch da',
  },
  guard: {
    'mass-delete': 'Das ist ein großer Teil dieses Ordners und könnte ein Versehen sein.',
    'root-emptied': 'Der Ordner auf diesem Computer ist leer; vielleicht fehlt sein Laufwerk.',
    'bucket-emptied': 'Der Bucket ist leer; vielleicht wurde er aus Versehen geleert.',
    'root-replaced':
      'Der Ordner auf diesem Computer ist nicht mehr derselbe (anderes Laufwerk oder eine Kopie), und es fehlen Dateien darin.',
    'bucket-wrong':
      'Im Bucket liegt keine der früheren Dateien, dafür liegen andere darin. Vielleicht ist es ein anderer Bucket als zuvor.',
  },
  list: 'Was gelöscht würde',
  from: { remote: 'im Bucket', local: 'auf diesem Computer' },
  move: {
    button: 'In den Papierkorb verschieben',
    what_remote:
      'Sie kommen aus dem Bucket in den Papierkorb-Bucket und lassen sich von dort wiederherstellen.',
    what_local:
      'Sie kommen aus dem Ordner in den Papierkorb dieses Computers und lassen sich von dort zurücklegen.',
    what_both: 'Sie kommen in den Papierkorb ihrer Seite und lassen sich von dort wiederherstellen.',
    title_one: '{{count, number}} Eintrag in den Papierkorb verschieben?',
    title_other: '{{count, number}} Einträge in den Papierkorb verschieben?',
    confirm: 'In den Papierkorb',
  },
  back: {
    button: 'Zurückholen',
    what_remote: 'Sie werden aus dem Bucket wieder in den Ordner heruntergeladen.',
    what_local: 'Sie werden von diesem Computer wieder in den Bucket hochgeladen.',
    what_both: 'Jede Seite bekommt von der anderen zurück, was ihr fehlt.',
  },
  answered: {
    move_one: '{{count, number}} Eintrag kommt in den Papierkorb.',
    move_other: '{{count, number}} Einträge kommen in den Papierkorb.',
    'bring-back_one': '{{count, number}} Eintrag kommt zurück.',
    'bring-back_other': '{{count, number}} Einträge kommen zurück.',
    root: 'Windlass benutzt von nun an diesen Ordner.',
  },
  root: {
    title: 'Ist das noch der richtige Ordner?',
    what: 'Unter {{folder}} liegt ein anderer Ordner als der, den Windlass kannte: Ihm fehlt die Kennung, die Windlass dort hinterlassen hat. Das kommt vor, wenn ein Laufwerk nicht eingehängt ist oder ein Ordner neu angelegt oder kopiert wurde.',
    first:
      'Ist der richtige Ordner nur gerade nicht da, legen Sie ihn zurück (oder schließen Sie das Laufwerk an). Windlass bemerkt das und macht von selbst weiter.',
    adopt: {
      button: 'Das ist mein Ordner',
      what: 'Windlass macht mit diesem Ordner weiter. Was darin fehlt, gilt als von Ihnen gelöscht; ist das viel, fragt Windlass noch einmal, bevor es etwas aus dem Bucket entfernt.',
    },
    union: {
      button: 'Neu beginnen und alles behalten',
      what: 'Windlass macht mit diesem Ordner weiter und vereint beide Seiten: Was hier fehlt, wird heruntergeladen; was es nur hier gibt, wird hochgeladen. Gelöscht wird nichts.',
    },
    confirm: {
      title: 'Mit diesem Ordner weitermachen?',
      body: 'Dateien, die in {{folder}} fehlen, gelten als gelöscht. Sie kämen in den Papierkorb-Bucket und lassen sich aus dem Papierkorb wiederherstellen.',
    },
  },
};
