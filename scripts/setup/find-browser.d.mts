/** What playwright.config.ts knows of find-browser.mjs. */
export declare function findBrowser(): string | undefined
