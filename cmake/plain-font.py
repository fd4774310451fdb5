#!/usr/bin/env python3
"""Makes of a typeface the little that a sim prints with, as small as it gets once compressed.

    plain-font.py FONT.otf CHARACTERS OUT.otf

CHARACTERS as pyftsubset takes them: U+0020-007E,U+00D7. On a grid of 500 to the em a point is off by
at most 0.04 of a pixel at the sizes of the sims. Outlines written with the plain operators alone,
although longer, repeat themselves more and compress better. What only layout engines, menus of fonts
and printers read is left out.
"""

import sys

from fontTools import subset
from fontTools.cffLib import cffStandardStrings, specializer
from fontTools.ttLib.scaleUpem import scale_upem

source, characters, target = sys.argv[1:]
options = subset.Options(layout_features=[], hinting=False, desubroutinize=True, name_IDs=[],
                         notdef_outline=True)
options.drop_tables += ["GDEF", "GPOS", "GSUB", "OS/2", "name", "post"]
font = subset.load_font(source, options)
subsetter = subset.Subsetter(options)
subsetter.populate(unicodes=subset.parse_unicodes(characters))
subsetter.subset(font)
scale_upem(font, 500)

top = font["CFF "].cff.topDictIndex[0]
for outline in top.CharStrings.values():
    outline.decompile()
    plain = specializer.generalizeProgram(outline.program)
    outline.setProgram([each for each in plain if each != ""])
for field in ("version", "Notice", "Copyright", "FullName", "FamilyName", "Weight"):
    top.rawDict.pop(field, None)

# Nobody asks for the names of glyphs; the first of those that every reader knows need no table.
names = dict(zip(font.getGlyphOrder(), cffStandardStrings))
top.CharStrings.charStrings = {names[old]: at for old, at in top.CharStrings.charStrings.items()}
top.charset = list(names.values())
font["hmtx"].metrics = {names[old]: (advance, 0) for old, (advance, _) in font["hmtx"].metrics.items()}
font["cmap"].tables = font["cmap"].tables[:1]
table = font["cmap"].tables[0]
table.cmap = {character: names[old] for character, old in table.cmap.items()}
font.setGlyphOrder(top.charset)
font.save(target)
