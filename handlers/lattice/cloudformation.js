'use strict';

/**
 * What CloudFormation sends to a custom resource.
 *
 * @template T
 * @typedef {object} Event
 * @property {'Create' | 'Update' | 'Delete'} RequestType
 * @property {string} ResponseURL
 * @property {string} StackId
 * @property {string} RequestId
 * @property {string} LogicalResourceId
 * @property {string} [PhysicalResourceId]
 * @property {T} ResourceProperties
 * @property {T} [OldResourceProperties]
 */

/**
 * What CloudFormation gets to hear: what was read, or why it could not be. There is nothing to take back.
 *
 * @template T
 * @param {Event<T>} event
 * @param {(properties: T, before?: T) => Promise<Record<string, unknown>>} read
 */
async function answer(event, read) {
  const { LogicalResourceId, OldResourceProperties, PhysicalResourceId, RequestId, RequestType, ResourceProperties, StackId } = event;
  const reply = { StackId, RequestId, LogicalResourceId, PhysicalResourceId: PhysicalResourceId ?? LogicalResourceId };
  if (RequestType === 'Delete') return { ...reply, Status: 'SUCCESS' };
  try {
    const Data = await read(ResourceProperties, OldResourceProperties);
    console.info(`${LogicalResourceId}: ${JSON.stringify(Data)}`);
    return { ...reply, Status: 'SUCCESS', Data };
  } catch (error) {
    console.error(error);
    return { ...reply, Status: 'FAILED', Reason: /** @type {Error} */ (error).message };
  }
}

/**
 * @template T
 * @param {Event<T>} event
 * @param {(properties: T, before?: T) => Promise<Record<string, unknown>>} read
 */
async function respond(event, read) {
  const body = JSON.stringify(await answer(event, read));
  // CloudFormation signed the address without a content type.
  const { ok, status } = await fetch(event.ResponseURL, { method: 'PUT', body, headers: { 'content-type': '' } });
  if (!ok) throw new Error(`CloudFormation did not take the answer: status ${status}`);
}

module.exports = { answer, respond };
