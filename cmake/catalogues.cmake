# Writes the compiled catalogues of languages as C++:
#   cmake -DFRENCH=FILE.mo -DOUT=FILE.cpp -P catalogues.cmake
file(READ ${FRENCH} bytes HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
file(WRITE ${OUT} "// Made by cmake/catalogues.cmake.
#include \"base/language.hpp\"

namespace landfall {
namespace {
constexpr char kFrench[] = {${bytes}};
}  // namespace

std::string_view catalogue_of(Language language) {
  return language == Language::french ? std::string_view(kFrench, sizeof kFrench)
                                      : std::string_view();
}

}  // namespace landfall
")
