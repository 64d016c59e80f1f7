"""What names are known to be one beforehand: countries and cities, states, short forms of given names; which titles tell the sex."""

from typing import Final

SAME: Final = {
    form: names.split(",")[0]
    for names in (
        "united states,us,usa,america,united states of america,the states",
        "united kingdom,uk,britain,great britain,united kingdom of great britain and northern ireland",
        "united arab emirates,uae,emirates",
        "soviet union,ussr,union of soviet socialist republics",
        "china,prc,peoples republic of china",
        "north korea,dprk,democratic peoples republic of korea",
        "south korea,rok,republic of korea",
        "democratic republic of the congo,drc,dr congo,democratic republic of congo,congokinshasa",
        "netherlands,holland",
        "myanmar,burma",
        "sri lanka,ceylon",
        "czech republic,czechia",
        "ivory coast,cote divoire",
        "east timor,timorleste",
        "eswatini,swaziland",
        "turkey,turkiye",
        "cape verde,cabo verde",
        "russia,russian federation",
        "ireland,republic of ireland",
        "european union,eu",
        "united nations,un,uno",
        "new york city,nyc",
        "los angeles,la",
        "washington,washington dc,dc",
        "mumbai,bombay",
        "kolkata,calcutta",
        "chennai,madras",
        "beijing,peking",
        "kyiv,kiev",
        "the hague,hague",
    )
    for form in names.split(",")
}
"""Names of one place or body in plain words, by the name they go under here."""

STATES: Final = {
    state: letters
    for letters, state in (
        pair.split(":")
        for pair in (
            "al:alabama ak:alaska az:arizona ar:arkansas ca:california co:colorado ct:connecticut de:delaware fl:florida "
            "ga:georgia hi:hawaii id:idaho il:illinois in:indiana ia:iowa ks:kansas ky:kentucky me:maine md:maryland "
            "ma:massachusetts mi:michigan mn:minnesota ms:mississippi mo:missouri mt:montana ne:nebraska nv:nevada "
            "oh:ohio ok:oklahoma or:oregon pa:pennsylvania tn:tennessee tx:texas ut:utah vt:vermont va:virginia "
            "wa:washington wi:wisconsin wy:wyoming"
        ).split()
    )
}
"""The two letters of states of the US, where these are no initials."""

DIVIDED: Final = frozenset("korea vietnam yemen sudan cyprus ireland macedonia".split())
"""Countries that are spoken of as "the North" and "the South"."""

SEX: Final = {
    **dict.fromkeys(("mr", "sir", "lord", "king", "prince", "mister", "monsieur", "señor", "don", "herr", "shri"), "m"),
    **dict.fromkeys(("mrs", "ms", "miss", "lady", "queen", "princess", "dame", "madame", "señora", "frau", "smt"), "f"),
}
"""The sex of a person by the title before the name."""

NICKNAMES: Final = {
    short: names.split()[0]
    for names in (
        "william bill billy will willy",
        "robert bob bobby rob robbie",
        "richard dick rick ricky rich",
        "james jim jimmy jamie",
        "john johnny jon",
        "joseph joe joey",
        "thomas tom tommy",
        "edward ed eddie ted teddy",
        "charles charlie chuck",
        "michael mike mick micky",
        "anthony tony",
        "andrew andy drew",
        "daniel dan danny",
        "david dave davey",
        "donald don donnie",
        "kenneth ken kenny",
        "ronald ron ronnie",
        "timothy tim",
        "stephen steven steve",
        "gregory greg",
        "jeffrey geoffrey jeff geoff",
        "benjamin ben benny",
        "samuel sam sammy",
        "matthew matt",
        "nicholas nick",
        "peter pete",
        "philip phillip phil",
        "lawrence larry",
        "henry hank",
        "francis frank",
        "frederick fred freddie",
        "alexander alex",
        "albert al bert",
        "gerald gerry jerry",
        "walter walt",
        "raymond ray",
        "leonard len lenny",
        "patrick pat",
        "christopher chris",
        "elizabeth liz lizzie beth betty eliza",
        "margaret maggie meg peggy",
        "katherine catherine kathryn kate katie kathy cathy",
        "susan sue susie",
        "deborah debbie deb",
        "barbara barb",
        "patricia patty trish",
        "jennifer jenny jen",
        "jessica jess jessie",
        "rebecca becky",
        "victoria vicky",
        "theresa teresa terry",
    )
    for short in names.split()
}
"""Given names by the full name they are short for."""
