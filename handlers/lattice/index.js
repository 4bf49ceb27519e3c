'use strict';

const { respond } = require('./cloudformation');
const { prefixListNamed } = require('./prefix-list');
const { liveWeights } = require('./weights');

/** @typedef {import('./cloudformation').Event<any>} Event */

// The SDK is part of Lambda's Node.js runtime, and loaded where it is used so that nothing else needs it.

/** @param {Event} event */
async function prefixList(event) {
  const { EC2 } = require('@aws-sdk/client-ec2');
  const api = new EC2({ maxAttempts: 8 });
  await respond(event, (properties) => prefixListNamed(api, properties));
}

/** @param {Event} event */
async function weights(event) {
  const { VPCLattice } = require('@aws-sdk/client-vpc-lattice');
  const api = new VPCLattice({ maxAttempts: 8 });
  await respond(event, (properties, before) => liveWeights(api, properties, before));
}

module.exports = { prefixList, weights };
