"""A reader to try the story with: tells its port, then takes on each line of its input where its tags are now."""

import asyncio
import json
import sys

from llrpkit.emulator import EmulatedTag, LLRPEmulator


def tag(one):
    return EmulatedTag(epc=bytes.fromhex(one["epc"]), antennas=tuple(one["antennas"]))


async def main():
    async with LLRPEmulator(tags=[], reads_per_sec=float(sys.argv[1])) as reader:
        print(json.dumps({"port": reader.port}), flush=True)
        while line := await asyncio.to_thread(sys.stdin.readline):
            reader.tags = [tag(one) for one in json.loads(line)["tags"]]


asyncio.run(main())
