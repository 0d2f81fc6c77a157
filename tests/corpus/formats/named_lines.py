"""Text with a name before each line, as CNKI (two kinds), SinoMed and people write it: of invented papers."""

from __future__ import annotations

STUDY = """\
DataType: 1
Title-题名: 山羊铃声的夜间观察
Author-作者: 王小明;李四;
Source-刊名: 山羊学报
Year-年: 2020
PubTime-出版时间: 2020-03-05
Keyword-关键词: 山羊;铃声
Summary-摘要: 目的:观察山羊夜间的铃声。
方法:共观察12只山羊。
Roll-卷: 3
Period-期: 2
PageCount-页数: 9
Page-页码: 101-109
SrcDatabase-来源库: 期刊
Organ-机构: 山羊大学;
Link-链接: https://kns.cnki.net/goat

DataType: 1
Title-题名: 雾中的山羊
Author-作者: 王小明;
Source-刊名: 山羊学报
Year-年: 2019
Summary-摘要: 雾。
"""
SEARCH = """\
SrcDatabase-来源库: 期刊
Title-题名: 山羊铃声的夜间观察
Author-作者: 王小明;李四;
Organ-单位: 山羊大学;
Source-文献来源: 山羊学报
Keyword-关键词: 山羊;;铃声
Summary-摘要: 目的:观察山羊夜间的铃声。
方法:共观察12只山羊。
PubTime-发表时间: 2020-03-05
Year-年: 2020
Volume-卷: 3
Period-期: 2
PageCount-页码: 101-109

SrcDatabase-来源库: 期刊
Title-题名: 雾中的山羊
Author-作者: 王小明;
Summary-摘要: 雾。
PubTime-发表时间: 2019-01-01
"""
SINOMED = """\
【流水号】2020000001
【中文标题】山羊铃声的夜间观察
【作者】王小明; 李四
【作者单位】山羊大学
【摘要】目的:观察山羊夜间的铃声。
方法:共观察12只山羊。
【关键词】山羊; 铃声
【出处】山羊学报 2020; 3(2): 101-109

【流水号】2020000002
【中文标题】雾中的山羊
【作者】王小明
【摘要】雾。
【出处】山羊学报 2019; 1(1): 1-2
"""
HAND = """\
Title: Goat bells in the hills
Author: Hay, Ada
Author: Pen, Otto
Journal: Goat Letters
Year: 2020
Pages: 101-109
Shelf: Barn
DOI: 10.5555/goat.1
Abstract: Forty goats wore bells.
Methods: we counted them.
See: https://example.org
Keywords: goats; bells

Title: Fog
Author: Pen, Otto
Journal: Goat Letters
"""
