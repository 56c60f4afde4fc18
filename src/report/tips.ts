import type { Advice, Offer, RunReport } from '../model/outcome.ts';
import { findOutOfMemory } from './cause.ts';
import { plural, sayMoney, sayPercent, saySeconds, short } from './texts.ts';

/** What tips rest on: a report that has everything but them. */
export type Evidence = Omit<RunReport, 'advice'>;

/** A tip with what it is worth, in USD a run where that is known, so that the best three are kept. */
type Tip = Advice & { readonly worth: number };

const MOST = 3;
/** Below this the samples may have missed the workload's habits. */
const MIN_SAMPLES = 20;
const MIN_SPAN_S = 30;
/** Spare memory left on a GPU that is proposed: allocators fragment, and batches vary. */
const MARGIN = 1.15;
const MIN_SAVING = 0.1;

/** Tips from evidence, most valuable first, three at most. Each names the numbers it rests on; without evidence there is none. */
export function advise(report: Evidence, offers: readonly Offer[]): Advice[] {
  const unused = unusedGpus(report);
  return [
    ...outOfMemory(report, offers),
    // The cost of GPUs that are not used counts for more than their type.
    ...(unused === undefined ? [smallerGpu(report, offers), dataBound(report)] : [unused]),
    idlePod(report),
    fullPool(report),
  ]
    .filter((tip) => tip !== undefined)
    .sort((a, b) => b.worth - a.worth)
    .slice(0, MOST)
    .map(({ kind, text }) => ({ kind, text }));
}

function outOfMemory(report: Evidence, offers: readonly Offer[]): Tip[] {
  const { status, class: name, logTail, gpu, telemetry } = report;
  const found = status === 'failed' && name === 'workload' ? findOutOfMemory(logTail) : undefined;
  if (found === undefined) return [];
  const { error, wantedGib, freeGib } = found;
  const driverMib = telemetry?.memoryTotalMib ?? null;
  const total = found.totalGib ?? (driverMib === null ? gpu.vramGib : driverMib / 1_024);
  const free = freeGib === null ? '' : `, with ${short(freeGib)} GiB free`;
  const of = total > 0 ? ` of ${short(total)} GiB` : '';
  const wanted = wantedGib === null ? '' : ` It asked for ${short(wantedGib)} GiB more${free}${of}.`;
  const sizes = wanted === '' && total > 0 ? ` The GPU has ${short(total)} GiB.` : wanted;
  const text = `The GPU ran out of memory (${error}).${sizes} A smaller batch, gradient accumulation, gradient checkpointing or mixed precision need less.`;
  // Vendors round memory (79.2 GiB is sold as 80 GB), so a bigger GPU has to be bigger by more than that.
  const needed = Math.max(total * 1.1, (total + (wantedGib ?? 0) - (freeGib ?? 0)) * 1.02);
  const offer = cheapest(offers, ({ vramGib }) => total > 0 && vramGib >= needed);
  if (offer === undefined) return [{ kind: 'out-of-memory', text, worth: 1e9 }];
  const more = offer.costPerHour - gpu.pricePerHour;
  const price = gpu.pricePerHour > 0 && more > 0 ? `, ${sayMoney(more)} more an hour` : '';
  const bigger = `${short(total)} GiB was too little. With more, and available now: ${named(offer)}${price}.`;
  return [
    { kind: 'out-of-memory', text, worth: 1e9 },
    { kind: 'bigger-gpu', text: bigger, worth: 1e8 },
  ];
}

function smallerGpu(report: Evidence, offers: readonly Offer[]): Tip | undefined {
  const { telemetry, gpu, cost, times } = report;
  if (report.status !== 'succeeded' || telemetry?.memoryMib == null || !isEnough(report)) return undefined;
  const peak = telemetry.memoryMib.peak / 1_024;
  const total = telemetry.memoryTotalMib === null ? gpu.vramGib : telemetry.memoryTotalMib / 1_024;
  // A GPU whose memory was not touched was not used.
  if (peak < 0.06) return undefined;
  const offer = cheapest(
    offers,
    ({ vramGib, costPerHour }) =>
      vramGib >= peak * MARGIN && vramGib < total && costPerHour <= gpu.pricePerHour * (1 - MIN_SAVING),
  );
  if (offer === undefined) return undefined;
  const hourly = (gpu.pricePerHour - offer.costPerHour) * Math.max(1, gpu.count);
  const worth = (hourly * (cost?.billedSeconds ?? times.runSeconds)) / 3_600;
  const busy = telemetry.utilization === null ? '' : `, and the GPU was ${sayPercent(telemetry.utilization.mean)} busy`;
  const each = gpu.count > 1 ? ` on each of ${gpu.count} GPUs` : '';
  const perRun = worth >= 0.005 ? `, ${sayMoney(worth)} a run like this` : '';
  const text =
    `Memory peaked at ${short(peak)} of ${short(total)} GiB${each}${busy}. ` +
    `${named(offer)} would hold it: about ${sayMoney(hourly)} less an hour${perRun}, if its speed is enough.`;
  return { kind: 'smaller-gpu', text, worth };
}

function unusedGpus(report: Evidence): Tip | undefined {
  const { telemetry, cost } = report;
  if (telemetry === null || !isEnough(report)) return undefined;
  const { gpuCount, idleGpus = 0, spanSeconds } = telemetry;
  const used = gpuCount - idleGpus;
  if (idleGpus === 0 || used === 0) return undefined;
  const worth = ((cost?.usd ?? 0) * idleGpus) / gpuCount;
  const price = worth >= 0.005 ? ` They cost ${sayMoney(worth)} of this run.` : '';
  const text = `${idleGpus} of ${gpuCount} GPUs were not used: 0 % busy in all samples over ${saySeconds(spanSeconds)}.${price} Start one process per GPU, for example with \`torchrun --nproc-per-node ${gpuCount}\`, or set \`gpu-count: ${used}\`.`;
  return { kind: 'data-bound', text, worth };
}

function dataBound(report: Evidence): Tip | undefined {
  const { telemetry, cost } = report;
  if (telemetry?.utilization == null || !isEnough(report) || telemetry.spanSeconds < 60) return undefined;
  const { mean, p95, peak } = telemetry.utilization;
  if (mean >= 25) return undefined;
  const span = saySeconds(telemetry.spanSeconds);
  const wasted = (cost?.usd ?? 0) * (1 - mean / 100);
  if (peak === 0 && (telemetry.memoryMib?.peak ?? Infinity) < 64) {
    const text = `The GPU was never used: 0 % busy and no memory taken in ${span} (${plural(telemetry.samples, 'sample')}). Does the program see the GPU, or does it need none?`;
    return { kind: 'data-bound', text, worth: wasted };
  }
  const text = `The GPU was ${sayPercent(mean)} busy (95 % of the time at most ${sayPercent(p95)}) over ${span}: it waited for something else, most often the data loader. More workers, pinned memory, prefetching or data kept on the pod feed it better.`;
  return { kind: 'data-bound', text, worth: wasted / 2 };
}

function idlePod({ cost, times, cleanup }: Evidence): Tip | undefined {
  if (cost === null || times.runSeconds <= 0) return undefined;
  const idle = cost.billedSeconds - times.runSeconds - times.provisionSeconds;
  if (idle < 120 || idle < cost.billedSeconds * 0.1) return undefined;
  const worth = (idle / 3_600) * cost.pricePerHour * cost.gpuCount;
  const advice =
    cleanup === 'kept'
      ? 'Without `keep-pod` it is stopped at once.'
      : 'Fewer or smaller files to sync shorten what is not work.';
  const text = `The pod was billed for ${saySeconds(cost.billedSeconds)} but worked for ${saySeconds(times.runSeconds)}: ${saySeconds(idle)} idle, about ${sayMoney(worth)}. ${advice}`;
  return { kind: 'idle-pod', text, worth };
}

function fullPool({
  class: name,
  times: { queueSeconds, runSeconds },
  org: { slug, pool },
}: Evidence): Tip | undefined {
  const waited = saySeconds(queueSeconds);
  if (name === 'saturated' && queueSeconds > 0) {
    const sessions = pool === null ? 'The sessions' : `All ${pool.limit} sessions`;
    const width = pool === null ? 'the size of the pool' : String(pool.limit);
    const text = `${sessions} of ${slug || 'the pool'} were in use for the ${waited} that this run waited. A longer \`max-wait\`, \`max-parallel: ${width}\` for a matrix, or a larger pool would let it through.`;
    return { kind: 'pool-width', text, worth: 1e7 };
  }
  if (runSeconds <= 0 || queueSeconds < 60 || queueSeconds <= runSeconds) return undefined;
  const use = pool === null ? '' : `, with ${pool.used} of ${pool.limit} sessions in use`;
  const text = `Waiting for a session took ${waited}, longer than the run itself (${saySeconds(runSeconds)})${use}. Fewer matrix jobs at once (\`max-parallel\`), one run for several short jobs, or a larger pool shorten it.`;
  return { kind: 'queue', text, worth: queueSeconds / 3_600 };
}

/** Enough samples, and over most of the run: a sampler that died early saw only the start. */
function isEnough({ telemetry, times }: Evidence): boolean {
  return (
    telemetry !== null &&
    telemetry.samples >= MIN_SAMPLES &&
    telemetry.spanSeconds >= Math.max(MIN_SPAN_S, times.runSeconds * 0.5)
  );
}

/** The cheapest offer that is available and of which price and memory are known. */
function cheapest(offers: readonly Offer[], isWanted: (offer: Offer) => boolean): Offer | undefined {
  return offers
    .filter(({ available, vramGib, costPerHour }) => available !== false && vramGib > 0 && costPerHour > 0)
    .filter(isWanted)
    .sort((a, b) => a.costPerHour - b.costPerHour || a.vramGib - b.vramGib)[0];
}

const named = ({ gpuType, vramGib, costPerHour }: Offer): string =>
  `\`${gpuType}\` (${short(vramGib)} GiB, ${sayMoney(costPerHour)}/h)`;
