# Writes the scenarios that `landfall init` knows as C++:
#   cmake -DSCENARIOS=FOLDER -DOUT=FILE.cpp -P templates.cmake
# A sector goes by the name that its file has before the country.
set(code "// Made by cmake/templates.cmake.\n#include \"app/commands/templates.hpp\"\n\n")
string(APPEND code "namespace landfall::app {\n\nconst std::vector<Template>& templates() {\n")
string(APPEND code "  static const std::vector<Template> all = {\n")
foreach(name first-scenario canned-fish-morocco interactive-displays-morocco ev-charging-morocco
    medical-equipment-morocco medicines-morocco 3d-printers-morocco)
  file(READ ${SCENARIOS}/${name}.toml text)
  string(REGEX REPLACE "^first-scenario$" "" sector ${name})
  string(REGEX REPLACE "-morocco$" "" sector "${sector}")
  # In pieces: a compiler need not take a literal longer than 65 536 characters.
  string(LENGTH "${text}" length)
  string(APPEND code "      {\"${sector}\",\n       std::string()")
  set(at 0)
  while(at LESS length)
    string(SUBSTRING "${text}" ${at} 12000 piece)
    string(APPEND code " +\n           R\"toml(${piece})toml\"")
    math(EXPR at "${at} + 12000")
  endwhile()
  string(APPEND code "},\n")
endforeach()
string(APPEND code "  };\n  return all;\n}\n\n}  // namespace landfall::app\n")
file(WRITE ${OUT} "${code}")
