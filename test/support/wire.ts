/** A connection to a server that can stay open but carry no more data. */
import { connect, createServer, type Server, type Socket } from 'node:net';

export async function startWire(target: number): Promise<{ port: number; fallSilent(): void; stop(): void }> {
  const sockets: Socket[] = [];
  const server: Server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    near.pipe(far);
    far.pipe(near);
    for (const socket of [near, far]) socket.on('error', () => near.destroy());
    sockets.push(near, far);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The wire has no port.');
  return {
    port: address.port,
    fallSilent() {
      for (const socket of sockets) socket.unpipe();
    },
    stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
