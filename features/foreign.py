"""Courts of other legal systems: English articles about them read like rulings of American courts, and are none."""

import re
from itertools import islice
from typing import Final

_COUNTRIES: Final = (
    "Argentina Australia Austria Bangladesh Belgium Botswana Brazil Britain Bulgaria Canada Chile China Colombia Croatia Cyprus "
    "Denmark Ecuador Egypt England Estonia Fiji Finland France Germany Ghana Greece Guatemala Honduras Hungary India Indonesia "
    "Iran Iraq Ireland Israel Italy Jamaica Japan Kenya Kuwait Latvia Lebanon Lithuania Malawi Malaysia Malta Mexico Moldova "
    "Morocco Myanmar Namibia Nepal Netherlands Nigeria Norway Pakistan Peru Philippines Poland Portugal Romania Russia Rwanda "
    "Scotland Senegal Serbia Singapore Slovakia Slovenia Spain Sweden Switzerland Taiwan Tanzania Thailand Tunisia Turkey Uganda "
    "Ukraine Uruguay Venezuela Vietnam Wales Zambia Zimbabwe"
).split()
_DEMONYMS: Final = (
    "Argentine Australian Austrian Bangladeshi Belgian Brazilian British Bulgarian Canadian Chilean Chinese Colombian Croatian "
    "Danish Dutch Egyptian English Estonian Finnish French German Ghanaian Greek Hungarian Indian Indonesian Iranian Iraqi Irish "
    "Israeli Italian Jamaican Japanese Kenyan Latvian Lebanese Lithuanian Malaysian Mexican Moroccan Namibian Nepali Nigerian "
    "Norwegian Pakistani Peruvian Philippine Polish Portuguese Romanian Russian Rwandan Scottish Serbian Singaporean Slovak "
    "Slovenian Spanish Swedish Swiss Taiwanese Tanzanian Thai Tunisian Turkish Ugandan Ukrainian Venezuelan Vietnamese Welsh "
    "Zambian Zimbabwean"
).split()
_PLACES: Final = (
    r"(?:the (?:United Kingdom|UK|Netherlands|Philippines|European Union|EU)|South (?:Africa|Korea)|New Zealand|Hong Kong|Sri Lanka"
    r"|Costa Rica|Northern Ireland|Ontario|Quebec|Alberta|British Columbia|Manitoba|Saskatchewan|Nova Scotia|New South Wales|Queensland"
    rf"|Tasmania|{'|'.join(_COUNTRIES)})"
)
_OF: Final = (
    rf"(?:South (?:African|Korean)|New Zealand|Hong Kong|Sri Lankan|European|UK|EU|{'|'.join(_DEMONYMS)}"
    rf"|{_PLACES.replace('the ', '')}(?:’s|'s))"
)
_COURT: Final = r"(?:[Ss]upreme |[Hh]igh |[Cc]onstitutional |[Aa]ppeals? |[Aa]dministrative |[Tt]op |[Ff]ederal |[Dd]istrict |[Rr]egional ){0,3}[Cc]ourts?\b"
_NAMED: Final = re.compile(
    rf"\b{_OF} (?:{_COURT}|judges?\b|justices\b|magistrates?\b|tribunals?\b)"
    rf"|\b(?:[Cc]ourt|[Jj]udges?|[Mm]agistrates?|Tribunal|Appeal)s? (?:of|in|for) (?:[Tt]he )?{_PLACES.replace('the ', '')}"
    r"|\bHigh Court (?:of|in|at) [A-Z]|\b[A-Z][a-z]+ High Court\b(?! [A-Z])|\bHigh Court [Jj](?:udge|ustice)\b|\bCrown Court\b|\bCourt of Session\b"
    r"|\bCourt of Justice of the European|\bEuropean Court of|\bGeneral Court of the E|\bPrivy Council\b|\bOld Bailey\b|\bOuter House\b"
    r"|\b(?:Federal )?Constitutional (?:Court|Tribunal|Council)\b|\bCourt of Cassation\b|\bConseil d[’']|\bCouncil of State\b"
    r"|\b[A-Z][a-z]*(?:verfassungs|verwaltungs|gerichts|landes)(?:gericht|hof)\b|\bTribunal (?:Supremo|Federal|Constitucional)\b"
    r"|\bCourt of King[’']s Bench\b|\b(?:King|Queen)[’']s Bench\b|\b(?:Mr|Mrs|Ms|Lord|Lady) Justice [A-Z]|\bLord President\b"
    r"|\b(?:KC|SC|QC)\b,? (?:for|said|told|represent)|\bbarristers?\b|\badvocate general\b|\bAdvocate[- ]General\b|\b[Jj]udicial review\b(?= (?:claim|of the (?:minister|home)))"
    r"|\bUnion (?:[Gg]overnment|of India)\b|\b[A-Z][a-z]+ (?:Magistrates[’']|Sessions) Court\b|\bCourt of Final Appeal\b|\bFederal Court of (?:Appeal|Australia|Canada)\b"
)
_AMERICAN: Final = re.compile(
    r"\bU\. ?S\.|\bUS\b|\bUnited States\b|\bAmericans?\b|\bfederal (?:appeals? )?(?:judges?|court|law|government|prosecutors|agenc)|\bDistrict Judge\b|\b(?:\w+ )Circuit\b"
    r"|\bWashington\b|\bTrump|\bBiden|\bObama|\bCongress\b|\bFirst Amendment|\b(?:Republican|Democrat)s?\b|\bSCOTUS\b|\bACLU\b|\bWhite House\b|\bAttorney General\b"
    r"|\bNew York\b|\bCalifornia|\bTexas|\bFlorida|\bOhio|\bIllinois|\bPennsylvania|\bGeorgia\b|\bMichigan|\bVirginia|\bArizona|\bOregon|\bColorado|\bMassachusetts"
    r"|\bNew Jersey|\bMinnesota|\bWisconsin|\bMissouri|\bMaryland|\bTennessee|\bIndiana|\bLouisiana|\bAlabama|\bKentucky|\bOklahoma|\bConnecticut|\bUtah|\bIowa\b"
    r"|\bNevada|\bArkansas|\bMississippi|\bKansas|\bNebraska|\bIdaho|\bHawaii|\bMaine\b|\bMontana|\bAlaska|\bDelaware|\bDakota|\bVermont|\bWyoming|\bNew (?:Hampshire|Mexico)|\bRhode Island|\bCarolina"
    r"|\b[Cc]ounty\b|\bgovernor\b|\bCounty Superior|\bpreliminary injunction|\bSuperior Court\b(?! of (?:Ontario|Quebec|Justice))"
)
_LEAST: Final = 2
_OUTWEIGH: Final = 2
_MOST: Final = 5
"""Signs of the United States; what holds more is not looked at further, which saves most of the time."""


def about_foreign_court(text: str) -> bool:
    """Whether a text speaks of courts of other countries at least twice, and much more than of the United States."""
    american = sum(1 for _ in islice(_AMERICAN.finditer(text), _MOST))
    return american < _MOST and sum(1 for _ in _NAMED.finditer(text)) >= max(_LEAST, _OUTWEIGH * american)
