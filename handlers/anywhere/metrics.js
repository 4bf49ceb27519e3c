'use strict';

/**
 * Numbers of a fleet, as a line of the log that CloudWatch makes metrics of.
 *
 * CloudWatch User Guide, "Specification: Embedded metric format".
 *
 * @param {string} role that the fleet is known by
 * @param {number} now
 * @param {Record<string, number>} values
 */
function metricsLine(role, now, values) {
  return `${JSON.stringify({
    _aws: {
      Timestamp: now,
      CloudWatchMetrics: [{
        Namespace: 'EcsAnywhereFleet',
        Dimensions: [['InstanceRole']],
        Metrics: Object.keys(values).map((Name) => ({ Name })),
      }],
    },
    InstanceRole: role,
    ...values,
  })}\n`;
}

module.exports = { metricsLine };
