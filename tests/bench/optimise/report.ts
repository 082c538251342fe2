import type { DocumentModeRow } from './document-mode.ts';
import type { LongScan } from './long-scan.ts';
import type { PdfRow, Survival, Total } from './pdf-rows.ts';

/** A file that is no PDF. */
export interface FileRow {
  readonly file: string;
  readonly before: number;
  readonly after: number;
  readonly outcome: string;
  readonly output: string;
  /** As the product measured it. */
  readonly ssim: number | undefined;
  /** As the benchmark does, of photographs. */
  readonly measured?: number | undefined;
  readonly viewed?: number | undefined;
}

export interface Figures {
  readonly pdfs: readonly PdfRow[];
  readonly totals: readonly Total[];
  readonly photos: {
    readonly rows: readonly FileRow[];
    readonly before: number;
    readonly after: number;
    readonly ratio: number;
    readonly ratioOfOptimised: number;
  };
  readonly others: readonly FileRow[];
  readonly documentMode: readonly DocumentModeRow[];
  readonly longScan: LongScan | undefined;
  readonly seconds: Readonly<Record<string, number>>;
}

export interface Target {
  readonly target: string;
  readonly value: number | undefined;
  readonly limit: number;
  /** Undefined where it was not measured in this run. */
  readonly isMet: boolean | undefined;
  /** The files that miss it. */
  readonly missedBy?: readonly string[];
}

export interface Report extends Figures {
  readonly targets: readonly Target[];
  readonly survival: readonly Survival[];
  /** Where the figures fell behind the stored ones. */
  readonly stepsBack: readonly string[];
}
