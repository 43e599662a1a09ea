/** PDFium as WebAssembly: the few calls that we make, inside a bound of memory. Scripts in a document never run. */
import { PDFiumModule } from '@hyzyla/pdfium'

/** Calls of PDFium's C interface (`fpdfview.h`, `fpdf_doc.h`, `fpdf_javascript.h`); pointers and handles are numbers. */
export interface Pdfium {
  /** How much its memory may grow to was asked for and refused. */
  readonly isOutOfMemory: () => boolean
  readonly HEAPU8: Uint8Array
  readonly wasmExports: { malloc(sizeBytes: number): number; free(pointer: number): void }
  _FPDF_InitLibrary(): void
  /** Document; 0 when it cannot be opened, and then `_FPDF_GetLastError` says why. */
  _FPDF_LoadMemDocument(bytes: number, sizeBytes: number, password: number): number
  _FPDF_GetLastError(): number
  _FPDF_GetPageCount(document: number): number
  /** Writes UTF-16LE with its zero and answers the bytes needed for it. */
  _FPDF_GetMetaText(document: number, tag: number, buffer: number, sizeBytes: number): number
  _FPDFDoc_GetJavaScriptActionCount(document: number): number
  /** Page; 0 when it is broken. */
  _FPDF_LoadPage(document: number, index: number): number
  _FPDF_ClosePage(page: number): void
  /** In points, 1/72 inch, as the page is turned. */
  _FPDF_GetPageWidth(page: number): number
  _FPDF_GetPageHeight(page: number): number
  _FPDFBitmap_CreateEx(width: number, height: number, format: number, buffer: number, stride: number): number
  _FPDFBitmap_FillRect(bitmap: number, left: number, top: number, width: number, height: number, argb: number): void
  _FPDFBitmap_Destroy(bitmap: number): void
  _FPDF_RenderPageBitmap(
    bitmap: number,
    page: number,
    left: number,
    top: number,
    width: number,
    height: number,
    quarterTurns: number,
    flags: number,
  ): void
}

/** Answers of `_FPDF_GetLastError`. */
export const PASSWORD_ERROR = 4
export const SECURITY_ERROR = 5

/** Opens PDFium in this thread; it may take at most `maxMemoryBytes`, and fails when a document wants more. */
export async function openPdfium(program: WebAssembly.Module, maxMemoryBytes: number): Promise<Pdfium> {
  let isOutOfMemory = false
  const options = {
    print: () => undefined,
    printErr: () => undefined,
    instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) {
      const grow = imports.env?.emscripten_resize_heap
      if (typeof grow !== 'function') throw new Error('PDFium asks for memory in another way than expected')
      const growWithin = (sizeBytes: number): unknown => {
        // The program's numbers are signed here and sizes are not.
        if (sizeBytes >>> 0 <= maxMemoryBytes) return grow(sizeBytes)
        isOutOfMemory = true
        return 0
      }
      const instance = new WebAssembly.Instance(program, {
        ...imports,
        env: { ...imports.env, emscripten_resize_heap: growWithin },
      })
      done(instance)
      return instance.exports
    },
  }
  // The package's types leave out most of the calls that its program has.
  const module = (await PDFiumModule(options as never)) as unknown as Pdfium
  module._FPDF_InitLibrary()
  return Object.assign(module, { isOutOfMemory: () => isOutOfMemory })
}
