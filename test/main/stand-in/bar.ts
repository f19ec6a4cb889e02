import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';

interface Entry {
  readonly label?: string;
  readonly role?: string;
  readonly click?: () => void;
  readonly submenu?: readonly Entry[];
}

export class Menu {
  readonly items: readonly (Entry & { readonly submenu?: Menu })[];

  constructor(template: readonly Entry[]) {
    this.items = template.map(({ submenu, ...entry }) =>
      submenu === undefined ? entry : { ...entry, submenu: new Menu(submenu) },
    ) as typeof this.items;
  }

  static buildFromTemplate(template: readonly Entry[]): Menu {
    return new Menu(template);
  }

  static setApplicationMenu(_menu: Menu): void {}
}

export class Tray extends EventEmitter {
  constructor(image: string) {
    super();
    this.setImage(image);
  }

  setImage(image: string): void {
    if (!existsSync(image)) throw new Error(`Failed to load image from path '${image}'`);
  }

  setToolTip(_text: string): void {}
  setContextMenu(_menu: Menu): void {}
}

export class Notification extends EventEmitter {
  readonly title: string;
  readonly body: string;

  constructor(options: { readonly title: string; readonly body: string }) {
    super();
    this.title = options.title;
    this.body = options.body;
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {}
  close(): void {}
}
