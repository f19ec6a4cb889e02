/** For pages, which know the contract alone. */
export { assertNever } from '../core/assert-never.ts';
