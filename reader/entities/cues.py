"""The words around and inside names that say what they name."""

import re
from typing import Final


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


FUNCTION_WORDS: Final = _set(
    "a an the this that these those i he she it we they you me him her us them my his its our their your who whom "
    "whose which what when where why how if because since while although though unless until as at by for from in "
    "into of off on onto out over per than to toward towards under up upon via with within without about above after "
    "against along among around before behind below between beyond during except inside near outside through "
    "throughout and or but nor so yet not no yes is are was were be been being am do does did has have had will would "
    "shall should can could may might must there here then thus also however meanwhile moreover therefore furthermore "
    "nevertheless although such some any all each every both either neither many much most more few several other "
    "another only just even still again already now today yesterday tomorrow according despite whether "
    "i'm i've i'd i'll it'll he'll she'll we'll they'll you'll we're they're you're we've they've you've isn't aren't "
    "wasn't weren't don't doesn't didn't can't couldn't won't wouldn't shouldn't hasn't haven't hadn't let let's"
)
"""Words that belong to no name, capital or not."""

CALENDAR: Final = _set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december mon tue tues wed thu thur thurs fri sat jan feb mar apr jun jul aug sep sept "
    "oct nov dec christmas easter ramadan diwali eid halloween thanksgiving hanukkah passover am pm gmt utc est edt "
    "pst pdt cet ist bc ad bce ce fy"
)
"""Parts of dates and times: never names by themselves."""

PERIOD: Final = re.compile(r"(?:[QH][1-4]|FY ?\d{2,4}(?:[/-]\d{2,4})?)")
"""Quarters, halves and fiscal years, which look like names and are dates."""

CALENDAR_GIVEN: Final = _set("april may june august jan")
"""Those of them that are given names too."""

NOT_NAMES: Final = _set(
    "dna rna hiv aids tv ceo cfo cto coo pm mp mps mla mlas vip vips id ids ok gdp vat sms pdf html http www url usb "
    "gps cctv dvd cd cds dj faq diy hr pr ai it iq iv ii iii vi vii viii ix xi xii xiv xv xvi mr mrs ms phd md mba ba "
    "bsc msc covid covid-19 sars mers adhd ptsd lgbt lgbtq lgbtqi ngo ngos suv asap rip lol omg wtf fyi ps "
    "usd eur gbp inr rs km kg mph cpu gpu ram api sql xml json css pc ipo atm pin tba tbd rt dm imho imo btw lmao smh "
    "tbh idk ffs jk nsfw bff aka ied ieds icbm wmd bbq xmas wwi wwii ep eps cv vhs q&a r&d a&e o2 co2 h1n1 3d 2d u-turn no nos fir firs"
)
"""Capitals that stand for no one and nowhere."""

ROLES: Final = _set(
    "mr mr. mrs mrs. ms ms. mx mx. miss madam mister dr dr. prof prof. professor sir dame lord lady rev rev. reverend "
    "hon hon. honourable honorable gen gen. general col col. colonel lt lt. lieutenant capt capt. captain maj maj. "
    "major sgt sgt. sergeant cpl cpl. corporal adm adm. admiral cmdr cmdr. commander marshal brigadier commodore "
    "officer constable inspector superintendent detective sheriff chief president vice-president premier chancellor "
    "minister secretary senator sen sen. representative rep rep. congressman congresswoman councillor councilman "
    "councilwoman councilor governor gov gov. mayor ambassador envoy consul commissioner chairman chairwoman chairperson chair "
    "director ceo cfo cto coo manager coach speaker leader deputy undersecretary attorney lawyer advocate judge "
    "justice magistrate prosecutor king queen prince princess emperor empress sultan emir tsar czar kaiser duke "
    "duchess earl count countess baron baroness pope archbishop bishop cardinal father brother sister mother pastor "
    "priest rabbi imam sheikh h.e. mullah ayatollah grand spokesman spokeswoman spokesperson actor actress singer author writer "
    "poet novelist journalist reporter correspondent editor columnist analyst economist historian scientist "
    "researcher engineer architect artist painter composer musician rapper drummer guitarist pianist comedian "
    "filmmaker producer presenter host anchor striker defender midfielder goalkeeper winger quarterback pitcher "
    "batsman bowler skipper teammate founder co-founder cofounder owner entrepreneur businessman businesswoman "
    "billionaire activist campaigner dissident lawmaker politician candidate mp mla legislator warlord militant "
    "terrorist gunman suspect accused defendant convict killer murderer victim witness teacher student doctor nurse "
    "driver pilot farmer wife husband son daughter uncle aunt cousin nephew niece grandfather grandmother friend "
    "colleague boyfriend girlfriend fiancée widow partner heir successor predecessor rival counterpart ex-president "
    "ex-husband ex-wife shri smt herr frau monsieur madame señor señora don doña signor chef designer model golfer "
    "boxer sprinter cyclist swimmer astronaut philosopher mathematician physicist psychologist biologist "
    "lawmakers actors actresses brothers sisters senators ministers presidents youtuber blogger "
    "president-elect secretary-general attorney-general governor-general director-general lieutenant-colonel"
)
"""Titles, offices and callings that stand right before a person's name and are no part of it."""

ROYAL: Final = _set("king queen prince princess lady lord sir duke saint st st. general president bishop")
"""Those that places and institutions are named after, title and all."""

ROLE_MODIFIERS: Final = _set(
    "former ex late then interim acting deputy vice prime first second chief senior junior assistant associate foreign "
    "home finance defence defense interior health education external union state opposition national federal crown "
    "executive managing lead supreme major lieutenant brigadier attorney solicitor under press security house senate "
    "majority minority founding honorary district high special right most rt"
)
"""Words before a title that belong to it."""

SPEECH: Final = _set(
    "said says say told tells added adds wrote writes argued argues claimed claims asked asks replied explained explains "
    "insisted insists noted notes tweeted stated recalled recalls thinks thought believes believed admitted admits "
    "denied joked smiled laughed nodded warned warns urged testified confessed married died resigned retired graduated"
)
"""What mostly people do."""

ORG_HEADS: Final = _set(
    "academy administration agency airlines airways alliance army assembly associates association associations "
    "authority bank board brigade brigades brotherhood broadcasting bureau cabinet caucus chamber church "
    "club co co. coalition college commission committee communications companies company "
    "confederation conglomerate congress consortium consulate convention cooperative corp corp. corporation corps "
    "council court courts department directorate embassy enterprises exchange faculty federation fc "
    "firm force forces foundation front fund gazette government group guard guards guild herald "
    "holdings inc inc. industries institute institutes institution insurance intelligence journal judiciary "
    "laboratories laboratory labs league legion legislature llc llp limited ltd ltd. magazine management media militia ministry "
    "mission motors movement museum navy network news newspaper office "
    "orchestra organisation organization parliament partners partnership party plc police politburo post press "
    "programme program productions publishers publishing pictures radio records regiment reserve resources school schools "
    "secretariat seminary senate service services society solutions squad squadron studios syndicate systems "
    "taskforce team technologies technology telegraph television theatre times trade tribune tribunal trust "
    "trusts union unions university universities ventures watch workshop workers ministries ngo polytechnic "
    "center centre collective command conservatory clinic hospital ensemble choir band brothers pharma pharmaceuticals motor electronics entertainment "
    "energy petroleum oil gas steel airline bancorp capital securities software hotels observatory archives archive library "
    "gmbh ag sa nv bv pvt pvt. spa bhd oy ab united athletic rovers wanderers democrats republicans greens conservatives "
    "liberals socialists communists nationalists panthers tigers lions eagles bulls bears hawks falcons sox "
    "dodgers rangers raiders giants wildcats bulldogs cavaliers pistons jets"
)
"""Words that end the name of an organization."""

WEAK_HEADS: Final = _set(
    "brothers energy center centre oil gas steel capital watch post times trade workers office force forces school schools "
    "hospital command resources media news management intelligence mission press radio records band "
    "court church party front guard team club group service services fund front city united motor exchange "
    "program programme museum library theatre tigers lions eagles bulls bears hawks falcons giants jets greens "
    "conservatives liberals socialists communists nationalists democrats republicans games systems solutions sa ab ag "
    "archive archives government army navy police cabinet technology network"
)
"""Those of them that name nothing without a name or an adjective in front, nor in a headline."""

OF_HEADS: Final = _set(
    "academy agency alliance army assembly association bank board body bureau campaign center centre chamber church "
    "circle club coalition college commission committee community company confederation conference congress council "
    "court department directorate division faculty federation foundation friends front fund guild high institute "
    "institution institutes knights league legion ministry mission movement museum network office order organisation "
    "organization parliament partnership party school secretariat senate sisters society sons students supreme "
    "trust tribunal union university daughters doctors initiative programme program project register task "
    "observatory library archive archives coordination people's workers citizens mothers rally"
)
"""Words that "of" or "for" and a further name follow to make the name of an organization."""

PLACE_OF_HEADS: Final = _set(
    "gulf bay isle island islands cape strait straits sea state province city republic kingdom lake port valley coast "
    "territory county district principality emirate duchy horn rock river tower mount plain plains fort castle palace "
    "sultanate federation dominion village town commonwealth peninsula temple dome archdiocese diocese"
)
"""Words that "of" and a further name follow to make the name of a place."""

PLACE_HEADS: Final = _set(
    "airport alley archipelago arena ave avenue barracks basin bay beach boulevard blvd bridge broadway building canal "
    "canyon castle cathedral cave cemetery city coast county creek crossing dam delta desert district drive estate "
    "falls farm field fields forest fort garden gardens glacier gate glen gorge governorate gulf hall harbor harbour "
    "heights highway hill hills hotel inn island islands isle isles jail junction lagoon lake lakes lane "
    "lighthouse mall marsh mosque motorway mount mountain mountains municipality ocean oblast palace parish "
    "park pass peak peninsula penitentiary plain plains plateau plaza port prefecture prison province quarter "
    "ranch ranges reef refuge region republic reservoir resort restaurant ridge rise river rivers road rock route ruins "
    "sea shrine sound square stadium state station strait straits strip street territory territories temple terrace "
    "terminal tower towers town township trail tunnel turnpike valley village volcano wadi waterfall waterfront "
    "woods zoo oval courthouse mansion market boulevard st st. rd rd. taluk tehsil voivodeship arrondissement canton borough subdivision house"
)
"""Words that end the name of a place."""

PLACE_PREFIXES: Final = _set(
    "mount mt mt. lake cape fort ft. port san santa são sao los las saint st st. ste. el north south east west "
    "northern southern eastern western central upper lower greater new old downtown inner outer point glen wadi"
)
"""Words that begin the name of a place."""

COMPASS: Final = _set("north south east west northern southern eastern western central upper lower greater downtown")
"""Those of them that qualify any place."""

EVENT_HEADS: Final = _set(
    "war wars olympics cup games revolution uprising festival championship championships tournament "
    "earthquake massacre summit crusade crusades holocaust renaissance intifada marathon derby "
    "rebellion insurrection riots siege genocide election elections paralympics expo"
)
"""Words that end the name of an event."""

OTHER_HEADS: Final = _set(
    "act acts bill treaty accord accords agreement award awards prize medal constitution amendment code law laws "
    "bible quran koran testament gospel book day week month year night eve age era century plan protocol "
    "theory theorem disease syndrome virus vaccine language series season episode album song film movie novel show "
    "project report declaration charter doctrine directive resolution index style cuisine art "
    "democracy communism socialism nationalism"
)
"""Words that end the name of something that is none of the kinds."""

ATTACKS: Final = _set("attacks bombings attackers massacre siege shootings blasts")
"""With a place before, an event."""

TERROR: Final = _set("terror terrorist")
"""With a place before and an attack after, an event."""

PLACE_PREPOSITIONS: Final = _set("in near from at to across throughout outside around into toward towards via within")
"""Words that a place often follows."""

GENERIC_ORGS: Final = _set("supreme court senate congress house treasury parliament coast guard army navy pentagon")
"""Words of listed institutions that every country has: the country before belongs to the name."""

PARTICLES: Final = _set("de del della der den di da dos du la le van von bin ibn ben al el ter ten zu y e ul abu st")
"""Small words inside the names of people and places."""

LEADING_PARTICLES: Final = _set("bin ibn van von della del abu")
"""Those of them that a family name keeps where it stands alone, and that are no English words."""

NAME_PREFIXES: Final = _set("al el ad an ar as ash at az es bin ibn abu ul ur de")
"""What a name of more than one part, joined by hyphens, may begin with in lower case."""

HYPHEN_SUFFIXES: Final = _set(
    "led based born backed style run owned wide like era bound held trained made funded friendly sponsored linked "
    "speaking majority type only related affiliated controlled occupied administered raised educated inspired area "
    "listed brokered mandated imposed dominated ruled class free ready centric level side turned cum to and or wide"
)
"""What follows a name after a hyphen without being part of it."""

GENERATIONS: Final = _set("jr jr. sr sr. i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xxiii")
"""What a person's name may end with."""

LEGAL_FORMS: Final = _set("inc inc. ltd ltd. llc llp plc corp corp. co co. gmbh ag limited pvt pvt. group")
"""What the name of a company may end with after another head word."""

OPENERS: Final = _set(
    "former late meanwhile earlier later yesterday like unlike dear hey hello hi thanks thank congratulations ask see "
    "visit call check contact read watch follow tell meet when then once despite including regarding photo image "
    "picture video source update note says said asked born living following using welcome happy please great good big "
    "poor young old little beautiful own first last next second third two three four five six seven eight nine ten "
    "ex-president anti pro non more less sorry well oh god yes no ok okay"
)
"""Ordinary words that begin a sentence and no name: they are cut from what follows."""
