"""Reads a workbook by python-calamine as bench does: cells, checksum, seconds."""

import sys
import time

from python_calamine import CalamineWorkbook


def values(path):
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def fnv(text):
    h = 0xCBF29CE484222325
    for b in text.encode():
        h = ((h ^ b) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return h


start = time.perf_counter()
rows = values(sys.argv[1])
took = time.perf_counter() - start
cells, text, number, known = 0, 0, 0.0, {}
for row in rows:
    for v in row:
        cells += 1
        if isinstance(v, str):
            if v not in known:
                known[v] = fnv(v)
            text = (text + known[v]) & 0xFFFFFFFFFFFFFFFF
        else:
            number += v
print(f"{cells} {text} {number:.2f} {took:.3f}")
