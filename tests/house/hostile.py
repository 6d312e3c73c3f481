#!/usr/bin/env python3
"""Texts that attack their reader, in every field that takes text, in every format of a report.

    tests/house/hostile.py PROGRAM [NODE_MODULES]

A scenario with strategies and a study of it are written with payloads in their titles, names, sources
and file names: markup, formulas, escape sequences, placeholders. Each payload comes into each field. What
may be refused is refused without repeating it; all else is run, and of what is written

- no byte of a terminal's text is a control character, but for line ends and Landfall's own bold and dim;
- no text cell of CSV begins as a formula would;
- spreadsheets are strictly well-formed, without formulas and links;
- Markdown, rendered with raw HTML as GitHub takes it and without, has no element but those of its tables
  and sentences;
- nothing of a page runs in Chromium, with its Content-Security-Policy or without: no script, no request,
  no message on the console.
"""
import csv
import glob
import http.server
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import strict_workbook  # noqa: E402
from hostile_texts import CONTROLS, FIELDS, PAYLOADS, RUN, scenario, study, toml_text  # noqa: E402
from terminals import sent_to_terminal  # noqa: E402

program = os.path.abspath(sys.argv[1])
modules = os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else ""
home = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
chromium = shutil.which("chromium")


def is_bad(character):
    """What a terminal or a reader could be deceived by."""
    return (character != "\n" and unicodedata.category(character) in ("Cc", "Zl", "Zp") or
            character in "\u200e\u200f\u061c\ufeff\ufffe\uffff" or "\u202a" <= character <= "\u202e" or
            "\u2066" <= character <= "\u2069" or "\U000e0000" <= character <= "\U000e007f")


def check_terminal(text, what):
    bad = sorted({c for c in text if is_bad(c)})
    assert not bad, f"{what}: {bad!a} in {text!a}"


def landfall(words, folder, expected=(0,)):
    ran = subprocess.run([program, *words], cwd=folder, capture_output=True, check=False,
                         stdin=subprocess.DEVNULL)
    out, err = ran.stdout.decode("utf-8"), ran.stderr.decode("utf-8", "replace")
    assert ran.returncode in expected, f"{words!a} ended with {ran.returncode}: {err!a}"
    check_terminal(err, "standard error")
    return ran.returncode, out, err


def in_colour(words, folder):
    """What a terminal is sent."""
    environment = {**os.environ, "TERM": "xterm-256color", "NO_COLOR": ""}
    sent = sent_to_terminal(lambda writer: subprocess.Popen(
        [program, *words], cwd=folder, stdin=subprocess.DEVNULL, stdout=writer, stderr=subprocess.DEVNULL,
        env=environment))
    return sent.replace("\r\n", "\n")


def check_coloured(text):
    assert "\x1b[1m" in text, "no colour"
    for ours in ("\x1b[0m", "\x1b[1m", "\x1b[2m"):
        text = text.replace(ours, "")
    check_terminal(text, "a terminal's text")


def is_number(cell, mark):
    try:
        float(cell.replace(mark, "."))
        return True
    except ValueError:
        return False


def check_csv(path, separator, mark):
    with open(path, encoding="utf-8-sig", newline="") as file:
        text = file.read()
    rows = list(csv.reader(io.StringIO(text), delimiter=separator, strict=True))
    assert len({len(row) for row in rows}) == 1, f"{path}: rows of several lengths"
    for row in rows:
        for cell in row:
            assert "\x1b" not in cell and "\x00" not in cell
            if cell[:1] in tuple("=+-@\t\r\n＝＋－＠"):
                assert is_number(cell, mark), f"{path}: the cell {cell!a} is a formula"


def strings_in(value):
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [one for part in parts for one in strings_in(part)]


class Elements(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = set()

    def handle_starttag(self, tag, attributes):
        self.found.add(tag)
        for name, _ in attributes:
            if name != "style":
                self.found.add(f"{tag}[{name}]")

    def handle_comment(self, data):
        self.found.add("comment")

    def handle_decl(self, decl):
        self.found.add("declaration")

    def unknown_decl(self, data):
        self.found.add("declaration")

    def handle_pi(self, data):
        self.found.add("instruction")


# What Landfall's own Markdown comes to.
PLAIN = {"h1", "h2", "h3", "p", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "strong", "em",
         "pre", "code", "code[class]", "br"}
RENDER = """
const MarkdownIt = require(process.argv[1] + "/markdown-it");
const fs = require("fs");
const texts = process.argv.slice(2).map((file) => fs.readFileSync(file, "utf8"));
const of = (html) => texts.map((text) => new MarkdownIt({ html }).render(text));
process.stdout.write(JSON.stringify(of(false).concat(of(true))));
"""


def check_markdown(paths):
    if not os.path.isdir(os.path.join(modules, "markdown-it")):
        return "no markdown-it"
    ran = subprocess.run(["node", "-e", RENDER, modules, *paths], capture_output=True, check=True,
                         text=True)
    pages = json.loads(ran.stdout)
    for path, page in zip(list(paths) * 2, pages):
        elements = Elements()
        elements.feed(page)
        elements.close()
        assert elements.found <= PLAIN, f"{path}: {elements.found - PLAIN}"
        assert "<h1>" in page and "<td" in page
    return f"{len(pages)} renderings of Markdown"


class Listener(http.server.BaseHTTPRequestHandler):
    asked = []

    def do_GET(self):
        Listener.asked.append(self.path)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


def check_pages(paths, folder, port):
    """All of them in frames of one page, each once more without its policy."""
    if not chromium:
        return "no Chromium"
    frames = []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            source = file.read()
        bare = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", source)
        assert bare != source, f"{path} has no policy"
        with open(path[:-5] + ".bare.html", "w", encoding="utf-8") as file:
            file.write(bare)
        frames += [path, path[:-5] + ".bare.html"]
    # One that does run, at the end: a test which sees nothing would be seen.
    planted = os.path.join(folder, "planted.html")
    with open(planted, "w", encoding="utf-8") as file:
        file.write("<script>" + RUN.replace("%PORT%", str(port)) + "</script>")
    index = os.path.join(folder, "index.html")
    with open(index, "w", encoding="utf-8") as file:
        file.write("<!doctype html><meta charset=utf-8><title>index</title><body data-loaded=0>" + "".join(
            f'<iframe src="{os.path.basename(one)}" width=900 height=600 '
            'onload="document.body.dataset.loaded++"></iframe>' for one in [*frames, planted]))
    ran = subprocess.run(
        [chromium, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-extensions",
         "--no-first-run", f"--user-data-dir={folder}/profile", "--enable-logging=stderr", "--v=0",
         "--virtual-time-budget=4000", "--dump-dom", "file://" + index],
        capture_output=True, text=True, timeout=300, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    loaded = re.search(r'data-loaded="(\d+)"', ran.stdout).group(1)
    assert int(loaded) == len(frames) + 1, f"{loaded} of {len(frames) + 1} pages were loaded"
    console = [line for line in ran.stderr.splitlines() if "CONSOLE" in line]
    assert len(console) == 1 and "planted.html" in console[0], console[:5]
    assert Listener.asked == ["/ran"], Listener.asked
    return f"{len(frames)} pages"


def languages():
    ran = subprocess.run([program, "run", "--help"], capture_output=True, text=True, check=True)
    return ["en", "fr"] if "--lang" in ran.stdout else ["en"]


def attack(index, folder, port):
    """One scenario and its study; returns the files written."""
    here = os.path.join(folder, str(index))
    os.mkdir(here)

    def payload(at):
        text = PAYLOADS[at % len(PAYLOADS)]
        longest = text.replace("%RUN%", RUN).replace("%PORT%", str(port))
        return longest if len(longest) <= 100 else text.replace("%RUN%", "console.log('RAN')")

    texts = {field: payload(index + 2 * at) for at, field in enumerate(FIELDS)}
    if texts["strategy"] == "other":
        texts["strategy"] = "one"
    file = re.sub(r"[/\0]", "∕", payload(index + 7))[:60] + ".toml"
    with open(os.path.join(here, file), "w", encoding="utf-8") as out:
        out.write(scenario(texts))
    with open(os.path.join(here, "study-" + file), "w", encoding="utf-8") as out:
        out.write(study(texts, file))
    chosen = "--strategy=" + texts["strategy"].replace(".", "·")
    named = "scenario.name=" + toml_text(payload(index + 11))
    pages, markdown = [], []
    for language in languages():
        said = ["--lang", language] if len(languages()) > 1 else []
        runs = {"one": ["run", chosen, "--paths", "300", "--set", named, "--xlsx-draws", "20"],
                "all": ["run", "--paths", "300", "--csv-dialect", "excel-fr"],
                "study": ["compare"]}
        if language != "en":
            del runs["all"]  # of several, too: the study is enough
        for run, words in runs.items():
            at = f"{run}-{language}"
            files = [f"{at}.{end}" for end in ("html", "xlsx", "md", "csv", "json", "txt")]
            words = [*words, *said, *(word for one in files for word in ("--report", one)), "--",
                     ("study-" if run == "study" else "./") + file]
            _, out, _ = landfall(words, here)
            check_terminal(out, "standard output")
            paths = [os.path.join(here, one) for one in files]
            with open(paths[5], encoding="utf-8") as text:
                check_terminal(text.read(), paths[5])
            with open(paths[4], encoding="utf-8") as text:
                strings = strings_in(json.loads(text.read(), parse_constant=lambda name: 1 / 0))
            for field in ("market_name", "source", "assumption"):
                assert any(texts[field] in one for one in strings), f"no {field} in {paths[4]}"
            check_csv(paths[3], *((";", ",") if run == "all" or language == "fr" else (",", ".")))
            strict_workbook.check(paths[1])
            pages.append(paths[0])
            markdown.append(paths[2])
        for command in (["explain"], ["explain", "--format", "markdown"], ["replay", "--path", "3"]):
            words = [*command, chosen, "--", "./" + file]
            _, out, _ = landfall(words, here)
            check_terminal(out, command[0])
            if "markdown" in command:
                markdown.append(os.path.join(here, f"explain-{language}.md"))
                with open(markdown[-1], "w", encoding="utf-8") as text:
                    text.write(out)
    landfall(["run", "--strategy", "other", "--paths", "20", "--draws", "draws.csv", "--", "./" + file],
             here)
    check_csv(os.path.join(here, "draws.csv"), ",", ".")
    check_coloured(in_colour(["run", "--paths", "300", "--", "./" + file], here))
    return pages, markdown


def refuse(index, folder):
    """Control characters: in names an error that does not repeat them, in sources taken out."""
    text = CONTROLS[index]
    plain = {field: field for field in FIELDS}
    refused = 0
    for field in FIELDS:
        here = os.path.join(folder, f"refused-{index}-{field}")
        os.mkdir(here)
        with open(os.path.join(here, "a.toml"), "w", encoding="utf-8") as out:
            out.write(scenario({**plain, field: text}))
        code, out, err = landfall(["run", "--paths", "64", "a.toml", "--report", "a.csv", "--report",
                                   "a.xlsx", "--report", "a.md"], here, (0, 2))
        assert code == 2 or field in ("source", "assumption"), f"{field} takes {text!a}"
        if code == 0:
            check_terminal(out, field)
            check_csv(os.path.join(here, "a.csv"), ",", ".")
            strict_workbook.check(os.path.join(here, "a.xlsx"))
        else:
            refused += 1
            assert "a.toml:" in err and "nothing was simulated" in err, err
    name = re.sub(r"[/\0]", "∕", text)[:40] + ".toml"
    here = os.path.join(folder, f"file-{index}")
    os.mkdir(here)
    with open(os.path.join(here, name), "w", encoding="utf-8") as out:
        out.write(scenario(plain))
    _, out, _ = landfall(["run", "--paths", "64", "--report", "a.xlsx", "--", "./" + name], here)
    check_terminal(out, "a file's name")
    strict_workbook.check(os.path.join(here, "a.xlsx"))
    return refused


def refuse_bytes(folder):
    """What is no UTF-8, in a file and on the command line."""
    for index, bad in enumerate((b"\xc3\x28", b"\xed\xa0\x80", b"\xff\xfe", b"\xf0\x80\x80\xaf", b"\x80")):
        path = os.path.join(folder, f"bytes-{index}.toml")
        text = scenario({field: field for field in FIELDS}).encode()
        with open(path, "wb") as out:
            out.write(text.replace(b'"product"', b'"' + bad + b'"', 1))
        _, _, err = landfall(["run", path], folder, (2,))
        assert "UTF-8" in err, err
        landfall([b"run", b"--set", b"scenario.name=\"" + bad + b"\"", path.encode()], folder, (2,))
        landfall([b"run", bad + b".toml"], folder, (2,))
    for escape in ("\\uD800", "\\U00110000"):  # no characters either
        path = os.path.join(folder, "escape.toml")
        with open(path, "w", encoding="utf-8") as out:
            out.write(scenario({field: field for field in FIELDS}).replace('"sector"', f'"{escape}"', 1))
        landfall(["run", path], folder, (2,))


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
    pages, markdown, refused = [], [], 0
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        attacks = [pool.submit(attack, i, folder, port) for i in range(len(PAYLOADS))]
        refusals = [pool.submit(refuse, i, folder) for i in range(len(CONTROLS))]
        refuse_bytes(folder)
        for one in attacks:
            found = one.result()
            pages += found[0]
            markdown += found[1]
        refused = sum(one.result() for one in refusals)
        flat = []
        for at, page in enumerate(pages):
            flat.append(os.path.join(folder, f"page-{at}.html"))
            os.rename(page, flat[-1])
        rendered = check_markdown(markdown)
        opened = check_pages(flat, folder, port)
    server.shutdown()
    print(f"{len(PAYLOADS)} payloads in {len(FIELDS)} fields and file names, {'/'.join(languages())}: "
          f"{refused} refused; {rendered}; {opened}")


main()
