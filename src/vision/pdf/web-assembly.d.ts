/** The part of WebAssembly that we use; its types belong to the browser's library, which a server does not load. */
declare namespace WebAssembly {
  interface Module {
    readonly __module: never
  }
  interface Instance {
    readonly exports: Exports
  }
  type Exports = Record<string, unknown>
  type Imports = Record<string, Record<string, unknown>>
  const Instance: new (module: Module, imports: Imports) => Instance
  function compile(bytes: Uint8Array): Promise<Module>
}
