/**
 * The process that talks to the OS keychain: one request as JSON on stdin, one answer as JSON on stdout, then it ends.
 */
import { text } from 'node:stream/consumers';
import { answerKeychain } from './keychain-answer.ts';

process.stdout.write(await answerKeychain(await text(process.stdin)));
