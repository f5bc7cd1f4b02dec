"""A reader as the emulator of llrpkit makes one: prints its port, then does what it is told, a line each.

tag HEX ANTENNA DBM | gone HEX | keepalive | unplug ANTENNA | hang up | acks
"""

import asyncio
import sys

from llrpkit.emulator import LLRPEmulator
from llrpkit.emulator.core import EmulatedTag


async def main() -> None:
    rate = float(sys.argv[1]) if len(sys.argv) > 1 else 100.0
    port = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    reader = LLRPEmulator(port=port, tags=[], reads_per_sec=rate)
    await reader.start()
    print(reader.port, flush=True)
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := (await lines.readline()).decode().split():
        match line:
            case ["tag", epc, antenna, dbm]:
                reader.tags = [tag for tag in reader.tags if tag.epc.hex() != epc.lower()]
                reader.tags.append(
                    EmulatedTag(epc=bytes.fromhex(epc), antennas=(int(antenna),), rssi_dbm=float(dbm))
                )
            case ["gone", epc]:
                reader.tags = [tag for tag in reader.tags if tag.epc.hex() != epc.lower()]
            case ["keepalive"]:
                await reader.send_keepalive()
            case ["unplug", antenna]:
                await reader.set_antenna_connected(int(antenna), False)
            case ["hang", "up"]:
                if reader._writer is not None:
                    reader._writer.close()
            case ["acks"]:
                print(reader.keepalive_acks, flush=True)
    await reader.stop()


asyncio.run(main())
