import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Bodies, type NewBody, type Segment } from './bodies.ts';
import { BodyFiles } from './body-files.ts';
import { Buckets } from './buckets.ts';
import { IndexFile, type Transaction } from './index-file.ts';
import { ObjectListing } from './listing.ts';
import { Uploads } from './uploads.ts';
import { VersionListing } from './version-listing.ts';
import { Versions } from './versions.ts';

/** Everything the store keeps: the index and the bodies, opened together. */
export class Storage {
  readonly buckets: Buckets;
  readonly versions: Versions;
  readonly uploads: Uploads;
  readonly objects: ObjectListing;
  readonly allVersions: VersionListing;
  readonly bodies: Bodies;
  readonly files: BodyFiles;
  readonly #index: IndexFile;

  /** Opens (or makes) a store in a directory of its own and sweeps what a crash left behind. */
  constructor(directory: string) {
    mkdirSync(join(directory, '.store'), { recursive: true, mode: 0o700 });
    this.#index = new IndexFile(join(directory, '.store', 'index.sqlite'), (file) => this.files.drop(file));
    const { db } = this.#index;
    // Only now is it certain that no other store works on this directory: the sweep may begin.
    this.files = new BodyFiles(directory);
    this.bodies = new Bodies(db, this.files);
    this.buckets = new Buckets(db);
    this.versions = new Versions(db, this.bodies);
    this.uploads = new Uploads(db, this.bodies);
    this.objects = new ObjectListing(db);
    this.allVersions = new VersionListing(db);
    this.files.sweep((file) => this.bodies.isKnown(file));
  }

  /** Applies a change atomically; resolves once it is durable. */
  change<T>(work: (transaction: Transaction) => T): Promise<T> {
    return this.#index.change(work);
  }

  /** As `change`, for a change that brings a body with it: the body goes when the change is refused. */
  async changeWithBody<T>(
    body: NewBody,
    work: (segments: readonly Segment[], transaction: Transaction) => T,
  ): Promise<T> {
    try {
      return await this.#index.change((transaction) => work(this.bodies.add(body), transaction));
    } catch (error) {
      if (body.kind === 'file') await this.files.discard(body.staged);
      throw error;
    }
  }

  close(): void {
    this.#index.close();
  }
}
