import type { Texts } from '../catalogue.ts';
import type { en } from '../en/index.ts';

export const problems: Texts<typeof en.problems> = {
  title: 'Dateien, die nicht auf gleichem Stand sind',
  lead: 'Bei jeder steht, warum, und was helfen würde. Mit allen anderen geht es weiter.',
  none: 'Jede Datei lässt sich abgleichen.',
  list: 'Dateien, die nicht auf gleichem Stand sind',
  retry: 'Jetzt noch einmal versuchen',
  resume: 'Fortsetzen und noch einmal versuchen',
  ignore: 'Ignorieren',
  ignored: '„{{path}}“ wird von jetzt an in Ruhe gelassen. Es steht in den Ignorierregeln.',
  blocked: 'Blockiert',
  failed: 'Fehlgeschlagen',
  since: 'seit {{when}}',
  attempts_one: 'einmal versucht',
  attempts_other: '{{count, number}}-mal versucht',
  next: 'nächster Versuch {{when}}',
  soon: 'nächster Versuch gleich',
};
