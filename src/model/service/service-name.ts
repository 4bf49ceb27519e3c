import { advise, Finding } from '../finding';

/** Advises against a name of the user's own: CloudFormation makes the new service before it removes the old one. */
export function checkServiceName(written: boolean | undefined): Finding[] {
  return written !== true ? [] : [advise('Service.Name', 'serviceName',
    'is fixed, so that a change that replaces the service fails: the old one has the name until it is gone; leave it out')];
}
