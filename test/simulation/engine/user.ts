import type { SeededRandom } from '../../../sync-engine/adapters/memory/seeded-random.ts';
import type { Device } from './device.ts';
import type { Ledger } from './ledger.ts';

const NAMES = ['a', 'b', 'c', 'd/a', 'd/b', 'd/e/f', 'a!', 'a.txt', 'ü.txt', 'g/h/i/j'] as const;

/** People at their computers. Every content they write is new, so that each byte can be followed through the world. */
export class Users {
  /** Contents that somebody deleted or overwrote with their own hands, somewhere. */
  readonly superseded = new Set<string>();
  /** Every content ever written. */
  readonly written = new Set<string>();
  private readonly random: SeededRandom;
  private readonly ledger: Ledger;
  private readonly say: (line: string) => void;
  private count = 0;

  constructor(random: SeededRandom, ledger: Ledger, say: (line: string) => void) {
    this.random = random;
    this.ledger = ledger;
    this.say = say;
  }

  /** One thing a person does; what the file system refuses is not done. */
  act(device: Device): void {
    try {
      this.tryTo(device);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
    }
  }

  /** A file whose name is not in NFC, as some systems spell it. */
  seedDecomposed(device: Device): void {
    device.tree.userReplace('e\u0308', this.fresh());
  }

  /** The same new file put on several computers at once, as by a backup. */
  seedEverywhere(devices: readonly Device[], path: string): void {
    const content = this.fresh();
    for (const device of devices) device.tree.userReplace(path, content);
  }

  private tryTo(device: Device): void {
    const { random } = this;
    const files = [...device.tree.snapshot()].filter(([path]) => !path.endsWith('/')).map(([path]) => path);
    const folders = [...device.tree.snapshot().keys()].filter((path) => path.endsWith('/'));
    const kind = files.length === 0 ? 0 : random.integer(10);
    const file = files.length === 0 ? random.pick(NAMES) : random.pick(files);
    switch (kind) {
      case 0:
      case 1:
      case 2:
        this.write(device, random.pick(NAMES));
        break;
      case 3:
      case 4:
        this.write(device, file);
        break;
      case 5:
        this.remove(device, file);
        break;
      case 6:
        this.move(device, file, `${random.pick(['', 'd/', 'k/'])}moved-${random.integer(4)}`);
        break;
      case 7:
        this.say(`user of ${device.name} touches ${file}`);
        device.tree.userTouch(file);
        break;
      case 8:
        this.say(`user of ${device.name} makes a folder`);
        device.tree.userMkdir(random.pick(['empty', 'd/empty', 'k']));
        break;
      default:
        if (folders.length > 0) this.folder(device, random.pick(folders).slice(0, -1));
    }
  }

  private fresh(): Uint8Array {
    // Sizes repeat, so that an edit may keep the size, and a rename may meet a stranger of the same size.
    const content = `content ${String(this.count++).padStart(4, '0')}${'.'.repeat(this.random.integer(3))}`;
    this.written.add(content);
    return new TextEncoder().encode(content);
  }

  private write(device: Device, path: string): void {
    const { tree } = device;
    const before = contentsAt(device, path);
    const bytes = this.fresh();
    const text = new TextDecoder().decode(bytes);
    this.say(`user of ${device.name} writes ${path}: ${text}`);
    try {
      if (this.random.integer(2) === 0) tree.userWrite(path, bytes);
      else tree.userReplace(path, bytes);
    } catch (error) {
      this.written.delete(text);
      throw error;
    }
    this.supersede(before);
  }

  private remove(device: Device, path: string): void {
    const before = contentsAt(device, path);
    this.say(`user of ${device.name} deletes ${path}`);
    this.removing(device, path);
    device.tree.userDelete(path);
    this.supersede(before);
  }

  private move(device: Device, from: string, to: string): void {
    if (from === to) return;
    const replaced = contentsAt(device, to);
    this.say(`user of ${device.name} moves ${from} to ${to}`);
    this.removing(device, from);
    device.tree.userMove(from, to);
    this.supersede(replaced);
  }

  private folder(device: Device, path: string): void {
    if (this.random.integer(2) === 0) return this.remove(device, path);
    const to = `moved-folder-${this.random.integer(3)}`;
    if (path === to || contentsAt(device, to).length > 0) return undefined;
    return this.move(device, path, to);
  }

  /** Files that are on their way at this moment may land in the folder before it goes, so all that ever lay there count. */
  private removing(device: Device, path: string): void {
    this.ledger.fileRemoved(device.name, path);
    for (const name of device.tree.snapshot().keys()) {
      if (name.startsWith(`${path}/`)) this.ledger.fileRemoved(device.name, name);
    }
  }

  private supersede(contents: readonly string[]): void {
    for (const content of contents) this.superseded.add(content);
  }
}

/** Contents of a file, or of everything in a folder. */
function contentsAt(device: Device, path: string): readonly string[] {
  const found: string[] = [];
  for (const [name, bytes] of device.tree.snapshot()) {
    if (bytes !== undefined && (name === path || name.startsWith(`${path}/`)))
      found.push(new TextDecoder().decode(bytes));
  }
  return found;
}
