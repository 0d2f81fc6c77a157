"""ORCID's XML and NoteExpress' text as they are written; the papers are invented."""

ORCID = """\
<?xml version="1.0" encoding="UTF-8"?>
<bulk:bulk xmlns:bulk="http://www.orcid.org/ns/bulk" xmlns:common="http://www.orcid.org/ns/common" xmlns:work="http://www.orcid.org/ns/work">
<work:work put-code="7"><work:title><common:title>Goat bells</common:title><common:subtitle>a study</common:subtitle></work:title>
<work:journal-title>Goat Letters</work:journal-title><work:short-description>Goats ring.</work:short-description>
<work:citation><work:citation-type>bibtex</work:citation-type><work:citation-value>
@article {ORCID2012,
 title = "Goat bells"
}</work:citation-value></work:citation><work:type>journal-article</work:type>
<common:publication-date><common:year>2020</common:year><common:month>03</common:month></common:publication-date>
<common:external-ids><common:external-id><common:external-id-type>doi</common:external-id-type><common:external-id-value>10.5555/goat.1</common:external-id-value>
<common:external-id-relationship>self</common:external-id-relationship></common:external-id></common:external-ids>
<common:url>https://example.org/goat</common:url>
<work:contributors><work:contributor><work:credit-name>Ada Hay</work:credit-name></work:contributor>
<work:contributor><work:credit-name>Pen, Otto</work:credit-name></work:contributor></work:contributors>
</work:work>
</bulk:bulk>
"""
CNKI = """\
{Reference Type}: Journal Article
{Title}: 山羊铃声的夜间观察
{Author}: 王小明;李四;
{Author Address}: 山羊大学;
{Journal}: 山羊学报
{Year}: 2021
{Issue}: 11
{Pages}: 2184-2188
{Keywords}: 山羊;铃声
{Abstract}: 目的观察山羊。
结果{铃声}: 12只。
{ISBN/ISSN}: 1006-2084
{Notes}: 11-3553/R
{URL}: https://link.cnki.net/doi/10.5555/goat.1
{Database Provider}: CNKI

"""
WANFANG = """\
{Reference Type}: Thesis
{Title}: 山羊与蜜蜂
{Translated Title}: Goats and bees
{Author}: 王小明
{Author}: 李四
{Translated Author}: WANG Xiao-ming
{Type of Work}: 硕士
{Publisher}: 山羊大学
{Year} : 2020
{Keywords}: 山羊
{Keywords}:  蜜蜂
{DOI}: 10.5555/goat.2
"""
FILES = {"orcid": ORCID, "noteexpress": CNKI + WANFANG}
