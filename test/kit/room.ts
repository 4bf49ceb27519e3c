import * as fs from 'fs';
import * as path from 'path';

const TESTS = path.join(__dirname, '..');

/** Rooms whose tests stay files of their own: they keep snapshots, or load modules apart. */
export const BY_FILE = ['contract', 'docs', 'handlers', 'strict'];

/** The tests of a room, by their path under `test`. */
export function testsIn(room: string): string[] {
  return fs.readdirSync(path.join(TESTS, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts')).map((file) => path.join(room, file)).sort();
}

/** All tests of a room as one: jest loads aws-cdk-lib anew for each file, which takes longer than most of the tests. */
export function testRoom(room: string): void {
  testsIn(room).forEach((file) => describe(file, () => { jest.requireActual(path.join(TESTS, file)); }));
}
