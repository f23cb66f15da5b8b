"""The table of invisible characters, by code point: Unicode 16.0.

It has all of Default_Ignorable_Code_Point, Noncharacter_Code_Point and the general categories Cc,
Cf, Zl and Zp, and a few more blank characters. ``unicodedata`` is no substitute, because its
version depends on Python, and a newer ideograph would count as unassigned.

It does not have:

- tab, line feed, and a carriage return before a line feed: they structure a file;
- spaces with a width (U+0020, U+00A0, U+2000-200A, U+202F, U+205F, U+3000): they are visible as a
  gap, and ``typing_errors`` reports the harmful ones;
- private-use characters: names of people and places may need them, and a rule reports them;
- variation selectors behind an ideograph (``SELECTORS``), for the same reason.
"""

from __future__ import annotations

from typing import NamedTuple

PLANE = 0x10000
"""The number of code points of one plane. The first has nearly every character in use."""


class Unseen(NamedTuple):
    """Code points from ``first`` to ``last``, and their Chinese name for messages."""

    first: int
    last: int
    name: str


# YAML 1.2.2, 5.1 allows none of these. NEL, LS, PS and a lone CR are line breaks for some programs
# only, which would shift all following line numbers.
CONTROLS: tuple[Unseen, ...] = (
    Unseen(0x0000, 0x0000, "空字符"),
    Unseen(0x0001, 0x0007, "传输控制符"),
    Unseen(0x0008, 0x0008, "退格符"),
    Unseen(0x000B, 0x000B, "竖向制表符"),
    Unseen(0x000C, 0x000C, "换页符"),
    Unseen(0x000D, 0x000D, "单独的回车符"),
    Unseen(0x000E, 0x001A, "设备控制符"),
    Unseen(0x001B, 0x001B, "转义符"),
    Unseen(0x001C, 0x001F, "信息分隔符"),
    Unseen(0x007F, 0x007F, "删除符"),
    Unseen(0x0080, 0x009F, "老式的控制符"),
    Unseen(0x2028, 0x2028, "行分隔符"),
    Unseen(0x2029, 0x2029, "段分隔符"),
    Unseen(0xD800, 0xDFFF, "半个字符"),
    Unseen(0xFDD0, 0xFDEF, "永远不是字的编码"),
    *(
        Unseen(plane + 0xFFFE, plane + 0xFFFF, "永远不是字的编码")
        for plane in range(0, 17 * PLANE, PLANE)
    ),
)
# Unicode TR 36, "Unicode Security Considerations": invisible characters can hide one word in
# another, or reverse the direction of the text.
INVISIBLE: tuple[Unseen, ...] = (
    Unseen(0x00AD, 0x00AD, "软连字符"),
    Unseen(0x034F, 0x034F, "组合用连接符"),
    Unseen(0x0600, 0x0605, "阿拉伯文的数字记号"),
    Unseen(0x061C, 0x061C, "改文字方向的符号"),
    Unseen(0x06DD, 0x06DD, "阿拉伯文的段落记号"),
    Unseen(0x070F, 0x070F, "叙利亚文的缩写记号"),
    Unseen(0x0890, 0x0891, "阿拉伯文的货币记号"),
    Unseen(0x08E2, 0x08E2, "阿拉伯文的段落记号"),
    Unseen(0x115F, 0x1160, "韩文填充符"),
    Unseen(0x1680, 0x1680, "欧甘文空格"),
    Unseen(0x17B4, 0x17B5, "高棉文不写出来的元音"),
    Unseen(0x180B, 0x180D, "蒙古文变体选择符"),
    Unseen(0x180E, 0x180E, "蒙古文元音分隔符"),
    Unseen(0x180F, 0x180F, "蒙古文变体选择符"),
    Unseen(0x200B, 0x200B, "零宽空格"),
    Unseen(0x200C, 0x200C, "零宽不连字符"),
    Unseen(0x200D, 0x200D, "零宽连字符"),
    Unseen(0x200E, 0x200F, "改文字方向的符号"),
    Unseen(0x202A, 0x202E, "改文字方向的符号"),
    Unseen(0x2060, 0x2060, "零宽不换行符"),
    Unseen(0x2061, 0x2064, "看不见的运算符"),
    Unseen(0x2065, 0x2065, "留着没用的编码"),
    Unseen(0x2066, 0x2069, "改文字方向的符号"),
    Unseen(0x206A, 0x206F, "停用的格式符"),
    Unseen(0x2800, 0x2800, "盲文空格"),
    Unseen(0x3164, 0x3164, "韩文填充符"),
    Unseen(0xFE03, 0xFE0F, "字形选择符"),
    Unseen(0xFEFF, 0xFEFF, "零宽空格，也就是BOM标记"),
    Unseen(0xFFA0, 0xFFA0, "韩文填充符"),
    Unseen(0xFFF0, 0xFFF8, "留着没用的编码"),
    Unseen(0xFFF9, 0xFFFB, "行间注释的记号"),
    Unseen(0xFFFC, 0xFFFC, "图片占的位置"),
    Unseen(0x110BD, 0x110BD, "凯提文的数字记号"),
    Unseen(0x110CD, 0x110CD, "凯提文的数字记号"),
    Unseen(0x13430, 0x1343F, "埃及象形文字的排列符"),
    Unseen(0x13441, 0x13442, "埃及象形文字的空格"),
    Unseen(0x16FE4, 0x16FE4, "契丹小字填充符"),
    Unseen(0x1BCA0, 0x1BCA3, "速记的格式符"),
    Unseen(0x1D159, 0x1D159, "空白的音符"),
    Unseen(0x1D173, 0x1D17A, "乐谱的格式符"),
    Unseen(0xE0000, 0xE007F, "标签字符"),
    Unseen(0xE0080, 0xE00FF, "留着没用的编码"),
    Unseen(0xE01F0, 0xE0FFF, "留着没用的编码"),
)
SELECTORS: tuple[Unseen, ...] = (
    Unseen(0xFE00, 0xFE02, "字形选择符"),
    Unseen(0xE0100, 0xE01EF, "字形选择符"),
)
"""They select a variant of the ideograph before them (Unicode TR 37, Ideographic Variation
Database; StandardizedVariants.txt). Behind other characters they are just invisible."""
IDEOGRAPHS = (
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFD),
)
"""The blocks of Chinese characters, and planes 2 and 3, which are reserved for them."""
PRIVATE_USE = ((0xE000, 0xF8FF), (0xF0000, 0xFFFFD), (0x100000, 0x10FFFD))
"""Characters of a particular computer or font: 造字."""
