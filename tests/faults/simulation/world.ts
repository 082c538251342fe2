import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BackUps } from './back-ups.ts';
import { Choices } from './choices.ts';
import { Device } from './device.ts';
import { brokenInvariants, ownConflicts } from './invariants.ts';
import { type EntRules, ModelEnt, WHOLE_RULES } from './model-ent.ts';
import { Publications } from './publications.ts';
import { SavedWork } from './saved-work.ts';
import { writeSchool } from './school.ts';
import { SecondThoughts } from './second-thoughts.ts';
import { SeededRandom } from './seeded-random.ts';
import { START_MS } from './start.ts';
import { Stories } from './stories.ts';
import { Teacher } from './teacher.ts';
import { Weather, type WorldTime } from './weather.ts';
import { WebEdits } from './web-edits.ts';

const HOUR_MS = 3_600_000;
/** Sessions of each device after which, in good weather, everything is settled (I4). */
const SESSIONS_TO_SETTLE = 3;

export interface RunReport {
  readonly seed: number;
  readonly violations: readonly string[];
  /** Everything that happened, a line each: two runs of a seed give the same. */
  readonly trace: readonly string[];
  readonly troubles: ReadonlyMap<string, number>;
}

export interface RunOptions {
  /** Holds the databases while the seed runs; on memory, if it can be had. */
  readonly directory: string;
  readonly template: string;
  readonly rules?: EntRules;
}

/** Runs one seed: two devices, the web, an ENT and its weather, until all is calm and settled. */
export async function runSeed(seed: number, options: RunOptions): Promise<RunReport> {
  const directory = mkdtempSync(join(options.directory, 'seed-'));
  const world = new World(seed, directory, options);
  try {
    await world.live();
    await world.settle();
  } catch (error) {
    world.violations.push(`it threw: ${error instanceof Error ? error.stack : String(error)}`);
  } finally {
    world.close();
    rmSync(directory, { recursive: true, force: true });
  }
  return { seed, violations: world.allViolations(), trace: world.trace, troubles: world.weather.seen };
}

class World {
  readonly trace: string[] = [];
  readonly violations: string[] = [];
  readonly weather: Weather;
  readonly #random: SeededRandom;
  /** Chance of its own: the rest of a story stays what it was. */
  readonly #kills: SeededRandom;
  readonly #secondThoughts: SecondThoughts;
  readonly #time: WorldTime = { nowMs: START_MS };
  readonly #ent: ModelEnt;
  readonly #devices: readonly Device[];
  readonly #work = new SavedWork();
  #entBackUp: ReturnType<ModelEnt['snapshot']> | null = null;
  readonly #backUps: BackUps;
  #hasEntGoneBack = false;
  readonly #teacher: Teacher;
  readonly #web: WebEdits;
  readonly #choices: Choices;
  readonly #stories: Stories;
  readonly #publications: Publications;

  constructor(seed: number, directory: string, { template, rules = WHOLE_RULES }: RunOptions) {
    this.#random = new SeededRandom(seed, 'world');
    this.#kills = new SeededRandom(seed + 2_000_001, 'kills');
    this.#ent = new ModelEnt(rules);
    this.#publications = new Publications(this.#ent, () => this.#devices);
    this.#teacher = new Teacher(
      this.#random,
      this.#work,
      (line) => this.#log(line),
      (...typed) => this.#publications.typed(...typed),
    );
    this.weather = new Weather(this.#ent, new SeededRandom(seed + 1, 'weather'), this.#time);
    this.#web = new WebEdits(this.#ent, this.#random, this.#work, () => this.#teacher.newWord());
    this.#choices = new Choices(this.#random, this.#work);
    this.#stories = new Stories(this.#kills, {
      ent: this.#ent,
      web: this.#web,
      weather: this.weather,
      teacher: this.#teacher,
      publications: this.#publications,
      now: () => this.#time.nowMs,
      log: (line) => this.#log(line),
      synchronise: (device) => this.#synchronise(device),
    });
    const undo = new SeededRandom(seed + 1_000_001, 'undo');
    this.#secondThoughts = new SecondThoughts(undo, this.#ent, this.#work);
    this.#backUps = new BackUps(directory, this.#ent, this.#work);
    this.weather.onStopped = (at) => this.#meetStopped(at);
    this.weather.onUnderway = ({ name }) => this.#gradeMeanwhile(name);
    const parts = { time: this.#time, weather: this.weather };
    this.#devices = ['home', 'school'].map(
      (name, index) =>
        new Device(
          {
            ...parts,
            name,
            directory: join(directory, name),
            random: new SeededRandom(seed + 2 + index, name),
          },
          template,
        ),
    );
    writeSchool(this.#ent);
  }

  allViolations(): string[] {
    return [
      ...this.violations,
      ...this.weather.violations,
      ...this.#ent.violations,
      ...this.#ent.documents.violations,
      ...this.#publications.violations,
    ];
  }

  close(): void {
    for (const device of this.#devices) device.close();
  }

  async live(): Promise<void> {
    for (const device of this.#devices) {
      await device.open();
      this.#log(`${device.name} first: ${await this.#synchronise(device)}`);
    }
    this.weather.storm = this.#random.fraction() * 0.5;
    const isRough = this.#random.happens(0.25);
    const steps = 10 + this.#random.below(25);
    for (let step = 0; step < steps; step += 1) await this.#step(isRough);
  }

  async #step(isRough: boolean): Promise<void> {
    const random = this.#random;
    const device = random.pick(this.#devices);
    const dice = random.fraction();
    await this.#stories.perhapsLive(device);
    const undone = this.#secondThoughts.have(device);
    if (undone !== null) this.#publications.forget(device.name);
    if (undone !== null) this.#log(undone);
    const again = this.#secondThoughts.looksAgainAt(device);
    if (again !== null) this.#teacher.grade(device, again);
    this.#time.nowMs += random.below(random.happens(0.1) ? 2 * HOUR_MS : 60_000);
    if (dice < 0.4) await this.#edit(device);
    else if (dice < 0.52) this.#log(this.#web.edit());
    else if (dice < 0.84) await this.#synchroniseWhileTyping(device);
    else if (dice < 0.88) await this.#restart(device);
    else if (dice < 0.91) this.#setClock(device);
    else if (dice < 0.95) this.#resolveOne(device);
    else if (isRough) await (this.#kills.happens(0.3) ? this.#liveAgain(device) : this.#disaster(device));
  }

  /** The moment at which an effect and the memory of it could come apart: somebody writes over it before it is asked for again. */
  #meetStopped(at: string): void {
    if (this.#random.happens(0.5)) return;
    const line = this.#web.editTheSame(at);
    if (line !== null) this.#log(line);
  }

  /** A back-up is made or put back, here or there; cursors are forgotten. */
  async #disaster(device: Device): Promise<void> {
    switch (this.#random.below(5)) {
      case 0:
        this.#entBackUp = this.#ent.snapshot();
        return this.#log('the ENT is backed up');
      case 1:
        if (this.#entBackUp === null) return;
        this.#ent.restore(this.#entBackUp);
        this.#hasEntGoneBack = true;
        this.#work.loseOnTheWeb();
        this.#publications.forget();
        return this.#log('the ENT is put back');
      case 2:
        return this.#log(this.#backUps.make(device));
      case 3:
        return this.#putBack(device);
      default:
        this.#ent.forgetCursors();
        return this.#log('cursors are forgotten');
    }
  }

  async #putBack(device: Device): Promise<void> {
    const line = await this.#backUps.putBack(device);
    if (line === null) return;
    this.#secondThoughts.forget(device.name);
    this.#publications.forget(device.name);
    this.#log(line);
  }

  /** What waited was sent since the back-up was made, and once it is put back the teacher types something else over it. */
  async #liveAgain(device: Device): Promise<void> {
    const waiting = device.waiting().filter(({ entity, state }) => entity === 'grade' && state === 'pending');
    if (waiting.length === 0) return;
    this.#log(this.#backUps.make(device));
    this.#log(`${device.name} syncs: ${await this.#synchronise(device)}`);
    await this.#putBack(device);
    for (const { entity_id } of waiting) this.#teacher.grade(device, entity_id);
  }

  async #synchroniseWhileTyping(device: Device): Promise<void> {
    const isTyping = this.#kills.happens(0.2);
    if (isTyping) this.#teacher.beginGrade(device);
    const outcome = await this.#synchronise(device);
    this.#log(`${device.name} syncs: ${outcome}`);
    if (isTyping && outcome !== 'killed') this.#teacher.endGrade(device);
  }

  async #restart(device: Device): Promise<void> {
    await device.restart();
    this.#log(`${device.name} restarts`);
  }

  #setClock(device: Device): void {
    const skewMs = (this.#random.fraction() - 0.5) * 48 * HOUR_MS;
    device.setClock(Math.round(skewMs));
    this.#log(`${device.name} sets its clock by ${Math.round(skewMs / 60_000)} min`);
  }

  /** The teacher goes on grading while their device syncs, often the copy that they have in hand. */
  #gradeMeanwhile(name: string): void {
    const device = this.#devices.find((other) => other.name === name);
    if (device !== undefined) this.#teacher.gradeMeanwhile(device);
  }

  async #edit(device: Device): Promise<void> {
    const underWay = this.#teacher.edit(device);
    if (underWay !== null) await underWay;
    // The screen has shown it as saved, and that is all that there was time for: the process ends in the same turn.
    if (this.#kills.happens(0.08)) await this.#restart(device);
  }

  async #synchronise(device: Device): Promise<string> {
    const outcome = await device.synchronise();
    // A device that was put back to yesterday no longer knows what it wrote; an ENT that was counts its versions again.
    if (!this.#hasEntGoneBack && !this.#backUps.restores.has(device.name))
      this.violations.push(...ownConflicts(this.#ent, device));
    return outcome;
  }

  #resolveOne(device: Device): boolean {
    const line = this.#choices.makeOne(device, this.#hasEntGoneBack);
    if (line !== null) this.#publications.forget(device.name);
    if (line !== null) this.#log(line);
    return line !== null;
  }

  #log(line: string): void {
    this.trace.push(`${this.#time.nowMs - START_MS} ${line}`);
  }

  /** Good weather: everything must come to rest by itself, but for what only the teacher can decide. */
  async settle(): Promise<void> {
    this.weather.calm();
    this.#time.nowMs += 200 * HOUR_MS;
    for (const device of this.#devices) device.forgetSilence();
    await this.#settleOnce('when the storm is over');
    // Every choice may meet the other device's; each brings fewer.
    for (let round = 0; round < 8; round += 1) {
      let isAny = false;
      for (const device of this.#devices) while (this.#resolveOne(device)) isAny = true;
      if (!isAny) break;
      await this.#settleOnce('after the choices');
    }
    this.violations.push(
      ...brokenInvariants({
        ent: this.#ent,
        devices: this.#devices,
        edits: this.#work.edits,
        lessonTokens: this.#work.words,
        shownBeside: this.#choices.shownBeside,
        wasRestored: this.#hasEntGoneBack || this.#backUps.restores.size > 0,
        hasEntGoneBack: this.#hasEntGoneBack,
        localRestores: this.#backUps.restores,
        takenBack: this.#secondThoughts.takenBack(),
      }),
    );
    await this.#checkIdle();
  }

  async #settleOnce(when: string): Promise<void> {
    for (const device of this.#devices) await this.#answerNotices(device);
    for (let session = 0; session < SESSIONS_TO_SETTLE; session += 1) {
      for (const device of this.#devices) {
        const outcome = await this.#synchronise(device);
        this.#log(`${device.name} settles: ${outcome}`);
        if (outcome !== 'done') await this.#answerNotices(device, outcome);
      }
    }
    for (const device of this.#devices) {
      const left = device.waiting().filter(({ state }) => state === 'pending' || state === 'sealed');
      if (left.length > 0)
        this.violations.push(`I4 ${device.name} still holds ${JSON.stringify(left)} ${when}`);
    }
  }

  /** The teacher reads what the screen says, and goes on. */
  async #answerNotices(device: Device, outcome = ''): Promise<void> {
    device.retryRefused();
    this.#publications.forget(device.name);
    const { heldDeletions, datasetChange } = device.sync.notices();
    if (datasetChange !== null) {
      await device.adopt(datasetChange.datasetId);
      this.#log(`${device.name} starts again from what the ENT has`);
    } else if (heldDeletions !== null) device.sync.decideDeletions(heldDeletions.setId, 'accepted');
    else if (outcome !== '')
      this.violations.push(`I4 ${device.name}: a sync in good weather ends ${outcome}`);
  }

  /** I8: a sync with nothing to say costs one request. */
  async #checkIdle(): Promise<void> {
    for (const device of this.#devices) {
      if (device.waiting().length > 0) continue;
      await device.synchronise();
      const before = this.weather.requests;
      await device.synchronise();
      const cost = this.weather.requests - before;
      if (cost > 1) this.violations.push(`I8 ${device.name}: an idle sync took ${cost} requests`);
    }
  }
}
