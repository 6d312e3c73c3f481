#!/usr/bin/env bash
# Every message of the sources has a translation in every language, with the same placeholders, and
# no catalogue has one that no source says:
#   catalogues.sh FOLDER [messages.pot]
# With a second argument the messages are only written there: what a translator begins with.
set -euo pipefail
cd "$1"
export LC_ALL=C.UTF-8
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# A digit separator of C++ (1'000) would be taken for the start of a character.
mapfile -t sources < <(find app engine reports -name '*.cpp' -o -name '*.hpp' | LC_ALL=C sort)
for source in "${sources[@]}"; do
  mkdir -p "$folder/$(dirname "$source")"
  sed -E "s/([0-9])'([0-9])/\1\2/g; s/([0-9])'([0-9])/\1\2/g" "$source" > "$folder/$source"
done
(cd "$folder" && xgettext --language=C++ --from-code=UTF-8 --keyword --keyword=say:1 \
  --keyword=noted:1 --keyword=say_in:1c,2 --keyword=say_counted:2,3 --no-wrap \
  --output=messages.pot "${sources[@]}" 2> warnings) || { cat "$folder/warnings"; exit 1; }
sed 's/charset=CHARSET/charset=UTF-8/; /^"POT-Creation-Date/d' "$folder/messages.pot" > "$folder/all.pot"
if [[ $# -gt 1 ]]; then
  cp "$folder/all.pot" "$2"
  exit
fi
[[ $(grep -c '^msgid ' "$folder/all.pot") -gt 200 ]] || { echo "hardly any message was found"; exit 1; }
failed=0
for catalogue in engine/base/languages/*.po; do
  msgcmp --use-untranslated "$catalogue" "$folder/all.pot" 2> "$folder/missing" ||
    { echo "$catalogue lacks messages:"; cat "$folder/missing"; failed=1; }
  msgattrib --only-fuzzy --no-obsolete "$catalogue" > "$folder/fuzzy"
  [[ ! -s $folder/fuzzy ]] || { echo "$catalogue has guesses (fuzzy):"; cat "$folder/fuzzy"; failed=1; }
  msgfmt --check-format -o "$folder/one.mo" "$catalogue" || failed=1
  msgmerge --quiet --no-fuzzy-matching --output-file="$folder/merged.po" "$catalogue" "$folder/all.pot"
  msgattrib --only-obsolete "$folder/merged.po" > "$folder/obsolete"
  if grep -q '^#~ msgid' "$folder/obsolete"; then
    echo "$catalogue has what no source says:"
    cat "$folder/obsolete"
    failed=1
  fi
  python3 - "$catalogue" "$folder/one.mo" <<'PYTHON' || failed=1
import gettext, re, sys
named = lambda text: sorted(set(re.findall(r"\{\w+\}", text)))
catalogue = gettext.GNUTranslations(open(sys.argv[2], "rb"))._catalog
wrong = 0
for key, translation in catalogue.items():
    message = key[0] if isinstance(key, tuple) else key
    if not message: continue
    original = message.split("\x04")[-1]
    # Of a plural any form may say the number in words.
    spare = {"{n}"} if isinstance(key, tuple) else set()
    if set(named(original)) - spare != set(named(translation)) - spare:
        print(f"{sys.argv[1]}: placeholders differ: {original!r} / {translation!r}")
        wrong = 1
sys.exit(wrong)
PYTHON
done
exit $failed
