import { localTreeConformance } from './local-tree.conformance.ts';
import { memoryWorld, realWorld } from './world.ts';

localTreeConformance('a real folder', realWorld);
localTreeConformance('in memory', memoryWorld);
