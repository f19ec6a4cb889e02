/** Where Electron's utility process starts: the engine and its index live here, away from windows and menus. */
import { keepHeapLean } from '../sync-engine/service/lean-heap.ts';
import { serveEngine } from './engine/serve-engine.ts';

keepHeapLean();
serveEngine(process.parentPort);
