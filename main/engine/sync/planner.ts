/** What the planner must know of an edit. */
export interface PlannableOp {
  readonly op_id: string;
  readonly seq: number;
  readonly sizeBytes: number;
  /** False while a document that it names is not at the ENT yet. */
  readonly isReady: boolean;
  /** Names what passes or fails together; null or absent: it stands alone. */
  readonly group_id?: string | null;
  /** The ENT failed at a larger batch that it was in: so many edits at most go with it. Null or absent: any number. */
  readonly batchOpsMax?: number | null;
  /** How often it was sent without an answer. */
  readonly attempts?: number;
}

export interface BatchLimits {
  readonly ops: number;
  /** Of the batch before compression. */
  readonly bytes: number;
}

/** Room for the batch's own fields around its operations. */
const ENVELOPE_BYTES = 1024;

/**
 * Chooses the edits of the next batch, in their order: ready ones, oldest first, within the limits.
 *
 * A group goes whole or waits, its members next to one another; one that no batch can hold goes edit by edit. An edit
 * larger than the limit goes alone, so that the ENT's refusal concerns it and nothing else. Edits among which is one that
 * the ENT fails at go when no other is ready, those that were sent least first.
 *
 * @param failingTimes so many times as many of these go together as what is held against them allows
 */
export function planBatch(
  ops: readonly PlannableOp[],
  limits: BatchLimits,
  failingTimes = 1,
): readonly string[] {
  const ready = unitsOf(ops, limits).filter((unit) => unit.every(({ isReady }) => isReady));
  const well = ready.filter((unit) => unit.every((op) => op.batchOpsMax == null));
  if (well.length > 0) return fill(well, limits);
  const failing = ready.map((unit) => ({
    unit,
    sent: Math.max(...unit.map(({ attempts = 0 }) => attempts)),
  }));
  failing.sort((a, b) => a.sent - b.sent);
  const [first] = failing;
  // What was found to be well in a smaller batch is not put back into a larger one.
  const most = opsMaxOf(first?.unit ?? [], limits);
  const alike = failing.filter(({ unit, sent }) => sent === first?.sent && opsMaxOf(unit, limits) === most);
  return fill(
    alike.map(({ unit }) => unit),
    { ...limits, ops: Math.min(limits.ops, most * failingTimes) },
  );
}

function fill(units: readonly (readonly PlannableOp[])[], limits: BatchLimits): readonly string[] {
  const chosen: string[] = [];
  let bytes = ENVELOPE_BYTES;
  for (const unit of units) {
    const unitBytes = sizeOf(unit);
    if (chosen.length + unit.length > limits.ops) break;
    if (chosen.length > 0 && bytes + unitBytes > limits.bytes) break;
    chosen.push(...unit.map(({ op_id }) => op_id));
    bytes += unitBytes;
  }
  return chosen;
}

/** How many edits may be in a batch with these. */
function opsMaxOf(unit: readonly PlannableOp[], limits: BatchLimits): number {
  return Math.min(limits.ops, ...unit.map(({ batchOpsMax }) => batchOpsMax ?? limits.ops));
}

/** What passes or waits together, by its oldest edit. */
function unitsOf(ops: readonly PlannableOp[], limits: BatchLimits): readonly (readonly PlannableOp[])[] {
  const sorted = [...ops].sort((a, b) => a.seq - b.seq);
  const groups = Map.groupBy(sorted, ({ op_id, group_id }) => group_id ?? op_id);
  return [...groups.values()].flatMap((unit) => {
    const fits = unit.length <= opsMaxOf(unit, limits) && ENVELOPE_BYTES + sizeOf(unit) <= limits.bytes;
    // What they are sent for comes after all of them, or not at all: no class sees half of its grades.
    const isLeft = ({ op_id, group_id }: PlannableOp) => op_id === group_id && unit.length > 1;
    return fits ? [unit] : unit.map((op) => [isLeft(op) ? { ...op, isReady: false } : op]);
  });
}

function sizeOf(ops: readonly PlannableOp[]): number {
  return ops.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

/** Limits after the ENT found a batch of `sent` too large: half of it, or what it named if that is less. */
export function halveLimits(sent: BatchLimits, sentOps: number, named: number | null): BatchLimits {
  const ops = Math.max(1, Math.floor(sentOps / 2));
  const bytes = Math.max(
    ENVELOPE_BYTES * 2,
    Math.min(Math.floor(sent.bytes / 2), named ?? Number.POSITIVE_INFINITY),
  );
  return { ops, bytes };
}

export interface PlannableBlob {
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** Documents grouped for sending: bundles within the limits, and those that must go alone. */
export function planBundles<B extends PlannableBlob>(
  blobs: readonly B[],
  limits: { readonly files: number; readonly bytes: number },
): { readonly bundles: readonly (readonly B[])[]; readonly alone: readonly B[] } {
  const alone = blobs.filter((blob) => frameBytes(blob) > limits.bytes);
  const bundles: B[][] = [];
  // Largest first fills bundles best; ties by hash keep the plan the same for the same documents.
  const small = blobs.filter((blob) => frameBytes(blob) <= limits.bytes);
  for (const blob of small.sort((a, b) => b.sizeBytes - a.sizeBytes || (a.sha256 < b.sha256 ? -1 : 1))) {
    const fit = firstThatFits(bundles, blob, limits);
    if (fit !== undefined) fit.push(blob);
    else bundles.push([blob]);
  }
  return { bundles, alone };
}

function frameBytes(blob: PlannableBlob): number {
  return blob.sizeBytes + 40;
}

function firstThatFits<B extends PlannableBlob>(
  bundles: readonly B[][],
  blob: B,
  limits: { readonly files: number; readonly bytes: number },
): B[] | undefined {
  return bundles.find(
    (bundle) =>
      bundle.length < limits.files &&
      bundle.reduce((sum, other) => sum + frameBytes(other), 0) + frameBytes(blob) <= limits.bytes,
  );
}
