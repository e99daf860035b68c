import { createServer } from 'node:net';

/** A port of the loopback address that is free now. */
export function freePort(): Promise<number> {
  return listenOn(0);
}

/** Whether a port of the loopback address is free now. */
export async function isFree(port: number): Promise<boolean> {
  return listenOn(port).then(
    () => true,
    () => false,
  );
}

function listenOn(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : port));
    });
  });
}
