import * as fs from 'fs';
import * as path from 'path';
import { BY_FILE, testsIn } from '../kit/room';

const TESTS = path.join(__dirname, '..');
const folders = fs.readdirSync(TESTS, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
const withTests = folders.filter((folder) => testsIn(folder).length > 0);

test.each(withTests.filter((room) => !BY_FILE.includes(room)))('CI runs the tests of %s', (room) => {
  expect(fs.readFileSync(path.join(TESTS, 'rooms', `${room}.ts`), 'utf8')).toContain(`testRoom('${room}');`);
});
