import { localTrashConformance } from './local-trash.conformance.ts';
import { memoryWorld, realWorld } from './world.ts';

localTrashConformance('a folder', realWorld);
localTrashConformance('in memory', memoryWorld);
