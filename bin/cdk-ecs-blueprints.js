#!/usr/bin/env node
'use strict';

const { main } = require('../lib/command/main');

// A reader that has seen enough closes the pipe.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
});
try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`cdk-ecs-blueprints: ${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 2;
}
