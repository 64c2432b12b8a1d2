import { writeSync } from 'node:fs';

/** Prints the one plain line that other programs read, as the very last of a run: Jest's own summary comes before. */
export default class ClosingLineReporter {
  onRunComplete(_contexts, results) {
    const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = results;
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    process.on('exit', () => {
      writeSync(1, `\njest: ${numPassedTests} passed, ${failed} failed, ${numPendingTests} skipped\n`);
    });
  }
}
