// What is used of heic-decode, which brings no types.
declare module 'heic-decode' {
  interface HeicImage {
    width: number;
    height: number;
    /** Four bytes a pixel: red, green, blue, opacity. */
    decode(): Promise<{ width: number; height: number; data: Uint8ClampedArray }>;
  }
  const decode: { all(input: { buffer: Uint8Array }): Promise<HeicImage[] & { dispose(): void }> };
  export default decode;
}
