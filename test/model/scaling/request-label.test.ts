import { advise, refuse } from '../../../src/model/finding';
import { checkRequestLabel, RequestLabelFacts } from '../../../src/model/scaling/request-label';

const counted = { predefinedMetric: 'ALBRequestCountPerTarget', label: true };
const none = refuse('TaskScaling.NoLabel', 'resourceLabel',
  'is needed for ALBRequestCountPerTarget, got none; write app/<balancer>/<id>/targetgroup/<group>/<id>, from LoadBalancerFullName and TargetGroupFullName');
const other = advise('TaskScaling.OtherLabel', 'resourceLabel',
  'names a target group of another service, got Other; name the one that the service registers its tasks with');

test.each<[RequestLabelFacts, object[]]>([
  [counted, []],
  [{ ...counted, label: undefined }, []],
  [{ ...counted, label: false }, [none]],
  [{ ...counted, label: false, group: 'Other', groups: [] }, [none]],
  [{ ...counted, group: 'Other', groups: ['One', 'Two'] }, [other]],
  [{ ...counted, group: 'Other', groups: [] }, [other]],
  [{ ...counted, group: 'Two', groups: ['One', 'Two'] }, []],
  [{ ...counted, group: 'Other' }, []],
  [{ ...counted, groups: ['One'] }, []],
  [{ predefinedMetric: 'ECSServiceAverageCPUUtilization', label: false, group: 'Other', groups: [] }, []],
  [{ label: false, group: 'Other', groups: [] }, []],
])('the label of %j', (facts, findings) => {
  expect(checkRequestLabel(facts)).toEqual(findings);
});
