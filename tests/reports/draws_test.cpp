// Draws in each format, read back.
#include "reports/draws.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>

#include "made_up.hpp"
#include "parquet_reader.hpp"
#include "support/folder.hpp"

namespace landfall::reports {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

class Draws : public ::testing::Test {
 protected:
  std::string path(const std::string& name) const { return folder_ / name; }
  std::string contents(const std::string& name) const { return test::contents(path(name)); }

 private:
  const test::Folder folder_;
};

using Values = std::vector<std::vector<double>>;

/// Hand `values` over in blocks of `block` paths.
template <class Writer>
void write(Writer& writer, const Values& values, std::size_t block) {
  const std::size_t paths = values.front().size();
  for (std::size_t first = 0; first < paths; first += block) {
    std::vector<const double*> rows;
    for (const std::vector<double>& one : values) rows.push_back(one.data() + first);
    writer.add(first, static_cast<int>(std::min(block, paths - first)), rows);
  }
  writer.commit(test::sardines().provenance);
}

const std::vector<DrawsColumn> kColumns = {
    {"product.price", "EUR/kg"}, {"npv", "EUR"}, {"payback_months", "months", true}};

/// Values of `paths` paths; every `every`-th payback is there.
Values made_up(std::size_t paths, std::size_t every) {
  Values values(kColumns.size());
  for (std::size_t path = 0; path < paths; ++path) {
    const auto number = static_cast<double>(path);
    values[0].push_back(0.1 * number);
    values[1].push_back(1e6 - number * number);
    values[2].push_back(path % every == 0 ? 12 + number : kInfinity);
  }
  return values;
}

TEST_F(Draws, NamesAskForFormats) {
  EXPECT_EQ(draws_format_of("a.parquet"), DrawsFormat::parquet);
  EXPECT_EQ(draws_format_of("a.b/c.csv"), DrawsFormat::csv);
  EXPECT_EQ(draws_format_of(".npy"), DrawsFormat::npy);
  for (const char* none : {"", "csv", "a.txt", "a.csv.gz", "a.CSV", "a.parquet/"})
    EXPECT_EQ(draws_format_of(none), std::nullopt) << none;
}

TEST_F(Draws, AsCsv) {
  DrawsWriter writer(path("a.csv"), {{"price, net", "EUR"}, {"npv", "EUR"}, {"never", "", true}});
  write(writer, {{0.1, 2}, {-0.0, 1e20}, {kInfinity, 3}}, 256);
  EXPECT_EQ(contents("a.csv"),
            "path,\"price, net\",npv,never\r\n"
            "0,0.1,0,\r\n"
            "1,2,1e+20,3\r\n");
}

TEST_F(Draws, WithoutCommitThereIsNoFile) {
  for (const char* name : {"a.csv", "a.npy", "a.parquet"}) {
    {
      DrawsWriter writer(path(name), kColumns);
      const double value = 1;
      writer.add(0, 1, {&value, &value, &value});
    }
    EXPECT_TRUE(std::filesystem::is_empty(path(""))) << name;
  }
}

TEST_F(Draws, NamesOfColumnsDiffer) {
  EXPECT_THROW(DrawsWriter(path("a.npy"), {{"npv", ""}, {"npv", ""}}), std::logic_error);
  EXPECT_THROW(DrawsWriter(path("a.csv"), {{"path", ""}}), std::logic_error);
}

TEST_F(Draws, DoNotDependOnBlocks) {
  const Values values = made_up(700, 3);
  for (const char* ending : {".csv", ".npy", ".parquet"}) {
    for (const std::size_t block : {1U, 256U, 700U}) {
      DrawsWriter writer(path(std::to_string(block) + ending), kColumns);
      write(writer, values, block);
    }
    EXPECT_EQ(contents(std::string("1") + ending), contents(std::string("256") + ending));
    EXPECT_EQ(contents(std::string("1") + ending), contents(std::string("700") + ending));
  }
}

// ---- NumPy ----

TEST_F(Draws, HeadOfNumpyByHand) {
  const std::string head = npy_head({{"npv", "EUR"}}, 20000);
  EXPECT_EQ(head.substr(0, 8), std::string("\x93NUMPY\x02\x00", 8));
  EXPECT_EQ(head.size() % 64, 0U);
  EXPECT_EQ(test::read_u32(head, 8), head.size() - 12);
  const std::string dictionary =
      "{'descr': [('path', '<i8'), ('npv', '<f8')], 'fortran_order': False, 'shape': (20000,), }";
  EXPECT_EQ(head.substr(12, dictionary.size()), dictionary);
  const std::string rest = head.substr(12 + dictionary.size());
  EXPECT_EQ(rest, std::string(rest.size() - 1, ' ') + "\n");
}

TEST_F(Draws, HeadOfNumpyIsAsLongForAnyNumberOfPaths) {
  for (std::size_t letters = 1; letters < 130; ++letters) {  // every length modulo 64, twice
    const std::vector<DrawsColumn> columns = {{std::string(letters, 'a'), ""}};
    const std::string head = npy_head(columns, 0);
    EXPECT_EQ(head.size() % 64, 0U);
    for (const std::uint64_t paths : {std::uint64_t{1'000'000'000'000}, ~std::uint64_t{0}}) {
      EXPECT_EQ(npy_head(columns, paths).size(), head.size());
      EXPECT_EQ(npy_head(columns, paths).back(), '\n');
    }
  }
}

TEST_F(Draws, NamesAreLiteralsOfPython) {
  const std::string head = npy_head({{"it's \\ \"é\" \xF0\x9F\x90\x9F\n", ""}}, 1);
  EXPECT_NE(head.find(R"(('it\'s \\ "\u00e9" \U0001f41f\u000a', '<f8'))"), std::string::npos);
}

TEST_F(Draws, AsNumpy) {
  DrawsWriter writer(path("a.npy"), kColumns);
  write(writer, {{0.1, 0.2, 0.3}, {-0.0, -5, 1e300}, {12, kInfinity, kNaN}}, 2);
  const std::string bytes = contents("a.npy"), head = npy_head(kColumns, 3);
  EXPECT_EQ(bytes.substr(0, head.size()), head);
  ASSERT_EQ(bytes.size(), head.size() + 3 * 4 * 8);
  std::int64_t path = 0;
  double values[3];
  const auto read = [&](std::size_t record) {
    std::memcpy(&path, bytes.data() + head.size() + 32 * record, 8);
    std::memcpy(values, bytes.data() + head.size() + 32 * record + 8, 24);
  };
  read(0);
  EXPECT_EQ(path, 0);
  EXPECT_EQ(values[0], 0.1);
  EXPECT_EQ(values[1], 0);
  EXPECT_FALSE(std::signbit(values[1]));
  EXPECT_EQ(values[2], 12);
  read(1);
  EXPECT_EQ(path, 1);
  EXPECT_EQ(values[1], -5);
  EXPECT_TRUE(std::isnan(values[2]));
  read(2);
  EXPECT_EQ(path, 2);
  EXPECT_EQ(values[1], 1e300);
  EXPECT_TRUE(std::isnan(values[2]));
}

// ---- Parquet ----

TEST_F(Draws, ThriftByHand) {
  EXPECT_EQ(varint(0), std::string(1, '\0'));
  EXPECT_EQ(varint(300), "\xAC\x02");
  EXPECT_EQ(varint(~std::uint64_t{0}), std::string(9, '\xFF') + '\x01');
  // Field 1 of type i32, 150 as 300; field 3 of type i64, -1 as 1; the end.
  EXPECT_EQ(ThriftStruct().i32(1, 150).i64(3, -1).bytes(),
            std::string("\x15\xAC\x02\x26\x01\0", 6));
  EXPECT_EQ(ThriftStruct().text(2, "ab").bytes(), std::string("\x28\x02"
                                                              "ab\0",
                                                              5));
  EXPECT_EQ(ThriftStruct().nested(1, ThriftStruct()).bytes(), std::string("\x1C\0\0", 3));
  EXPECT_EQ(ThriftStruct().i32s(1, {0, 3}).bytes(), std::string("\x19\x25\0\x06\0", 5));
  EXPECT_EQ(ThriftStruct().i32s(1, std::vector<std::int32_t>(15, 1)).bytes(),
            "\x19\xF5\x0F" + std::string(15, '\x02') + '\0');
  EXPECT_THROW(ThriftStruct().i32(2, 0).i32(2, 0), std::logic_error);
  EXPECT_THROW(ThriftStruct().i32(16, 0), std::logic_error);
  const auto extremes = ThriftStruct()
                            .i64(1, std::numeric_limits<std::int64_t>::min())
                            .i64(2, std::numeric_limits<std::int64_t>::max())
                            .bytes();
  const test::Thrift read = test::ThriftReader(extremes).structure();
  EXPECT_EQ(read[1].number, std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(read[2].number, std::numeric_limits<std::int64_t>::max());
}

void expect_same(const test::ParquetTable& table, const Values& values) {
  ASSERT_EQ(table.columns.size(), values.size() + 1);
  for (std::size_t path = 0; path < values.front().size(); ++path)
    ASSERT_EQ(table.columns[0].at(path), static_cast<double>(path));
  for (std::size_t i = 0; i < values.size(); ++i) {
    ASSERT_EQ(table.columns[i + 1].size(), values[i].size());
    for (std::size_t path = 0; path < values[i].size(); ++path) {
      const double value = values[i][path];
      const auto& read = table.columns[i + 1][path];
      ASSERT_EQ(read.has_value(), std::isfinite(value)) << table.names[i + 1] << " " << path;
      if (read) {
        ASSERT_EQ(*read, value) << table.names[i + 1] << " " << path;
      }
    }
  }
}

// Row groups of ten paths: numbers of paths at and beside their edges, with values that are all
// there, none, and some, in runs that end within a byte.
TEST_F(Draws, AsParquet) {
  constexpr std::size_t kGroup = 10;
  for (const std::size_t paths : {1U, 7U, 9U, 10U, 11U, 20U, 21U, 99U})
    for (const std::size_t every : {1U, 2U, 3U, 9U, 1000U}) {
      const Values values = made_up(paths, every);
      ParquetDraws writer(path("a.parquet"), kColumns, kGroup * 8 * (kColumns.size() + 1));
      write(writer, values, 4);
      const test::ParquetTable table = test::read_parquet(contents("a.parquet"));
      EXPECT_EQ(table.footer[3].number, static_cast<std::int64_t>(paths));
      EXPECT_EQ(table.group_rows.size(), (paths + kGroup - 1) / kGroup);
      for (std::size_t i = 0; i + 1 < table.group_rows.size(); ++i)
        EXPECT_EQ(table.group_rows[i], kGroup);
      EXPECT_EQ(table.group_rows.back(), (paths - 1) % kGroup + 1);
      expect_same(table, values);
    }
}

TEST_F(Draws, ParquetSaysWhatItHolds) {
  DrawsWriter writer(path("a.parquet"), kColumns);
  write(writer, {{0.5, 0.25, 0.75}, {-0.0, -5, -1}, {kInfinity, 12, kNaN}}, 256);
  const test::ParquetTable table = test::read_parquet(contents("a.parquet"));
  EXPECT_EQ(table.names,
            (std::vector<std::string>{"path", "product.price", "npv", "payback_months"}));
  const std::vector<test::Thrift>& schema = table.footer[2].list;
  const std::pair<int, int> kinds[] = {{2, 0}, {5, 0}, {5, 0}, {5, 1}};  // type, repetition
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(schema[i + 1][1].number, kinds[i].first);
    EXPECT_EQ(schema[i + 1][3].number, kinds[i].second);
  }
  EXPECT_FALSE(std::signbit(table.columns[2][0].value()));

  const auto bounds = [&](std::size_t column) {
    const test::Thrift& statistics = table.footer[4].list.at(0)[1].list.at(column)[3][12];
    std::vector<double> all = {static_cast<double>(statistics[3].number)};
    for (const int field : {6, 5}) {
      double value = 0;
      std::memcpy(&value, statistics[field].text.data(), 8);
      all.push_back(value);
    }
    return all;
  };
  EXPECT_EQ(bounds(1), (std::vector<double>{0, 0.25, 0.75}));
  EXPECT_EQ(bounds(2), (std::vector<double>{0, -5, 0}));
  EXPECT_EQ(bounds(3), (std::vector<double>{2, 12, 12}));
  EXPECT_EQ(table.footer[7].list.size(), 4U);

  const auto metadata = table.metadata();
  const simulate::Provenance from = test::sardines().provenance;
  EXPECT_EQ(metadata.at("landfall.file_sha256"), from.file_sha256);
  EXPECT_EQ(metadata.at("landfall.seed"), std::to_string(from.seed));
  EXPECT_EQ(metadata.at("landfall.set.1"), "market.MA.tariff.ad_valorem=0");
  EXPECT_EQ(metadata.at("unit.product.price"), "EUR/kg");
  EXPECT_EQ(metadata.count("landfall.strategy"), 0U);
}

TEST_F(Draws, ManyColumnsMakeShortRowGroups) {
  std::vector<DrawsColumn> columns;
  std::vector<double> row(300, 1.5);
  Values values;
  for (int i = 0; i < 400; ++i) {
    columns.push_back({"shared.number_" + std::to_string(i), ""});
    values.push_back(row);
  }
  ParquetDraws wide(path("wide.parquet"), columns, 401 * 8 * 100);
  write(wide, values, 256);
  EXPECT_EQ(test::read_parquet(contents("wide.parquet")).group_rows,
            (std::vector<std::uint64_t>{100, 100, 100}));
  ParquetDraws tiny(path("tiny.parquet"), columns, 1);  // at least one path
  write(tiny, Values(400, std::vector<double>(3, 1.5)), 256);
  EXPECT_EQ(test::read_parquet(contents("tiny.parquet")).group_rows.size(), 3U);
}

}  // namespace
}  // namespace landfall::reports
