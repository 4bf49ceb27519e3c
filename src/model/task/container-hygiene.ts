import { isRoot } from './user';
import { WrittenContainer } from './written-containers';
import { advise, Finding } from '../finding';

// Windows Server documentation, "Container security: user accounts".
const ADMINISTRATOR = /^(user manager\\)?containeradministrator$/i;

/** What the containers of a task run on. */
interface ContainerSystem {
  /** Absent when not known. */
  readonly windows?: boolean;
}

/** Advises against a root filesystem that can be written to: AWS Security Hub control ECS.5. Windows knows no other. */
export function checkReadonlyRoot(containers: readonly Pick<WrittenContainer, 'path' | 'readonlyRoot'>[], { windows }: ContainerSystem): Finding[] {
  if (windows !== false) return [];
  return containers.filter(({ readonlyRoot }) => readonlyRoot === false).map(({ path }) => advise('RootFilesystem.Writable', `${path}.readonlyRootFilesystem`,
    'must be true, or whoever breaks into the container can change its programs; set it to true, and mount a volume where the application writes'));
}

/** Advises against containers whose user may do everything in them, or is left to the image: AWS Security Hub controls ECS.20 and ECS.21. */
export function checkUser(containers: readonly Pick<WrittenContainer, 'path' | 'user'>[], { windows }: ContainerSystem): Finding[] {
  return containers.flatMap(({ path, user }) => {
    if (windows === undefined || user === undefined) return [];
    const got = user === '' ? 'none, which leaves it to the image' : user;
    if (windows) {
      return user === '' || ADMINISTRATOR.test(user) ? [advise('User.Administrator', `${path}.user`,
        `must be named and not the administrator of the container, got ${got}; name another, such as ContainerUser`)] : [];
    }
    return user === '' || isRoot(user) ? [advise('User.Root', `${path}.user`,
      `must be named and not root, got ${got}; name the number of another, such as 1000:1000`)] : [];
  });
}
