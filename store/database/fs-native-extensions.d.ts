/** Types for the part of fs-native-extensions that the store uses; it comes without types. */
declare module 'fs-native-extensions' {
  /** Locks a file exclusively until its descriptor is closed. @returns false when another descriptor has the lock. */
  export function tryLock(descriptor: number): boolean;
}
