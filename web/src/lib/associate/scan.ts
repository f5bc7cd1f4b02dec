// Codes read by the camera, by what the browser brings along; nothing is loaded for it.

interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
type DetectorMaker = new (options?: { formats: string[] }) => Detector;

const FORMATS = ['qr_code', 'ean_13', 'ean_8', 'upc_a', 'upc_e', 'code_128', 'data_matrix'];
const EVERY_MS = 150;

function maker(): DetectorMaker | undefined {
  return (globalThis as { BarcodeDetector?: DetectorMaker }).BarcodeDetector;
}

export function canScan(): boolean {
  return maker() !== undefined && navigator.mediaDevices !== undefined;
}

/** The first code that comes before the camera; nothing when it is told to stop. */
export async function scan(video: HTMLVideoElement, stop: AbortSignal): Promise<string | undefined> {
  const Maker = maker();
  if (Maker === undefined) return undefined;
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  const end = () => stream.getTracks().forEach((track) => track.stop());
  try {
    video.srcObject = stream;
    await video.play();
    const detector = new Maker({ formats: FORMATS });
    while (!stop.aborted) {
      const [code] = await detector.detect(video);
      if (code !== undefined) return code.rawValue;
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
    return undefined;
  } finally {
    end();
  }
}

/** A code of an order as it may stand in a QR code or be typed: with the order, or the pickup code alone. */
export function readOrderCode(text: string): { order?: string; code: string } {
  const plain = text.trim();
  try {
    const query = new URL(plain).searchParams;
    const [order, code] = [query.get('order'), query.get('code')];
    if (code !== null) return order === null ? { code } : { order, code };
  } catch {
    // No address.
  }
  const [order, code, more] = plain.split('/');
  return code !== undefined && order !== undefined && order !== '' && more === undefined ? { order, code } : { code: plain };
}
