"""An address -> a QR code, as the path of an SVG. The only file that knows segno."""

from __future__ import annotations


def qr(address: str) -> tuple[int, str]:
    """How many modules wide the code is, and its dark ones as a path of strokes one module thick.

    Error correction M: a code that is printed small is read also with a spot on it.
    """
    import segno

    code = segno.make_qr(address, error="m", boost_error=False)
    path = ""
    for y, row in enumerate(code.matrix):
        x = 0
        while x < len(row):
            if row[x]:
                end = x
                while end < len(row) and row[end]:
                    end += 1
                path += f"M{x} {y}.5h{end - x}"
                x = end
            else:
                x += 1
    return len(code.matrix), path
