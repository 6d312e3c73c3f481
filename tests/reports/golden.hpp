// Reports kept as files, read by people before they are kept: tests/golden/reports/. With
// LANDFALL_RENEW=1 in the environment a test that finds another writes it, and fails.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

namespace landfall::test {

inline void expect_golden(const std::string& name, const std::string& text) {
  const std::string path = std::string(SOURCE_DIR) + "/tests/golden/reports/" + name;
  std::ifstream file(path, std::ios::binary);
  ASSERT_TRUE(file) << path;
  std::ostringstream expected;
  expected << file.rdbuf();
  EXPECT_EQ(text, expected.str()) << "differs from " << path;
  if (text != expected.str() && std::getenv("LANDFALL_RENEW") != nullptr)
    std::ofstream(path, std::ios::binary) << text;
}

}  // namespace landfall::test
