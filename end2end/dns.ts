// A server of names on this machine, which knows what a test tells it: texts (TXT records) by name.
import { createSocket } from "node:dgram";

const TXT = 16;
const NO_SUCH_NAME = 3;

/** The name of a question, and where the question ends. */
function question(packet: Buffer) {
  const labels: string[] = [];
  let at = 12;
  for (let length = packet[at]; length > 0; length = packet[at]) {
    labels.push(packet.toString("ascii", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join(".").toLowerCase(), end: at + 5 };
}

function answer(packet: Buffer, texts: Map<string, string>) {
  const { name, end } = question(packet);
  const text = texts.get(name);
  const header = Buffer.alloc(12);
  packet.copy(header, 0, 0, 2);
  header.writeUInt16BE(0x8180 | (text === undefined ? NO_SUCH_NAME : 0), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(text === undefined ? 0 : 1, 6);
  const asked = packet.subarray(12, end);
  if (text === undefined) return Buffer.concat([header, asked]);
  const data = Buffer.concat([Buffer.from([text.length]), Buffer.from(text, "ascii")]);
  const record = Buffer.alloc(12);
  record.writeUInt16BE(0xc00c, 0);
  record.writeUInt16BE(TXT, 2);
  record.writeUInt16BE(1, 4);
  record.writeUInt16BE(data.length, 10);
  return Buffer.concat([header, asked, record, data]);
}

/** Answers at the address where the server under test asks, until it is closed. */
export async function serveNames(texts: Map<string, string>) {
  const [address, port] = (process.env.PASSERELLE_DNS ?? "127.0.0.1:5353").split(":");
  const socket = createSocket("udp4");
  socket.on("message", (packet, { port: to, address: host }) => socket.send(answer(packet, texts), to, host));
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(Number(port), address, resolve);
  });
  return { close: () => new Promise<void>((resolve) => socket.close(() => resolve())) };
}
