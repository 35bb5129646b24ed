"""Countries: the country that words name."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workers.pipeline.growth import growth
from tests.workers.pipeline.texts import HOSTILE, texts
from workers.pipeline.attributes.countries import Kind, country_rows, find_country, senses
from workers.pipeline.attributes.phrases import words_of

ISO_3166 = """
ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM BLR BLZ
BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR CYM CYP CZE DEU
DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC
GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM
KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG
MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL
PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN
SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB
VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE
"""

NAMED = [
    ("Russia", "RUS"),
    ("RUSSIA", "RUS"),
    ("Russian President Vladimir Putin", "RUS"),
    ("Russians", "RUS"),
    ("Moscow", "RUS"),
    ("Turkey's military", "TUR"),
    ("turkey", None),
    ("china", None),
    ("US", "USA"),
    ("us", None),
    ("U.S.-led coalition", "USA"),
    ("the United States", "USA"),
    ("America", "USA"),
    ("Latin America", None),
    ("Washington, D.C.", "USA"),
    ("the U.S. Virgin Islands", "VIR"),
    ("UK", "GBR"),
    ("Scotland", "GBR"),
    ("Northern Ireland", "GBR"),
    ("Irish Republic", "IRL"),
    ("North Korean leader", "PRK"),
    ("DPRK", "PRK"),
    ("Republic of Korea", "KOR"),
    ("Korean", None),
    ("Georgia", "GEO"),
    ("Atlanta, Georgia", "USA"),
    ("state of Georgia", "USA"),
    ("South Georgia", "SGS"),
    ("Guinea", "GIN"),
    ("Guinea-Bissau", "GNB"),
    ("Equatorial Guinea", "GNQ"),
    ("Papua New Guinea", "PNG"),
    ("New Guinea", None),
    ("Congo", "COD"),
    ("Republic of Congo", "COG"),
    ("Democratic Republic of the Congo", "COD"),
    ("Niger", "NER"),
    ("Nigerian army", "NGA"),
    ("Nigerien army", "NER"),
    ("Dominica", "DMA"),
    ("Dominican Republic", "DOM"),
    ("Samoa", "WSM"),
    ("American Samoa", "ASM"),
    ("South Sudanese rebels", "SSD"),
    ("Somali pirates", "SOM"),
    ("Oman", "OMN"),
    ("Romanian", "ROU"),
    ("Côte d’Ivoire", "CIV"),
    ("Türkiye", "TUR"),
    ("Kosovo", "XKX"),
    ("Burma", "MMR"),
    ("Taiwan", "TWN"),
    ("Gaza Strip", "PSE"),
    ("Ramallah", "PSE"),
    ("Jerusalem", None),
    ("the Hague", "NLD"),
    ("Kiev", "UKR"),
    ("U.S.S.R.", None),
    ("South China Sea", None),
    ("Iraqi ambassador to Iran", "IRQ"),
    ("King Abdullah of Jordan", "JOR"),
    ("Irbid, Jordan", "JOR"),
    ("Michael Jordan", None),
    ("Jordan Smith", None),
    ("rebels", None),
    ("", None),
]


@pytest.mark.parametrize(("words", "alpha3"), NAMED)
def test_words_name_their_country(words: str, alpha3: str | None) -> None:
    """Names, people and capitals name their country, longer names win, and what is ambiguous names none."""
    found = find_country(words)

    assert alpha3 == (found.alpha3 if found else None)


@pytest.mark.parametrize(
    ("words", "kind", "whole"),
    [
        ("Turkey", Kind.NAME, True),
        ("Ankara", Kind.SEAT, True),
        ("Turkish", Kind.DEMONYM, True),
        ("Turks", Kind.PEOPLE, True),
        ("Istanbul", Kind.PART, True),
        ("Turkish army", Kind.DEMONYM, False),
        ("northern Turkey", Kind.NAME, False),
    ],
)
def test_a_mention_says_how_it_names_the_country(words: str, kind: Kind, whole: bool) -> None:
    """A mention tells names from people, seats and parts, and whether the words name anything else."""
    found = find_country(words)

    assert found is not None
    assert (kind, whole) == (found.kind, found.whole)


def test_every_country_of_the_standard_is_in_the_table() -> None:
    """The table has the 249 countries of ISO 3166-1 and Kosovo, each once under both codes and with a name."""
    rows = country_rows()

    assert sorted([*ISO_3166.split(), "XKX"]) == sorted(row["alpha3"] for row in rows)
    assert 250 == len({row["alpha2"] for row in rows})
    assert all(row["names"] and len(row["alpha2"]) == 2 for row in rows)


def test_every_phrase_names_one_country() -> None:
    """No name, people, capital or part stands with two countries, and none is of one letter or without a capital."""
    countries = {(words_of(phrase), sense.alpha3) for phrase, sense in senses()}
    counts = Counter(words for words, _ in countries)

    assert [words for words, times in counts.items() if times > 1] == []
    assert [words for words in counts if len("".join(words)) < 2 or "".join(words).islower()] == []


@pytest.mark.parametrize("row", country_rows(), ids=lambda row: row["alpha3"])
def test_every_name_finds_its_own_country(row: dict[str, str]) -> None:
    """Each phrase of the table, alone, is the country it stands with."""
    phrases = [phrase for kind in ("names", "demonyms", "seats", "parts") for phrase in row[kind].split(";") if phrase]

    assert {row["alpha3"]} == {found.alpha3 if (found := find_country(phrase)) else None for phrase in phrases}


@given(st.one_of(texts, st.lists(st.sampled_from([words for words, _ in NAMED]), max_size=5).map(" ".join)))
def test_any_text_is_read(text: str) -> None:
    """Whatever the text, no error comes out."""
    find_country(text)


@pytest.mark.parametrize("shape", HOSTILE)
def test_hostile_text_takes_linear_time(shape: str) -> None:
    """The time does not grow faster than the text."""
    assert growth(find_country, HOSTILE[shape], 1 << 18) < 2.5
