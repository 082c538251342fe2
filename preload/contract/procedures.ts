import { oc } from '@orpc/contract';
import { contractErrors } from './errors.ts';

/** The start of every procedure: all of them can fail with any declared code. */
export const procedure = oc.errors(contractErrors);
