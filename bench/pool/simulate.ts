import { Agenda } from './heap.ts';

/** One draw of a scenario: everything that does not depend on the policy. Seconds throughout. */
export interface Load {
  readonly sessions: number;
  /** When each job submits for the first time. */
  readonly arrivals: Float64Array;
  readonly lengths: Float64Array;
  /** A fresh draw of how long calls of `gpu` take. The pool decides at a call's end. */
  readonly calls: () => () => number;
  /** Intervals in which a person wants a session. People go first: a freed session is theirs while one of them waits. */
  readonly people: readonly { readonly from: number; readonly to: number }[];
}

/** Asked after each refused call. @returns seconds until the next call is made. */
export type Delay = (job: number, waited: number, call: number) => number;

export interface Result {
  readonly makespan: number;
  /** Slot time unused while a job waited, of all slot time up to the last start. */
  readonly idleShare: number;
  readonly waits: Float64Array;
  readonly refused: Int32Array;
  readonly trace: Trace;
}

/** Empty unless asked for. */
export interface Trace {
  /** Time and number of jobs waiting, after each event. */
  readonly queue: (readonly [time: number, waiting: number])[];
  readonly refusals: number[];
}

const [ARRIVE, DECIDE, FINISH, WANT, LEAVE] = [0, 1, 2, 3, 4] as const;

/**
 * Plays one load. Without a `delay` it is the *instant schedule*: first come, first served, calls cost nothing, and
 * each free session is taken at once.
 */
export function simulate(load: Load, delay?: Delay, traced = false): Result {
  const { sessions, arrivals, lengths, people } = load;
  const jobs = arrivals.length;
  const size = Math.max(jobs, people.length);
  const agenda = new Agenda();
  const waits = new Float64Array(jobs);
  const refused = new Int32Array(jobs);
  const calls = new Float64Array(jobs);
  const callSeconds = load.calls();
  const trace: Trace = { queue: [], refusals: [] };
  const line: number[] = [];
  const peopleInLine: number[] = [];
  let [head, free, waiting, makespan, idle, lastStart, before] = [0, sessions, 0, 0, 0, 0, 0];

  const start = (job: number, now: number): void => {
    free--;
    waiting--;
    waits[job] = now - (arrivals[job] ?? 0);
    lastStart = now;
    agenda.add(now + (lengths[job] ?? 0), FINISH * size + job);
  };
  const release = (now: number): void => {
    free++;
    let person = peopleInLine.shift();
    while (person !== undefined && (people[person]?.to ?? 0) <= now) person = peopleInLine.shift();
    if (person !== undefined) sit(person);
    else if (delay === undefined && head < line.length) start(line[head++] ?? 0, now);
  };
  const sit = (person: number): void => {
    free--;
    agenda.add(people[person]?.to ?? 0, LEAVE * size + person);
  };
  const submit = (job: number, now: number): void => {
    const call = callSeconds();
    calls[job] = call;
    agenda.add(now + call, DECIDE * size + job);
  };

  for (let job = 0; job < jobs; job++) agenda.add(arrivals[job] ?? 0, ARRIVE * size + job);
  for (let person = 0; person < people.length; person++) agenda.add(people[person]?.from ?? 0, WANT * size + person);

  while (agenda.size > 0) {
    const event = agenda.next();
    const now = agenda.now;
    if (waiting > 0) idle += free * (now - before);
    before = now;
    const who = event % size;
    switch ((event - who) / size) {
      case ARRIVE:
        waiting++;
        if (delay !== undefined) submit(who, now);
        else if (free > 0) start(who, now);
        else line.push(who);
        break;
      case DECIDE:
        if (free > 0) start(who, now);
        else {
          refused[who] = (refused[who] ?? 0) + 1;
          if (traced) trace.refusals.push(now);
          submit(who, now + (delay?.(who, now - (arrivals[who] ?? 0), calls[who] ?? 0) ?? 0));
        }
        break;
      case FINISH:
        makespan = Math.max(makespan, now);
        release(now);
        break;
      case WANT:
        if (free > 0) sit(who);
        else peopleInLine.push(who);
        break;
      default:
        release(now);
    }
    if (traced) trace.queue.push([now, waiting]);
  }
  return { makespan, idleShare: lastStart > 0 ? idle / (sessions * lastStart) : 0, waits, refused, trace };
}
