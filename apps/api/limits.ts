import { scopeTableLimits } from '#register';

/** Bytes of a JSON body. */
export const bodyLimit = 1024 * 1024;
/** Bytes of one document handed in for a case. */
export const documentLimit = 20 * 1024 * 1024;
/** Bytes of one scope table: as many as its reader takes. */
export const scopeTableLimit = scopeTableLimits.bytes;
/** Entries on one page of a list, at most and unless told. */
export const pageLimit = { most: 100, usual: 20 };
