"""Reviews, chapters, preprints, groups, works without an author, retracted papers: as the four guides have them.

The examples are the guides' own: Citing Medicine (NLM) and its samples, AMA Manual of Style, 11th edition, APA Publication
Manual, 7th edition, MDPI's reference guide. Written by hand; books in AMA and MDPI have their titles in capitals, as those do.
"""

from __future__ import annotations

from datetime import date

import pytest

from corpus.citing import cite
from corpus.models import Author, Paper, Status
from tests.corpus.test_guides import NEITHER, SILENCE, THESIS, people

BOWMAN = Paper(
    doi="10.1021/c160024a013", year=1967, journal="Journal of Chemical Documentation", short_journal="J Chem Doc", volume="7", issue="1",
    title="Chemically oriented storage and retrieval system. 1. Storage and verification of structural information", page="43-47",
    authors=people("Bowman, Carlos M.", "Landee, Franc A.", "Reslock, Mary A."),
)  # fmt: skip
PAIN = Paper(
    doi="10.1007/s00415-017-8641-6", title="Advances in understanding nociception and neuropathic pain", type="Review", year=2018, issue="2",
    journal="Journal of Neurology", short_journal="J Neurol", volume="265", page="231-238", authors=people("St John Smith, Ewan P."),
)  # fmt: skip
IRON = Paper(
    doi="10.1007/s12072-018-9855-0", type="Review", year=2018, volume="12", issue="2", page="83-86", short_journal="Hepatol Int",
    title="Therapeutic recommendations in HFE hemochromatosis for p.Cys282Tyr (C282Y/C282Y) homozygous genotype",
    authors=people("Adams, Paul R.", "Altes, Albert", "Brissot, Pierre", "Butzeck, Barbara", "Cabantchik, Ioav", "Cançado, Rodolfo", "Distante, Sonia"),
    journal="Hepatology International",
)  # fmt: skip
MACULA = Paper(
    source_id="m", title="Age-related macular degeneration", type="Review", year=2015, volume="59", issue="2", page="74-77",
    journal="Romanian Journal of Ophthalmology", short_journal="Rom J Ophthalmol",
    authors=people("Gheorghe, Andreea", "Mahdi, Labib M.", "Musat, Ovidiu"),
)  # fmt: skip
AGENTS = Paper(
    source_id="w", title="Antimycobacterial agents", kind="chapter", year=2005, page="946", publisher="McGraw-Hill", publisher_place="New York",
    authors=(Author(name="Richard J. Wallace Jr.", family="Wallace", given="Richard J.", suffix="Jr."), *people("Griffith, David E.")),
    editors=people("Kasper, Dennis L.", "Fauci, Anthony S.", "Longo, Dan L.", "Braunwald, Eugene", "Hauser, Stephen L.", "Jameson, J. Larry"),
    journal="Harrison’s principles of internal medicine",
)  # fmt: skip
CAT = Paper(
    source_id="c", title="Feline leukemia virus and other retroviruses", kind="chapter", year=1989, page="229-332", publisher_place="New York",
    authors=(*people("Rojko, Jennifer L."), Author(name="William D. Hardy Jr.", family="Hardy", given="William D.", suffix="Jr.")),
    editors=people("Sherding, Robert G."), journal="The cat: diseases and clinical management", publisher="Churchill Livingstone",
)  # fmt: skip
AGENTS_LARGE = AGENTS.model_copy(
    update={"journal": "Harrison’s Principles of Internal Medicine", "publisher_place": "New York, NY, USA"}
)
CAT_LARGE = CAT.model_copy(
    update={"journal": "The Cat: Diseases and Clinical Management", "publisher_place": "New York, NY, USA"}
)
SENSORS = Paper(
    doi="10.1101/029983", kind="preprint", journal="bioRxiv", year=2015, published=date(2015, 10, 28),
    title="A prospective randomized trial examining health care utilization in individuals using multiple smartphone-enabled biosensors",
    authors=people("Bloss, Cinnamon S.", "Wineinger, Nathan E.", "Peters, Melissa", "Boeldt, Debra L.", "Ariniello, Lauren", "Kim, Ju Young", "Sheard, Judy"),
)  # fmt: skip
LABELS = Paper(
    doi="10.1101/069187", title="Biotinylation by antibody recognition—a novel method for proximity labeling", kind="preprint", year=2016,
    authors=people("Bar, Daniel Z.", "Atkatsh, Kathleen", "Tavarez, Urraca", "Erdos, Michael R.", "Gruenbaum, Yosef", "Collins, Francis S."),
    journal="bioRxiv",
)  # fmt: skip
BOTH = Paper(
    source_id="b", title="Sexual dysfunction in 1,274 European men suffering from lower urinary tract symptoms", year=2003, page="2257-2261",
    authors=people("Vallancien, Guy", "Emberton, Mark", "Harving, Niels", "van Moorselaar, R. Jeroen", "Alf-One Study Group"), volume="169",
    journal="The Journal of Urology", short_journal="J Urol", issue="6",
)  # fmt: skip
FORCE = Paper(
    doi="10.1001/jama.2020.6774", journal="JAMA", year=2020, volume="323", issue="20", page="2060-2066",
    authors=people("US Preventive Services Task Force"),
    title="Primary care–based interventions to prevent illicit drug use in children, adolescents, and young adults: US Preventive Services Task "
          "Force recommendation statement",
)  # fmt: skip
ROLES = Paper(
    source_id="h", title="Health worker roles in providing safe abortion care and post-abortion contraception", kind="book", year=2015,
    publisher="World Health Organization", publisher_place="Geneva",
)  # fmt: skip
ROLES_LARGE = ROLES.model_copy(
    update={
        "title": "Health Worker Roles in Providing Safe Abortion Care and Post-abortion Contraception",
        "publisher_place": "Geneva, Switzerland",
    }
)
NORMS = SILENCE.model_copy(
    update={
        "status": Status(kind="retracted", source="https://doi.org/10.1177/0146167212464545", on=date(2012, 10, 1))
    }
)
DOSES = Paper(
    pmid="11206602", title="Safety and tolerability of a rapidly escalating dose-loading regimen for risperidone", year=2000, volume="61",
    journal="The Journal of Clinical Psychiatry", short_journal="J Clin Psychiatry", issue="12", page="909-911",
    authors=people("Feifel, David", "Moutier, Christine Y.", "Perry, William"),
    status=Status(kind="retracted", source="https://pubmed.ncbi.nlm.nih.gov/11874223/", on=date(2002, 2, 1)),
)  # fmt: skip
DOSES_NLM = DOSES.model_copy(
    update={"status": Status(kind="retracted", source="J Clin Psychiatry. 2002;63(2):169")}
)
DOCTORAL, MASTERS = (THESIS.model_copy(update={"type": name}) for name in ("PhD thesis", "Master's thesis"))

PRINTED = {
    "vancouver": [
        (BOWMAN, "Bowman CM, Landee FA, Reslock MA. Chemically oriented storage and retrieval system. 1. Storage and verification of structural "
                 "information. J Chem Doc. 1967;7(1):43–47. https://doi.org/10.1021/c160024a013"),
        (PAIN, "St John Smith EP. Advances in understanding nociception and neuropathic pain. J Neurol. 2018;265(2):231–238. "
               "https://doi.org/10.1007/s00415-017-8641-6"),
        (IRON, "Adams PR, Altes A, Brissot P, Butzeck B, Cabantchik I, Cançado R, et al. Therapeutic recommendations in HFE hemochromatosis for "
               "p.Cys282Tyr (C282Y/C282Y) homozygous genotype. Hepatol Int. 2018;12(2):83–86. https://doi.org/10.1007/s12072-018-9855-0"),
        (MACULA, "Gheorghe A, Mahdi LM, Musat O. Age-related macular degeneration. Rom J Ophthalmol. 2015;59(2):74–77."),
        (AGENTS, "Wallace RJ Jr, Griffith DE. Antimycobacterial agents. In: Kasper DL, Fauci AS, Longo DL, Braunwald E, Hauser SL, Jameson JL, "
                 "editors. Harrison’s principles of internal medicine. New York: McGraw-Hill; 2005. p. 946."),
        (CAT, "Rojko JL, Hardy WD Jr. Feline leukemia virus and other retroviruses. In: Sherding RG, editor. The cat: diseases and clinical "
              "management. New York: Churchill Livingstone; 1989. p. 229–332."),
        (SENSORS, "Bloss CS, Wineinger NE, Peters M, Boeldt DL, Ariniello L, Kim JY, et al. A prospective randomized trial examining health care "
                  "utilization in individuals using multiple smartphone-enabled biosensors. bioRxiv [Preprint]. 2015. "
                  "https://doi.org/10.1101/029983"),
        (LABELS, "Bar DZ, Atkatsh K, Tavarez U, Erdos MR, Gruenbaum Y, Collins FS. Biotinylation by antibody recognition—a novel method for "
                 "proximity labeling. bioRxiv [Preprint]. 2016. https://doi.org/10.1101/069187"),
        (BOTH, "Vallancien G, Emberton M, Harving N, van Moorselaar RJ; Alf-One Study Group. Sexual dysfunction in 1,274 European men suffering "
               "from lower urinary tract symptoms. J Urol. 2003;169(6):2257–2261."),
        (FORCE, "US Preventive Services Task Force. Primary care–based interventions to prevent illicit drug use in children, adolescents, and "
                "young adults: US Preventive Services Task Force recommendation statement. JAMA. 2020;323(20):2060–2066. "
                "https://doi.org/10.1001/jama.2020.6774"),
        (ROLES, "Health worker roles in providing safe abortion care and post-abortion contraception. Geneva: World Health Organization; 2015."),
        (NORMS, "Joly JF, Stapel DA, Lindenberg SM. Silence and table manners: When environments activate norms. Personality and Social Psychology "
                "Bulletin. 2008;34(8):1047–1056. https://doi.org/10.1177/0146167208318401 Retraction in: "
                "https://doi.org/10.1177/0146167212464545"),
        (DOSES_NLM, "Feifel D, Moutier CY, Perry W. Safety and tolerability of a rapidly escalating dose-loading regimen for risperidone. J Clin "
                    "Psychiatry. 2000;61(12):909–911. https://pubmed.ncbi.nlm.nih.gov/11206602/ Retraction in: J Clin Psychiatry. "
                    "2002;63(2):169."),
        (DOCTORAL, "Borkowski MM. Infant sleep and feeding: a telephone survey of Hispanic Americans [dissertation]. Mount Pleasant: Central "
                   "Michigan University; 2002."),
        (MASTERS, "Borkowski MM. Infant sleep and feeding: a telephone survey of Hispanic Americans [master's thesis]. Mount Pleasant: Central "
                  "Michigan University; 2002."),
    ],
    "ama": [
        (BOWMAN, "Bowman CM, Landee FA, Reslock MA. Chemically oriented storage and retrieval system. 1. Storage and verification of structural "
                 "information. J Chem Doc. 1967;7(1):43–47. https://doi.org/10.1021/c160024a013"),
        (PAIN, "St John Smith EP. Advances in understanding nociception and neuropathic pain. J Neurol. 2018;265(2):231–238. "
               "https://doi.org/10.1007/s00415-017-8641-6"),
        (IRON, "Adams PR, Altes A, Brissot P, et al. Therapeutic recommendations in HFE hemochromatosis for p.Cys282Tyr (C282Y/C282Y) homozygous "
               "genotype. Hepatol Int. 2018;12(2):83–86. https://doi.org/10.1007/s12072-018-9855-0"),
        (MACULA, "Gheorghe A, Mahdi LM, Musat O. Age-related macular degeneration. Rom J Ophthalmol. 2015;59(2):74–77."),
        (AGENTS_LARGE, "Wallace RJ Jr, Griffith DE. Antimycobacterial agents. In: Kasper DL, Fauci AS, Longo DL, Braunwald E, Hauser SL, Jameson "
                       "JL, eds. Harrison’s Principles of Internal Medicine. McGraw-Hill; 2005:946."),
        (CAT_LARGE, "Rojko JL, Hardy WD Jr. Feline leukemia virus and other retroviruses. In: Sherding RG, ed. The Cat: Diseases and Clinical "
                    "Management. Churchill Livingstone; 1989:229–332."),
        (SENSORS, "Bloss CS, Wineinger NE, Peters M, et al. A prospective randomized trial examining health care utilization in individuals using "
                  "multiple smartphone-enabled biosensors. bioRxiv. Preprint posted online October 28, 2015. https://doi.org/10.1101/029983"),
        (LABELS, "Bar DZ, Atkatsh K, Tavarez U, Erdos MR, Gruenbaum Y, Collins FS. Biotinylation by antibody recognition—a novel method for "
                 "proximity labeling. bioRxiv. Preprint posted online 2016. https://doi.org/10.1101/069187"),
        (BOTH, "Vallancien G, Emberton M, Harving N, van Moorselaar RJ; Alf-One Study Group. Sexual dysfunction in 1,274 European men suffering "
               "from lower urinary tract symptoms. J Urol. 2003;169(6):2257–2261."),
        (FORCE, "US Preventive Services Task Force. Primary care–based interventions to prevent illicit drug use in children, adolescents, and "
                "young adults: US Preventive Services Task Force recommendation statement. JAMA. 2020;323(20):2060–2066. "
                "https://doi.org/10.1001/jama.2020.6774"),
        (ROLES_LARGE, "Health Worker Roles in Providing Safe Abortion Care and Post-abortion Contraception. World Health Organization; 2015."),
        (NORMS, "Joly JF, Stapel DA, Lindenberg SM. Silence and table manners: When environments activate norms. Personality and Social Psychology "
                "Bulletin. 2008;34(8):1047–1056. https://doi.org/10.1177/0146167208318401 [Retracted: "
                "https://doi.org/10.1177/0146167212464545]"),
        (DOSES, "Feifel D, Moutier CY, Perry W. Safety and tolerability of a rapidly escalating dose-loading regimen for risperidone. J Clin "
                "Psychiatry. 2000;61(12):909–911. https://pubmed.ncbi.nlm.nih.gov/11206602/ [Retracted: "
                "https://pubmed.ncbi.nlm.nih.gov/11874223/]"),
        (MASTERS, "Borkowski MM. Infant sleep and feeding: a telephone survey of Hispanic Americans. Master's thesis. Central Michigan "
                  "University; 2002."),
    ],
    "apa": [
        (PAIN, "St John Smith, E. P. (2018). Advances in understanding nociception and neuropathic pain. Journal of Neurology, 265(2), 231–238. "
               "https://doi.org/10.1007/s00415-017-8641-6"),
        (IRON, "Adams, P. R., Altes, A., Brissot, P., Butzeck, B., Cabantchik, I., Cançado, R., & Distante, S. (2018). Therapeutic recommendations "
               "in HFE hemochromatosis for p.Cys282Tyr (C282Y/C282Y) homozygous genotype. Hepatology International, 12(2), 83–86. "
               "https://doi.org/10.1007/s12072-018-9855-0"),
        (MACULA, "Gheorghe, A., Mahdi, L. M., & Musat, O. (2015). Age-related macular degeneration. Romanian Journal of Ophthalmology, 59(2), "
                 "74–77."),
        (AGENTS, "Wallace, R. J., Jr., & Griffith, D. E. (2005). Antimycobacterial agents. In D. L. Kasper, A. S. Fauci, D. L. Longo, E. "
                 "Braunwald, S. L. Hauser, & J. L. Jameson (Eds.), Harrison’s principles of internal medicine (p. 946). McGraw-Hill."),
        (CAT, "Rojko, J. L., & Hardy, W. D., Jr. (1989). Feline leukemia virus and other retroviruses. In R. G. Sherding (Ed.), The cat: Diseases "
              "and clinical management (pp. 229–332). Churchill Livingstone."),
        (SENSORS, "Bloss, C. S., Wineinger, N. E., Peters, M., Boeldt, D. L., Ariniello, L., Kim, J. Y., & Sheard, J. (2015). A prospective "
                  "randomized trial examining health care utilization in individuals using multiple smartphone-enabled biosensors. bioRxiv. "
                  "https://doi.org/10.1101/029983"),
        (BOTH, "Vallancien, G., Emberton, M., Harving, N., van Moorselaar, R. J., & Alf-One Study Group. (2003). Sexual dysfunction in 1,274 "
               "European men suffering from lower urinary tract symptoms. The Journal of Urology, 169(6), 2257–2261."),
        (FORCE, "US Preventive Services Task Force. (2020). Primary care–based interventions to prevent illicit drug use in children, adolescents, "
                "and young adults: US Preventive Services Task Force recommendation statement. JAMA, 323(20), 2060–2066. "
                "https://doi.org/10.1001/jama.2020.6774"),
        (NEITHER, "Outreach: Bringing HIV-positive individuals into care. (2002). HRSA Careaction, 1–6."),
        (ROLES, "Health worker roles in providing safe abortion care and post-abortion contraception. (2015). World Health Organization."),
        (NORMS, "Joly, J. F., Stapel, D. A., & Lindenberg, S. M. (2008). Silence and table manners: When environments activate norms. Personality "
                "and Social Psychology Bulletin, 34(8), 1047–1056. https://doi.org/10.1177/0146167208318401 (Retraction published 2012, "
                "https://doi.org/10.1177/0146167212464545)"),
        (DOSES, "Feifel, D., Moutier, C. Y., & Perry, W. (2000). Safety and tolerability of a rapidly escalating dose-loading regimen for "
                "risperidone. The Journal of Clinical Psychiatry, 61(12), 909–911. https://pubmed.ncbi.nlm.nih.gov/11206602/ (Retraction "
                "published 2002, https://pubmed.ncbi.nlm.nih.gov/11874223/)"),
        (DOCTORAL, "Borkowski, M. M. (2002). Infant sleep and feeding: A telephone survey of Hispanic Americans [Doctoral dissertation, Central "
                   "Michigan University]."),
        (MASTERS, "Borkowski, M. M. (2002). Infant sleep and feeding: A telephone survey of Hispanic Americans [Master's thesis, Central Michigan "
                  "University]."),
    ],
    "mdpi": [
        (BOWMAN, "Bowman, C.M.; Landee, F.A.; Reslock, M.A. Chemically oriented storage and retrieval system. 1. Storage and verification of "
                 "structural information. J. Chem. Doc. 1967, 7, 43–47. https://doi.org/10.1021/c160024a013."),
        (PAIN, "St John Smith, E.P. Advances in understanding nociception and neuropathic pain. J. Neurol. 2018, 265, 231–238. "
               "https://doi.org/10.1007/s00415-017-8641-6."),
        (IRON, "Adams, P.R.; Altes, A.; Brissot, P.; Butzeck, B.; Cabantchik, I.; Cançado, R.; Distante, S. Therapeutic recommendations in HFE "
               "hemochromatosis for p.Cys282Tyr (C282Y/C282Y) homozygous genotype. Hepatol. Int. 2018, 12, 83–86. "
               "https://doi.org/10.1007/s12072-018-9855-0."),
        (MACULA, "Gheorghe, A.; Mahdi, L.M.; Musat, O. Age-related macular degeneration. Rom. J. Ophthalmol. 2015, 59, 74–77."),
        (AGENTS_LARGE, "Wallace, R.J., Jr.; Griffith, D.E. Antimycobacterial agents. In Harrison’s Principles of Internal Medicine; Kasper, D.L., "
                       "Fauci, A.S., Longo, D.L., Braunwald, E., Hauser, S.L., Jameson, J.L., Eds.; McGraw-Hill: New York, NY, USA, 2005; "
                       "p. 946."),
        (CAT_LARGE, "Rojko, J.L.; Hardy, W.D., Jr. Feline leukemia virus and other retroviruses. In The Cat: Diseases and Clinical Management; "
                    "Sherding, R.G., Ed.; Churchill Livingstone: New York, NY, USA, 1989; pp. 229–332."),
        (SENSORS, "Bloss, C.S.; Wineinger, N.E.; Peters, M.; Boeldt, D.L.; Ariniello, L.; Kim, J.Y.; Sheard, J. A prospective randomized trial "
                  "examining health care utilization in individuals using multiple smartphone-enabled biosensors. bioRxiv 2015, preprint. "
                  "https://doi.org/10.1101/029983."),
        (LABELS, "Bar, D.Z.; Atkatsh, K.; Tavarez, U.; Erdos, M.R.; Gruenbaum, Y.; Collins, F.S. Biotinylation by antibody recognition—a novel "
                 "method for proximity labeling. bioRxiv 2016, preprint. https://doi.org/10.1101/069187."),
        (BOTH, "Vallancien, G.; Emberton, M.; Harving, N.; van Moorselaar, R.J.; Alf-One Study Group. Sexual dysfunction in 1,274 European men "
               "suffering from lower urinary tract symptoms. J. Urol. 2003, 169, 2257–2261."),
        (FORCE, "US Preventive Services Task Force. Primary care–based interventions to prevent illicit drug use in children, adolescents, and "
                "young adults: US Preventive Services Task Force recommendation statement. JAMA 2020, 323, 2060–2066. "
                "https://doi.org/10.1001/jama.2020.6774."),
        (NEITHER, "Outreach: bringing HIV-positive individuals into care. HRSA Careaction 2002, 1–6."),
        (ROLES_LARGE, "Health Worker Roles in Providing Safe Abortion Care and Post-abortion Contraception; World Health Organization: Geneva, "
                      "Switzerland, 2015."),
        (NORMS, "Joly, J.F.; Stapel, D.A.; Lindenberg, S.M. Silence and table manners: When environments activate norms. Personality and Social "
                "Psychology Bulletin 2008, 34, 1047–1056. https://doi.org/10.1177/0146167208318401. [Retracted: "
                "https://doi.org/10.1177/0146167212464545]"),
        (DOSES, "Feifel, D.; Moutier, C.Y.; Perry, W. Safety and tolerability of a rapidly escalating dose-loading regimen for risperidone. J. "
                "Clin. Psychiatry 2000, 61, 909–911. https://pubmed.ncbi.nlm.nih.gov/11206602/. [Retracted: "
                "https://pubmed.ncbi.nlm.nih.gov/11874223/]"),
        (DOCTORAL, "Borkowski, M.M. Infant sleep and feeding: a telephone survey of Hispanic Americans. Ph.D. Thesis, Central Michigan University, "
                   "Mount Pleasant, 2002."),
        (MASTERS, "Borkowski, M.M. Infant sleep and feeding: a telephone survey of Hispanic Americans. Master's Thesis, Central Michigan "
                  "University, Mount Pleasant, 2002."),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("style", "paper", "printed"),
    [
        pytest.param(style, *one, id=f"{style}-{one[0].key}-{one[0].type or one[0].kind}")
        for style, all_of in PRINTED.items()
        for one in all_of
    ],
)
def test_every_kind_is_as_its_guide_prints_it(style: str, paper: Paper, printed: str) -> None:
    shown = cite([paper], style).removeprefix("1. ")
    assert shown == (printed if paper.link else f"{printed} [{paper.key}]")
