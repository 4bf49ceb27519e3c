import { Finding, refuse } from '../finding';

/** What is known of a collector of traces and metrics. */
export interface CollectorFacts {
  readonly ownConfig: boolean;
  /** Options that ask for a part of the configuration that is made. */
  readonly asked: readonly string[];
  /** It takes anything at all. */
  readonly takes: boolean;
}

/** Refuses options that a configuration of one's own leaves without effect, and a collector of nothing. */
export function checkCollector({ ownConfig, asked, takes }: CollectorFacts): Finding[] {
  if (ownConfig) {
    return asked.map((option) => refuse('OpenTelemetry.OwnConfig', option, 'is for the configuration that is made, got `config` too; leave one of them out'));
  }
  return takes ? [] : [refuse('OpenTelemetry.Nothing', '', 'takes traces or metrics, got neither; leave the collector out')];
}
