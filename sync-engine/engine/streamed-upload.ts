import type { Written } from '../ports/object-store.ts';
import type { OperationContext } from './operations/operation.ts';
import { moving } from './movement.ts';
import { giveUp, intentOf } from './resumable-upload.ts';
import type { LargeUpload } from './resumable-upload.ts';

/**
 * Sends a file of middling size in one go, in parts side by side. It starts over after a restart; the index knows that it
 * was under way, so that the parts a killed process leaves behind can be swept up. Only for providers that check conditions
 * when the parts are joined: the store joins them itself, which leaves no moment for a look of ours.
 */
export async function uploadStreamed(context: OperationContext, request: LargeUpload): Promise<Written> {
  const { key, file, options } = request;
  const { size } = file.stamp;
  const left = context.index.upload(key);
  // Begun by parts, when the file was larger or the provider unknown: once its id is overwritten, nobody could end it.
  if (left !== undefined && left.uploadId !== '') await giveUp(context, left);
  context.index.apply([{ kind: 'upload', upload: intentOf(context, request) }]);
  const source = { size, open: (start: number, end: number) => context.tree.read(file, { start, end }) };
  try {
    return await moving(context.progress, size, (onProgress) =>
      context.store.putStream(key, source, { ...options, onProgress }),
    );
  } catch (error) {
    context.index.apply([{ kind: 'upload-gone', key }]);
    throw error;
  }
}
