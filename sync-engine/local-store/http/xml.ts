import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';
import { S3Error } from '../errors.ts';

/** A document to render: leaves are text, arrays repeat their element, `undefined` leaves it out, `@name` is an attribute. */
export type XmlValue =
  | string
  | number
  | boolean
  | undefined
  | readonly XmlValue[]
  | { readonly [element: string]: XmlValue };

/** A parsed element: its child elements by name, in document order; text is kept exactly. */
export interface XmlElement {
  readonly text: string;
  children(name: string): readonly XmlElement[];
  child(name: string): XmlElement | undefined;
}

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

// Entities are written and read by the functions below: the library knows neither control characters (object keys
// may hold them) nor numeric references unless given a table, and it caps the number of references per document.
const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  processEntities: false,
  suppressEmptyNode: false,
});
const parser = new XMLParser({
  parseTagValue: false,
  trimValues: false,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  removeNSPrefix: true,
  processEntities: false,
  alwaysCreateTextNode: true,
  isArray: (_name, _path, _leaf, isAttribute) => !isAttribute,
});

/** Renders one S3 document; the root carries S3's namespace unless `plain`. */
export function renderXml(
  root: string,
  content: { readonly [element: string]: XmlValue },
  plain = false,
): string {
  const body = escapeAll(content) as Record<string, unknown>;
  return builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    [root]: plain ? body : { '@xmlns': namespace, ...body },
  });
}

/** Parses a request document whose root must be `root`; anything else is MalformedXML. */
export function parseXml(document: string, root: string): XmlElement {
  // No S3 client sends a DTD or CDATA; refusing them removes entity expansion and a second escaping rule.
  if (/<!DOCTYPE|<!\[CDATA\[/iu.test(document) || XMLValidator.validate(document) !== true) {
    throw new S3Error('MalformedXML');
  }
  const top = element(parser.parse(document)).child(root);
  if (top === undefined) throw new S3Error('MalformedXML');
  return top;
}

function element(node: unknown): XmlElement {
  const fields = (typeof node === 'object' && node !== null ? node : {}) as Readonly<Record<string, unknown>>;
  const raw = typeof node === 'string' ? node : (fields['#text'] ?? '');
  const children = (name: string): readonly XmlElement[] => {
    const found = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return Array.isArray(found) ? found.map(element) : [];
  };
  return {
    text: unescapeText(typeof raw === 'string' ? raw : ''),
    children,
    child: (name) => children(name)[0],
  };
}

function escapeAll(value: XmlValue): unknown {
  if (typeof value === 'string') return escapeText(value);
  if (Array.isArray(value)) return value.map(escapeAll);
  if (typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, child]) =>
        child === undefined ? [] : [[name, escapeAll(child)]],
      ),
    );
  }
  return value;
}

const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Control characters go out as numeric references, as S3 sends them (strictly, XML 1.0 has no way to say them). */
function escapeText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are the point
  return text.replaceAll(/[&<>"\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]/gu, (character) => {
    return named[character] ?? `&#x${(character.codePointAt(0) ?? 0).toString(16)};`;
  });
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeText(text: string): string {
  return text.replaceAll(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/giu,
    (_match, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) {
        const character = entities[name];
        if (character === undefined) throw new S3Error('MalformedXML');
        return character;
      }
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) throw new S3Error('MalformedXML');
      return String.fromCodePoint(code);
    },
  );
}
