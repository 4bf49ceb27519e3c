'use strict';

// What the tests of the model and of the pack use of jest, for mocha: it loads modules once for all mutants, where jest loads them for each.
const { expect } = require('expect');
const { configureGlobal } = require('fast-check');
const { bind } = require('jest-each');
const { ModuleMocker } = require('jest-mock');

const withEach = (declare) => Object.assign(declare, { each: bind(declare) });

// Mocha sets its own `describe` before each file.
let describeOfMocha;
const describe = withEach((...args) => describeOfMocha(...args));
Object.defineProperty(globalThis, 'describe', { get: () => describe, set: (own) => { describeOfMocha = own; } });

globalThis.expect = expect;
globalThis.jest = new ModuleMocker(globalThis);
globalThis.test = withEach((title, body) => globalThis.it(title, body));
globalThis.beforeAll = (body) => globalThis.before(body);
globalThis.afterAll = (body) => globalThis.after(body);

// A mutant is found by the first value that fails: that there is a smaller one takes long to learn, and tells nothing.
configureGlobal({ endOnFailure: true });

// What is read once of a template must not outlive the mutant that read it.
let test = 0;
globalThis.WeakMap = class extends WeakMap {
  get(key) {
    const kept = super.get(key);
    return kept?.test === test ? kept.value : undefined;
  }

  has(key) {
    return super.get(key)?.test === test;
  }

  set(key, value) {
    return super.set(key, { test, value });
  }
};

exports.mochaHooks = { beforeEach: () => { test += 1; } };
