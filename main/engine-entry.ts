/** Where Electron's utility process starts: the engine and its index live here, away from windows and menus. */
import { giveWay } from '../sync-engine/service/give-way.ts';
import { keepHeapLean } from '../sync-engine/service/lean-heap.ts';
import { serveEngine } from './engine/serve-engine.ts';

keepHeapLean();
giveWay(process.env);
serveEngine(process.parentPort);
