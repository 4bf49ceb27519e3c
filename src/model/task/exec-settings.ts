import { WrittenContainer } from './written-containers';
import { advise, Finding } from '../finding';

/** How a service runs the containers. */
interface ExecUse {
  /** ECS Exec is on. */
  readonly exec?: boolean;
  /** Absent when not known. */
  readonly windows?: boolean;
}

/** Advises against ECS Exec without a process that ends what the agent leaves behind: ECS Developer Guide, "Monitor Amazon ECS containers with ECS Exec". */
export function checkExecSettings(containers: readonly Pick<WrittenContainer, 'path' | 'initProcess'>[], { exec, windows }: ExecUse): Finding[] {
  if (!exec || windows !== false) return [];
  return containers.filter(({ initProcess }) => initProcess === false).map(({ path }) => advise('ExecAccess.NoInitProcess', `${path}.linuxParameters.initProcessEnabled`,
    'must be true where ECS Exec is on, or processes of sessions that have ended stay in the container; set it to true'));
}
