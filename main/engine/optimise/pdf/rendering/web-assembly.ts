/** What the sources of plain Node are checked against knows no WebAssembly: these are the parts of it that we use. */
interface WebAssemblyApi {
  readonly compile: (bytes: Uint8Array) => Promise<CompiledModule>;
  readonly Module: new (bytes: Uint8Array) => CompiledModule;
  readonly Instance: new (module: CompiledModule, imports: object) => WasmInstance;
}

/** May be handed to other threads, which then need not compile it again. */
export interface CompiledModule {
  readonly [Symbol.toStringTag]: 'WebAssembly.Module';
}

export interface WasmInstance {
  readonly exports: Readonly<Record<string, unknown>>;
}

export interface WasmTable {
  set(index: number, value: unknown): void;
}

export const webAssembly = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;
