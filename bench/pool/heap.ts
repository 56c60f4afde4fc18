/** A binary heap of (time, code) pairs in typed arrays: the simulation's agenda. Equal times leave in the order they came. */
export class Agenda {
  #times = new Float64Array(1024);
  #order = new Float64Array(1024);
  #codes = new Int32Array(1024);
  #size = 0;
  #added = 0;
  /** Of the event that `next` returned. */
  now = 0;

  get size(): number {
    return this.#size;
  }

  add(time: number, code: number): void {
    if (this.#size === this.#times.length) this.#grow();
    let at = this.#size++;
    const order = this.#added++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#before(time, order, parent)) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#put(at, time, order, code);
  }

  /** Takes the earliest event and returns its code; its time is then in `now`. */
  next(): number {
    const code = this.#codes[0] ?? -1;
    this.now = this.#times[0] ?? Infinity;
    const size = --this.#size;
    const time = this.#times[size] ?? 0;
    const order = this.#order[size] ?? 0;
    const moved = this.#codes[size] ?? 0;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && this.#before(this.#times[child + 1] ?? 0, this.#order[child + 1] ?? 0, child)) child++;
      if (this.#before(time, order, child)) break;
      this.#move(child, at);
      at = child;
    }
    this.#put(at, time, order, moved);
    return code;
  }

  #before(time: number, order: number, at: number): boolean {
    const other = this.#times[at] ?? 0;
    return time < other || (time === other && order < (this.#order[at] ?? 0));
  }

  #move(from: number, to: number): void {
    this.#put(to, this.#times[from] ?? 0, this.#order[from] ?? 0, this.#codes[from] ?? 0);
  }

  #put(at: number, time: number, order: number, code: number): void {
    this.#times[at] = time;
    this.#order[at] = order;
    this.#codes[at] = code;
  }

  #grow(): void {
    const [times, order, codes] = [this.#times, this.#order, this.#codes];
    this.#times = new Float64Array(times.length * 2);
    this.#order = new Float64Array(times.length * 2);
    this.#codes = new Int32Array(times.length * 2);
    this.#times.set(times);
    this.#order.set(order);
    this.#codes.set(codes);
  }
}
