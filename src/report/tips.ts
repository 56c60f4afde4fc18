import { sayDuration } from '../model/duration.ts';
import { findOutOfMemory, type OutOfMemory } from './cause.ts';
import type { Advice, Offer, RunReport } from '../model/outcome.ts';
import { gib, plural, sayMoney, sayPercent, short } from './numbers.ts';

/** What advice rests on: a report that has everything but the advice. */
export type Evidence = Omit<RunReport, 'advice'>;

/** Advice with what it is worth, in USD a run where that can be said, so that the best three are kept. */
type Weighed = Advice & { readonly worth: number };

const MOST = 3;
/** Below this the samples may have missed the workload's habits. */
const MIN_SAMPLES = 20;
const MIN_SPAN_S = 30;
/** Spare memory left on a GPU that is proposed: allocators fragment, and batches vary. */
const MARGIN = 1.15;
const MIN_SAVING = 0.1;

/** Advice from evidence, most valuable first, three at most. Each names the numbers it rests on; without evidence there is none. */
export function advise(report: Evidence, offers: readonly Offer[]): Advice[] {
  const weighed = [
    ...onMemory(report, offers),
    smallerGpu(report, offers),
    unusedGpus(report) ?? dataBound(report),
    idlePod(report),
    onQueue(report),
  ].filter((item) => item !== undefined);
  return weighed
    .sort((a, b) => b.worth - a.worth)
    .slice(0, MOST)
    .map(({ kind, text }) => ({ kind, text }));
}

function onMemory(report: Evidence, offers: readonly Offer[]): (Weighed | undefined)[] {
  if (report.status !== 'failed' || report.class !== 'workload') return [];
  const found = findOutOfMemory(report.logTail);
  if (found === undefined) return [];
  const total = found.totalGib ?? totalGib(report);
  const wanted = found.wantedGib === null ? '' : ` It asked for ${short(found.wantedGib)} GiB more`;
  const free = found.freeGib === null || wanted === '' ? '' : `, with ${short(found.freeGib)} GiB free`;
  const of = total > 0 ? ` of ${short(total)} GiB` : '';
  const text =
    `The GPU ran out of memory (${found.error}).` +
    (wanted === '' ? (of === '' ? '' : ` The GPU has ${short(total)} GiB.`) : `${wanted}${free}${of}.`) +
    ' A smaller batch, gradient accumulation, gradient checkpointing or mixed precision need less.';
  return [{ kind: 'out-of-memory', text, worth: 1e9 }, biggerGpu(report, offers, found, total)];
}

function biggerGpu(report: Evidence, offers: readonly Offer[], found: OutOfMemory, total: number): Weighed | undefined {
  if (total <= 0) return undefined;
  const missing = found.wantedGib === null ? 0 : found.wantedGib - (found.freeGib ?? 0);
  // Vendors round memory (79.2 GiB is sold as 80 GB), so a bigger GPU has to be bigger by more than that.
  const needed = Math.max(total * 1.1, (total + missing) * 1.02);
  const fitting = cheapestPerType(offers).filter((offer) => offer.vramGib >= needed);
  if (fitting.length === 0) return undefined;
  const text = `${short(total)} GiB was too little. With more, and available now: ${listed(fitting.slice(0, 2), report.gpu.pricePerHour)}.`;
  return { kind: 'bigger-gpu', text, worth: 1e8 };
}

function smallerGpu(report: Evidence, offers: readonly Offer[]): Weighed | undefined {
  const { telemetry, gpu } = report;
  if (report.status !== 'succeeded' || telemetry?.memoryMib == null || !isEnough(report)) return undefined;
  const totalMib = telemetry.memoryTotalMib ?? gpu.vramGib * 1_024;
  const peakMib = telemetry.memoryMib.peak;
  // The cost of GPUs that are not used counts for more than their type.
  if (unusedGpus(report) !== undefined) return undefined;
  if (gpu.pricePerHour <= 0 || totalMib <= 0 || peakMib < 64) return undefined;
  const needed = (peakMib / 1_024) * MARGIN;
  const fitting = cheapestPerType(offers).filter(
    (offer) =>
      offer.vramGib >= needed &&
      offer.vramGib < totalMib / 1_024 &&
      offer.costPerHour <= gpu.pricePerHour * (1 - MIN_SAVING),
  );
  const best = fitting[0];
  if (best === undefined) return undefined;
  const count = Math.max(1, gpu.count);
  const hourly = (gpu.pricePerHour - best.costPerHour) * count;
  const hours = (report.cost?.billedSeconds ?? report.times.runSeconds) / 3_600;
  const busy = telemetry.utilization === null ? '' : `, and the GPU was ${sayPercent(telemetry.utilization.mean)} busy`;
  const each = count > 1 ? ` on each of ${count} GPUs` : '';
  const perRun = hourly * hours >= 0.005 ? `, ${sayMoney(hourly * hours)} a run like this` : '';
  const many = fitting.length > 1;
  const text =
    `Memory peaked at ${gib(peakMib)} of ${gib(totalMib)} GiB${each}${busy}. ` +
    `${listed(fitting.slice(0, 3))} would hold it: ${many ? 'up to' : 'about'} ${sayMoney(hourly)} less an hour${perRun}, if ${many ? 'their' : 'its'} speed is enough.`;
  return { kind: 'smaller-gpu', text, worth: hourly * hours };
}

function unusedGpus(report: Evidence): Weighed | undefined {
  const { telemetry, cost } = report;
  if (telemetry === null || !isEnough(report)) return undefined;
  const { gpuCount, idleGpus = 0 } = telemetry;
  const used = gpuCount - idleGpus;
  if (idleGpus === 0 || used === 0) return undefined;
  const usd = ((cost?.usd ?? 0) * idleGpus) / gpuCount;
  const price = usd >= 0.005 ? ` They cost ${sayMoney(usd)} of this run.` : '';
  const text = `${idleGpus} of ${gpuCount} GPUs were not used: 0 % busy in all samples over ${say(telemetry.spanSeconds)}.${price} Start one process per GPU, for example with \`torchrun --nproc-per-node ${gpuCount}\`, or set \`gpu-count: ${used}\`.`;
  return { kind: 'data-bound', text, worth: usd };
}

function dataBound(report: Evidence): Weighed | undefined {
  const { telemetry } = report;
  if (telemetry?.utilization == null || !isEnough(report) || telemetry.spanSeconds < 60) return undefined;
  const { mean, p95, peak } = telemetry.utilization;
  if (mean >= 25) return undefined;
  const span = sayDuration(telemetry.spanSeconds * 1_000);
  const worth = (report.cost?.usd ?? 0) * (1 - mean / 100) * 0.5;
  if (peak === 0 && (telemetry.memoryMib?.peak ?? Infinity) < 64) {
    const text = `The GPU was never used: 0 % busy and no memory taken in ${span} (${plural(telemetry.samples, 'sample')}). Does the program see the GPU, or does it need none?`;
    return { kind: 'data-bound', text, worth: worth * 2 };
  }
  const text = `The GPU was ${sayPercent(mean)} busy (95 % of the time at most ${sayPercent(p95)}) over ${span}: it waited for something else, most often the data loader. More workers, pinned memory, prefetching or data kept on the pod feed it better.`;
  return { kind: 'data-bound', text, worth };
}

function idlePod(report: Evidence): Weighed | undefined {
  const { cost, times } = report;
  if (cost === null || times.runSeconds <= 0) return undefined;
  const idle = cost.billedSeconds - times.runSeconds - times.provisionSeconds;
  if (idle < 120 || idle < cost.billedSeconds * 0.1) return undefined;
  const usd = (idle / 3_600) * cost.pricePerHour * cost.gpuCount;
  const text = `The pod was billed for ${say(cost.billedSeconds)} but worked for ${say(times.runSeconds)}: ${say(idle)} idle, about ${sayMoney(usd)}. ${
    report.cleanup === 'kept'
      ? 'Without `keep-pod` it is stopped at once.'
      : 'Fewer or smaller files to sync shorten what is not work.'
  }`;
  return { kind: 'idle-pod', text, worth: usd };
}

function onQueue(report: Evidence): Weighed | undefined {
  const { queueSeconds, runSeconds } = report.times;
  const { pool } = report.org;
  const whose = report.org.slug === '' ? 'the pool' : report.org.slug;
  const full =
    pool === null ? `The sessions of ${whose} were all in use` : `All ${pool.limit} sessions of ${whose} were in use`;
  if (report.class === 'saturated' && queueSeconds > 0) {
    const width = pool === null ? 'the size of the pool' : String(pool.limit);
    const text = `${full} for the ${say(queueSeconds)} that this run waited. A longer \`max-wait\`, \`max-parallel: ${width}\` for a matrix, or a larger pool would let it through.`;
    return { kind: 'pool-width', text, worth: 1e7 };
  }
  if (runSeconds <= 0 || queueSeconds < 60 || queueSeconds <= runSeconds) return undefined;
  const text = `Waiting for a session took ${say(queueSeconds)}, longer than the run itself (${say(runSeconds)})${pool === null ? '' : `, with ${pool.used} of ${pool.limit} sessions in use`}. Fewer matrix jobs at once (\`max-parallel\`), one run for several short jobs, or a larger pool shorten it.`;
  return { kind: 'queue', text, worth: queueSeconds / 3_600 };
}

/** Enough samples, and over most of the run: a sampler that died early saw only the start. */
function isEnough(report: Evidence): boolean {
  const { telemetry, times } = report;
  return (
    telemetry !== null &&
    telemetry.samples >= MIN_SAMPLES &&
    telemetry.spanSeconds >= MIN_SPAN_S &&
    telemetry.spanSeconds >= times.runSeconds * 0.5
  );
}

function totalGib(report: Evidence): number {
  const mib = report.telemetry?.memoryTotalMib ?? null;
  return mib === null ? report.gpu.vramGib : mib / 1_024;
}

/** Offers that can be had and say what they cost and hold: the cheapest of each type, cheapest first. */
function cheapestPerType(offers: readonly Offer[]): Offer[] {
  const types = new Set<string>();
  return offers
    .filter((offer) => offer.available !== false && offer.vramGib > 0 && offer.costPerHour > 0)
    .sort((a, b) => a.costPerHour - b.costPerHour || a.vramGib - b.vramGib)
    .filter((offer) => !types.has(offer.gpuType) && types.add(offer.gpuType));
}

function listed(offers: readonly Offer[], price = 0): string {
  const said = offers.map((offer) => {
    const more = price > 0 && offer.costPerHour > price ? `, ${sayMoney(offer.costPerHour - price)} more` : '';
    return `\`${offer.gpuType}\` (${short(offer.vramGib)} GiB, ${sayMoney(offer.costPerHour)}/h${more})`;
  });
  return [said.slice(0, -1).join(', '), ...said.slice(-1)].filter(Boolean).join(' or ');
}

const say = (seconds: number): string => sayDuration(seconds * 1_000);
