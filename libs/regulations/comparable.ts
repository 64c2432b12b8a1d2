/**
 * Which facts of a case's memory make cases of a process comparable in how long they take. Only processes that stand here
 * have their end foretold. No part of an edition: it decides no case.
 */
export interface Comparable {
  /** Cases of another kind are never compared. */
  kind: string;
  /** Cases of the same field are compared first, where there are enough. */
  field: string;
}

const comparable: Record<string, Comparable> = {
  qualification: { kind: 'kind', field: 'fieldCode' },
};

/** By which facts; null where cases of this process are not compared. */
export const comparedBy = (process: string): Comparable | null =>
  Object.hasOwn(comparable, process) ? comparable[process]! : null;
