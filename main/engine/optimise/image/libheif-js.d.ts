/** The few calls that we make of libheif, built for WebAssembly (LGPL-3.0, used as it comes, in a folder of its own). */
declare module 'libheif-js/wasm-bundle.js' {
  interface Failure {
    readonly code: { readonly value: number };
    readonly message?: string;
  }
  interface Channel {
    readonly id: unknown;
    readonly width: number;
    readonly height: number;
    /** Bytes from one row to the next. */
    readonly stride: number;
    readonly data: Uint8Array;
  }
  /** Opaque handles into the module's memory. */
  type Context = { readonly __context: unique symbol };
  type ImageHandle = { readonly __handle: unique symbol; readonly code?: undefined };
  type Image = { readonly __image: unique symbol };

  interface LibHeif {
    heif_context_alloc(): Context;
    heif_context_free(context: Context): void;
    heif_context_read_from_memory(context: Context, bytes: Uint8Array): Failure;
    heif_js_context_get_primary_image_handle(context: Context): ImageHandle | Failure;
    heif_image_handle_release(handle: ImageHandle): void;
    heif_image_handle_get_width(handle: ImageHandle): number;
    heif_image_handle_get_height(handle: ImageHandle): number;
    heif_image_handle_has_alpha_channel(handle: ImageHandle): number;
    heif_js_decode_image2(
      handle: ImageHandle,
      colourSpace: unknown,
      chroma: unknown,
    ): { readonly image: Image; readonly channels: readonly Channel[]; readonly code?: undefined } | Failure;
    heif_image_release(image: Image): void;
    readonly heif_colorspace: { readonly heif_colorspace_RGB: unknown };
    readonly heif_chroma: {
      readonly heif_chroma_interleaved_RGB: unknown;
      readonly heif_chroma_interleaved_RGBA: unknown;
    };
  }
  const libheif: LibHeif;
  // biome-ignore lint/style/noDefaultExport: this is how the package exports.
  export default libheif;
}
