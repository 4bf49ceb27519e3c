import { at, ContainerFacts, pathOf } from './container-facts';
import { advise, Finding } from '../finding';
import { parseImage } from './image';

/** Advises against tasks of one deployment that may run different images. ECS Developer Guide, "Container image resolution". */
export function checkVersionConsistency(containers: readonly Pick<ContainerFacts, 'image' | 'path' | 'versionConsistency'>[]): Finding[] {
  return containers.flatMap((container, index) => {
    const { image, versionConsistency } = container;
    if (versionConsistency !== 'disabled' || image === undefined || parseImage(image).digest !== undefined) return [];
    return [advise('Image.DriftAllowed', at(pathOf(container, index), 'versionConsistency'),
      `must have all tasks of a deployment run the same image, got disabled for ${image}, whose tag may move between two tasks; leave it out, or name a digest`)];
  });
}
