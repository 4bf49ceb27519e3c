import { Validations } from 'aws-cdk-lib/core';
import { IConstruct } from 'constructs';
import { checkJointLoad, SharedLoadFacts } from '../model/capacity/joint-load';
import { InstancePoolFacts } from '../model/capacity/pool-facts';
import { Finding, sentence } from '../model/finding';
import { warningId } from '../private/guard';

/** A pool that knows the services on it. */
export interface SharedPool extends IConstruct {
  /** @internal */
  readonly _tenants: PoolTenants;
  /** @internal */
  _facts(): InstancePoolFacts;
}

/** A service, and the pools that it is spread over. */
interface Tenant {
  readonly load: SharedLoadFacts;
  readonly pools: ReadonlySet<SharedPool>;
}

/**
 * The services on a pool.
 *
 * At synth, when all of them and all daemons are known, it warns of services that do not fit together. The pools of a service that is spread
 * over several count as one, of which the first warns.
 */
export class PoolTenants {
  /** Remembers a service on each of its pools. */
  public static add(load: SharedLoadFacts, pools: readonly SharedPool[]): void {
    const inOrder = [...pools].sort((one, other) => one.node.path.localeCompare(other.node.path));
    const tenant = { load, pools: new Set(inOrder) };
    tenant.pools.forEach(({ _tenants: { tenants } }) => tenants.push(tenant));
  }

  /** The services that have no other pools than these. */
  private static within(group: readonly SharedPool[]): SharedLoadFacts[] {
    const tenants = new Set(group.flatMap((pool) => pool._tenants.tenants));
    return [...tenants].filter(({ pools }) => [...pools].every((pool) => group.includes(pool))).map(({ load }) => load);
  }

  private readonly tenants: Tenant[] = [];

  constructor(private readonly pool: SharedPool) {
    pool.node.addValidation({
      validate: () => {
        this.findings().forEach((finding) => Validations.of(pool).addWarning(warningId(finding), sentence(finding)));
        return [];
      },
    });
  }

  private findings(): Finding[] {
    const led = this.tenants.map(({ pools }) => [...pools]).filter(([first]) => first === this.pool);
    const groups = new Map(led.map((pools) => [pools.map(({ node }) => node.path).join(), pools]));
    return [...groups.values()].flatMap((pools) => checkJointLoad({
      pools: pools.map((pool) => pool._facts()),
      services: PoolTenants.within(pools),
    }));
  }
}
