#!/usr/bin/env python3
"""Makes of a typeface the little that a sim prints with, as small as it gets once compressed.

    plain-font.py REGULAR.otf SEMIBOLD.otf CHARACTERS OUT

CHARACTERS as pyftsubset takes them: U+0020-007E,U+00D7. On a grid of 352 to the em, every eighth line
of Inter's own, a point is off by at most 0.04 of a pixel at the sizes of the sims.

OUT is what sims/stage/draw/typeface.cpp reads. It begins with seven numbers of two bytes, low byte
first: units to the em, ascender, depth of the descender, how many letters there are, and where the
operators, the values and the differences begin. Then come five lists of signed numbers, those of one
kind together since they resemble each other. A number is a byte; -128 says that it is the two bytes
that follow, high byte first.

    code points    each less the one before
    advances       of the regular weight, in halves of a unit
    advances       of the semibold, less the regular's
    values         what the operators of the regular take
    differences    what the semibold takes, less the regular's

and before the values the operators, a byte each. Its lower six bits tell which of x1 y1 x2 y2 x3 y3
it takes, each less that of the point before; the others are 0. Its upper two bits are

    0    a line to (x3, y3)
    1    a curve to (x3, y3), with its handles at (x1, y1) and (x2, y2)
    2    a new contour from (x3, y3); a line closes the one before
    3    a curve as in 1, to where the contour began

A byte of 0 ends a letter. Where the weights differ in more than numbers, the letter begins with a
byte of 64, and the regular outline, its 0, the semibold outline and its 0 take values alone.
"""

import math
import struct
import sys

from fontTools import subset
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

UNITS = 352
LINE, CURVE, CONTOUR, CLOSING = 0, 64, 128, 192
END, APART = [0], [64]


class Weight:
    def __init__(self, file):
        self.font = TTFont(file)
        self.names = self.font.getBestCmap()
        self.glyphs = self.font.getGlyphSet()

    def units(self, value, to_the_em=UNITS):
        return math.floor(value * to_the_em / self.font["head"].unitsPerEm + 0.5)

    def advance(self, character):
        return self.units(self.font["hmtx"][self.names[character]][0], 2 * UNITS)

    def outline(self, character):
        """Its steps: pairs of a kind and of the six numbers x1 y1 x2 y2 x3 y3."""
        pen = RecordingPen()
        self.glyphs[self.names[character]].draw(pen)
        steps, at = [], (0, 0)
        for way, points in pen.value:
            if way == "closePath":
                kind, last = steps[-1]
                if at == start and kind == CURVE:
                    steps[-1] = CLOSING, last[:4] + [0, 0]
                elif at == start and kind == LINE:
                    steps.pop()
                at = start
                continue
            points = [tuple(self.units(value) for value in point) for point in points]
            if way == "lineTo" and points == [at]:
                continue
            deltas = []
            for point in points:
                deltas += [point[0] - at[0], point[1] - at[1]]
                at = point
            if way == "moveTo":
                start = at
            kind = {"moveTo": CONTOUR, "lineTo": LINE, "curveTo": CURVE}[way]
            steps.append((kind, [0] * (6 - len(deltas)) + deltas))
        return steps


def taken(numbers_of_step):
    """Which of the six numbers a step takes that is the same in all weights given."""
    return [index for index in range(6) if any(numbers[index] for numbers in numbers_of_step)]


def operator(kind, places):
    return kind + sum(1 << place for place in places)


def bytes_of(numbers):
    packed = b""
    for number in numbers:
        packed += struct.pack(">b", number) if -128 < number < 128 else struct.pack(">bh", -128, number)
    return packed


regular_file, semibold_file, unicodes, target = sys.argv[1:]
regular, semibold = Weight(regular_file), Weight(semibold_file)
characters = [each for each in sorted(subset.parse_unicodes(unicodes)) if each in regular.names]
operators, values, differences = [], [], []
for character in characters:
    pair = regular.outline(character), semibold.outline(character)
    if [kind for kind, _ in pair[0]] == [kind for kind, _ in pair[1]]:
        for (kind, thin), (_, bold) in zip(*pair):
            places = taken([thin, bold])
            operators.append(operator(kind, places))
            values += [thin[place] for place in places]
            differences += [bold[place] - thin[place] for place in places]
        operators += END
        continue
    operators += APART
    for outline in pair:
        for kind, numbers in outline:
            operators.append(operator(kind, taken([numbers])))
            values += [numbers[place] for place in taken([numbers])]
        operators += END

advances = [(regular.advance(character), semibold.advance(character)) for character in characters]
letters = bytes_of([after - before for before, after in zip([0] + characters, characters)])
letters += bytes_of([thin for thin, _ in advances]) + bytes_of([bold - thin for thin, bold in advances])
lists = [letters, bytes(operators), bytes_of(values), bytes_of(differences)]
first = 14
starts = [first + sum(map(len, lists[:index])) for index in (1, 2, 3)]
heights = regular.font["hhea"]
with open(target, "wb") as file:
    file.write(struct.pack("<7H", UNITS, regular.units(heights.ascent),
                           regular.units(-heights.descent), len(characters), *starts))
    file.write(b"".join(lists))
