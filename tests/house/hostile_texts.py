"""Payloads, and the scenario and the study that have them in every field that takes text."""
RUN = "console.log('RAN');new Image().src='http://127.0.0.1:%PORT%/ran'"
PAYLOADS = [
    "<script>%RUN%</script>",
    "</script><script>%RUN%</script>",
    "\"><img src=x onerror=\"%RUN%\">",
    "'><svg onload='%RUN%'>",
    "</title></style></textarea><script src=http://127.0.0.1:%PORT%/x></script>",
    "--><iframe srcdoc='<script>%RUN%</script>'></iframe><!--",
    "{\"a\":\"</SCRIPT >\"}<body onload=%RUN%>",
    "<a href=javascript:%RUN%>x</a><base href=//x><form action=x>",
    "=cmd|'/c calc'!A1",
    "=HYPERLINK(\"http://127.0.0.1:%PORT%\")",
    "+1+1+cmd|' /C calc'!A0",
    "-1+1+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "＝1+1 ;=1+1,=1+1",
    "]]>&amp;&lt;<![CDATA[x]]><?xml version='1.0'?><!DOCTYPE a>",
    "_x0041_ _x000D_ &#x0; &#27; %EF%BF%BE",
    "{name} {after} {n} {0} {} {{x}} }{",
    "%s %n %d %1$s %% {:x} {0!r} $(id) `id` ${x}",
    "[x](javascript:alert(1)) ![x](http://127.0.0.1:%PORT%/md)",
    "<http://127.0.0.1:%PORT%/auto> <javascript:alert(1)> www",
    "| a | **b** | `c` | ~~d~~ | [^1] $x$ # h - [ ] > q",
    "</td></tr></table><details open ontoggle=%RUN%>",
    "'; DROP TABLE x; -- \" ' \\ \\\\ \\n \\u003c /*",
    "../../../etc/passwd",
    "..\\..\\CON:*?|",
    "مرحبا 5 بالعربية",
    "e\u0301\u0302\u0303 \U0001F468\u200d\U0001F469 日本語 ﷽",
    "x" * 100,
]
# Refused wherever they are a name; a source is shown without them.
CONTROLS = ["\x1b[31mred\x1b]8;;http://x\x07link\x1b]8;;\x07", "\ttab", "\rreturn", "\nline\n# title",
            "nul\x00nul", "bidi\u202e\u2066txt", "c1\x9b31m", "no\ufffe\uffffcharacter", "tag\U000e0041",
            "bom\ufeff\u200b", "bell\x07\x08\x0b\x0c\x7f", "separators\u2028\u2029\u0085", "y" * 101]


def toml_text(text):
    escaped = "".join(f"\\U{ord(c):08X}" if ord(c) < 0x20 or ord(c) == 0x7F or ord(c) > 0xFF00 else
                      "\\" + c if c in '"\\' else c for c in text)
    return f'"{escaped}"'


def key(text):
    """As the name of a table: without dots."""
    return toml_text(text.replace(".", "·"))


FIELDS = ["name", "sector", "market", "channel", "source", "assumption", "product", "title",
          "strategy", "market_name", "unit", "group"]


def scenario(texts):
    """A small scenario of two strategies with a text for each field."""
    market = f"market.{key(texts['market'])}"
    channel = f"{market}.channel.{key(texts['channel'])}"
    strategy = f"strategy.{key(texts['strategy'])}"
    return f"""
schema = 1
[scenario]
name = {toml_text(texts['name'])}
sector = {toml_text(texts['sector'])}
currency = "EUR"
start = 2026-01-01
years = 2
step = "quarter"
discount = 0.1
[report]
thresholds = {{ npv = [0, 1000] }}
[product]
name = {toml_text(texts['product'])}
unit = {toml_text(texts['unit'])}
currency = "EUR"
incoterm = "CIF"
price = {{ triangular = [4, 5, 6], source = {toml_text(texts['source'])} }}
cost = {{ triangular = [2, 3, 4], assumption = {toml_text(texts['assumption'])} }}
[{market}]
name = {toml_text(texts['market_name'])}
currency = "EUR"
[{market}.demand]
units_per_year = {{ triangular = [100_000, 200_000, 300_000] }}
[{channel}]
kind = "distributor"
prospects = 4
sign_chance = {{ beta = [3, 5] }}
months_to_sign = {{ triangular = [2, 5, 12] }}
ceiling_share = {{ triangular = [0.1, 0.2, 0.3] }}
uptake = {{ bass = {{ p = 0.1, q = 0.4 }} }}
markup = 0.2
entry_cost = 20_000
[correlation.{key(texts['group'])}]
of = ["product.price", "product.cost"]
common = 0.5
[{strategy}]
title = {toml_text(texts['title'])}
[strategy.other]
[strategy.other.set.{channel}]
prospects = 2
"""


def study(texts, file):
    return f"""
schema = 1
[study]
title = {toml_text(texts['name'])}
paths = 300
[study.scenario.{key(texts['strategy'])}]
file = {toml_text(file)}
title = {toml_text(texts['title'])}
strategy = {toml_text(texts['strategy'].replace(".", "·"))}
[study.scenario.other]
file = {toml_text(file)}
title = {toml_text(texts['sector'])}
strategy = "other"
[study.sweep.{key(texts['group'])}]
address = "scenario.discount"
values = [0.05, 0.15]
"""
