'use strict';

/** Says how many tests passed and failed, those of the strict validator apart, in the words that .ci/run counts. */
module.exports = class CountReport {
  onRunComplete(_contexts, { numFailedTests, numPassedTests, testResults }) {
    const strict = testResults.filter(({ testFilePath }) => testFilePath.includes('/test/strict/'));
    const sum = (key) => strict.reduce((total, result) => total + result[key], 0);
    if (strict.length > 0) console.log(`strict validator: ${sum('numPassingTests')} templates without a finding, ${sum('numFailingTests')} with`);
    console.log(`${numPassedTests} passed, ${numFailedTests} failed`);
  }
};
