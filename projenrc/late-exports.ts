import { readFileSync, writeFileSync } from 'fs';

// Rewrites the compiled lib/index.js: each export loads its file when it is first read, not when the library is imported.
const INDEX = 'lib/index.js';

const code = readFileSync(INDEX, 'utf8');
const files = new Map(Array.from(code.matchAll(/^var (\w+) = require\("(.+)"\);$/gm), ([, variable, file]) => [variable, file]));
const getters = Array.from(
  code.matchAll(/^Object\.defineProperty\(exports, "(\w+)", .* return (\w+)\.\1; } }\);$/gm),
  ([, name, variable]) => ({ name, file: files.get(variable) }),
);
const rooms = Array.from(code.matchAll(/^exports\.(\w+) = __importStar\(require\("(.+)"\)\);$/gm), ([, name, file]) => ({ name, file }));
const names = [...new Set(Array.from(code.matchAll(/\bexports\.(\w+) = /g), ([, name]) => name))];
if (getters.length === 0 || getters.length + rooms.length !== names.length || getters.some(({ file }) => file === undefined)) {
  throw new Error(`${INDEX} is not as jsii writes it: ${names.length} names, ${getters.length} getters, ${files.size} files`);
}

// Literal, since Node finds the names for `import { … }` in the assignments, and bundlers the files in the calls of `require`.
writeFileSync(INDEX, `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
${names.map((name) => `exports.${name} = `).join('')}void 0;
const loaders = {
${getters.map(({ name, file }) => `  ${name}: () => require("${file}").${name},`).join('\n')}
${rooms.map(({ name, file }) => `  ${name}: () => require("${file}"),`).join('\n')}
};
for (const [name, get] of Object.entries(loaders)) Object.defineProperty(exports, name, { enumerable: true, get });
`);
