'use strict';

const { jest } = require('../../package.json');

const BY_FILE = '<rootDir>/test/{contract,docs,handlers,strict}/**/*.test.ts';

/** The same tests as without it, a room at a time. */
module.exports = { ...jest, rootDir: '../..', testMatch: ['<rootDir>/test/rooms/*.ts', BY_FILE] };
