"""Sectors: the PLOVER sector of a participant, by the nouns that say what it is.

A first table that prefers silence to a guess: who is known by name only has no sector.
"""

from __future__ import annotations

from functools import cache

from workers.pipeline.attributes.phrases import Phrases, words_of

SECTORS = {
    "GOV": (
        "government, governments, administration, cabinet, ministry, minister, ministers, premier, president, presidents, "
        "vice president, prime minister, chancellor, king, queen, emir, sultan, prince, governor, mayor, ambassador, "
        "ambassadors, diplomat, diplomats, embassy, consulate, secretary of state, defense secretary, "
        "defence secretary, foreign secretary, interior secretary, state department, defense department, foreign office, "
        "treasury, central bank, authorities, governors, Kremlin, White House"
    ),
    "MIL": (
        "troops, army, armies, soldiers, soldier, military, navy, air force, marines, forces, commander, commanders, "
        "general, generals, colonel, admiral, brigade, brigades, battalion, warship, warships, warplanes, fighter jets, "
        "Pentagon, Defense Forces, Defence Forces"
    ),
    "REB": (
        "rebel, rebels, insurgent, insurgents, militant, militants, guerrilla, guerrillas, guerilla, guerillas, "
        "separatist, separatists, secessionists, rebel forces, rebel group, rebel groups, rebel army, rebel commander, Taliban, "
        "Taleban, FARC"
    ),
    "UAF": "gunmen, gunman, militia, militias, militiamen, warlord, warlords, armed group, armed groups, armed men",
    "COP": "police, policeman, policemen, policewoman, gendarmes, gendarmerie, border guards, riot police, police force",
    "OPP": "opposition, dissident, dissidents",
    "PTY": "party, parties, general secretary",
    "LEG": (
        "parliament, parliaments, parliamentarian, parliamentarians, lawmaker, lawmakers, legislator, legislators, senate, "
        "senator, senators, congress, congressman, congresswoman, congressmen, legislature, House of Representatives, "
        "lower house, upper house, national assembly, Knesset, Duma, Bundestag, MP, MPs"
    ),
    "JUD": (
        "court, courts, judge, judges, prosecutor, prosecutors, tribunal, judiciary, magistrate, magistrates, "
        "attorney general, supreme court"
    ),
    "SPY": "intelligence agency, intelligence agencies, intelligence service, secret service, spy agency, spies, CIA, Mossad, FSB",
    "MED": (
        "media, newspaper, newspapers, journalist, journalists, reporter, reporters, broadcaster, news agency, television, "
        "radio, radio station, magazine, blogger, bloggers, Reuters, Associated Press, BBC, CNN, Xinhua, Al Jazeera"
    ),
    "BUS": (
        "company, companies, firm, firms, corporation, businessman, businessmen, businesses, airline, airlines, "
        "oil company, bank, banks, General Motors, Gazprom, Microsoft"
    ),
    "LAB": "trade union, trade unions, labor union, labour union, strikers",
    "EDU": "students, student, university, universities, teachers, professor, professors, school, schools",
    "REL": "cleric, clerics, priest, priests, monk, monks, imam, imams, bishop, bishops, archbishop, pope, church, pontiff",
    "REF": "refugee, refugees, asylum seekers, displaced people",
    "CVL": (
        "protester, protesters, demonstrator, demonstrators, civilian, civilians, villagers, residents, citizens, "
        "people, women, voters, families, crowd, crowds, settlers, activist, activists"
    ),
    "CRM": "gang, gangs, pirates, smugglers, drug cartel, drug cartels, traffickers, kidnappers",
    "IGO": (
        "UN, U.N., United Nations, NATO, EU, E.U., European Union, European Commission, African Union, Arab League, IAEA, "
        "International Atomic Energy Agency, IMF, International Monetary Fund, World Bank, WTO, OSCE, ASEAN, ECOWAS, OPEC, "
        "UNICEF, UNHCR, World Health Organization, Security Council, International Criminal Court, General Assembly, "
        "secretary general, director general, peacekeepers"
    ),
    "NGO": (
        "Red Cross, Red Crescent, Amnesty International, Amnesty, Human Rights Watch, Oxfam, Greenpeace, "
        "Doctors Without Borders, Reporters Without Borders, Save the Children, aid workers, aid agency, aid agencies, "
        "aid group, aid groups, aid officials, rights group, rights groups, human rights group, human rights groups"
    ),
}
"""The phrases of each sector, with commas; those with capitals are names."""

OFFICE = "in office"
GENERIC = ("official", "officials", "envoy", "envoys")
"""Words for people in office of whatever body is named beside them, the government where none is."""

NO_SECTOR = ("West Bank",)
"""Names that hold a word of the table and have no sector."""

DECISIVE = frozenset({"REB", "OPP", "BUS"})
"""Sectors that hold whatever else is said: a rebel general is a rebel, the president of a company is no statesman."""

NO_LONGER = frozenset({"former", "ex", "late", "retired"})
"""Words before an office that is no longer held."""


def sector_of(words: str) -> str | None:
    """The sector that the words of a participant say: a decisive one, else that of the last noun, which is the head."""
    read = words_of(words)
    if NO_LONGER & {word.lower() for word in read}:
        return None
    found = [phrase.value for phrase in sector_phrases().find(read)]
    sectors = [sector for sector in found if sector in SECTORS] or ["GOV" for value in found if value == OFFICE]
    return next((sector for sector in sectors if sector in DECISIVE), sectors[-1] if sectors else None)


@cache
def sector_phrases() -> Phrases[str]:
    """The table by phrase."""
    table = {**{sector: phrases.split(", ") for sector, phrases in SECTORS.items()}, OFFICE: GENERIC, "": NO_SECTOR}
    return Phrases.of((phrase, sector) for sector, phrases in table.items() for phrase in phrases)
