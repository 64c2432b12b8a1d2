import { isMainThread, Worker } from 'node:worker_threads';
import { requireProof } from '#regulations';
import { Failure } from './failure.js';

/** Proves every process in a thread of its own, while other things are made ready; rejects with what was found. */
export function proveAside(): Promise<void> {
  return new Promise((proved, failed) => {
    const thread = new Worker(new URL(import.meta.url));
    thread.once('error', (error) =>
      failed(new Failure(error instanceof Error ? error.message : String(error))),
    );
    thread.once('exit', (code) => {
      if (code === 0) proved();
      else failed(new Failure('The processes were not proved.'));
    });
  });
}

if (!isMainThread) requireProof();
