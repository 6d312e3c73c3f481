// As much of Apache Parquet as the tests read, written from its specification alone: flat columns
// of one uncompressed page in PLAIN encoding.
#pragma once

#include <cstdint>
#include <cstring>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace landfall::test {

/// A value of Thrift's compact protocol.
struct Thrift {
  std::int64_t number = 0;
  std::string text;
  std::vector<Thrift> list;
  std::map<int, Thrift> fields;

  const Thrift& operator[](int id) const {
    const auto found = fields.find(id);
    if (found == fields.end()) throw std::runtime_error("no field " + std::to_string(id));
    return found->second;
  }
  bool has(int id) const { return fields.count(id) > 0; }
};

/// Reads from `bytes` on, and throws at their end.
class ThriftReader {
 public:
  explicit ThriftReader(const std::string& bytes, std::size_t at = 0) : bytes_(bytes), at_(at) {}

  std::size_t at() const { return at_; }

  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (int shift = 0;; shift += 7) {
      const auto byte = static_cast<unsigned char>(next());
      value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return value;
    }
  }

  Thrift structure() {
    Thrift value;
    int id = 0;
    for (;;) {
      const auto head = static_cast<unsigned char>(next());
      if (head == 0) return value;
      id = head >> 4 != 0 ? id + (head >> 4) : static_cast<int>(zigzag());
      value.fields[id] = of_type(head & 0x0F);
    }
  }

 private:
  char next() { return bytes_.at(at_++); }
  std::int64_t zigzag() {
    const std::uint64_t value = varint();
    return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
  }
  Thrift of_type(int type) {
    Thrift value;
    if (type == 1 || type == 2) {
      value.number = type == 1;
    } else if (type >= 4 && type <= 6) {
      value.number = zigzag();
    } else if (type == 8) {
      const std::uint64_t size = varint();
      value.text = bytes_.substr(at_, size);
      if (value.text.size() != size) throw std::runtime_error("text beyond the end");
      at_ += size;
    } else if (type == 9) {
      const auto head = static_cast<unsigned char>(next());
      const std::uint64_t count = head >> 4 == 15 ? varint() : head >> 4;
      for (std::uint64_t i = 0; i < count; ++i) value.list.push_back(of_type(head & 0x0F));
    } else if (type == 12) {
      value = structure();
    } else {
      throw std::runtime_error("type " + std::to_string(type));
    }
    return value;
  }

  const std::string& bytes_;
  std::size_t at_;
};

/// A table that was read back.
struct ParquetTable {
  Thrift footer;
  std::vector<std::string> names;
  std::vector<std::uint64_t> group_rows;
  std::vector<std::vector<std::optional<double>>> columns;  ///< a path as a number, too

  std::map<std::string, std::string> metadata() const {
    std::map<std::string, std::string> all;
    for (const Thrift& one : footer[5].list) all[one[1].text] = one[2].text;
    return all;
  }
};

inline std::uint32_t read_u32(const std::string& bytes, std::size_t at) {
  std::uint32_t value = 0;
  std::memcpy(&value, bytes.substr(at, 4).data(), 4);
  return value;
}

/// Which of `rows` values are there: runs and packed bits of width 1.
inline std::vector<bool> read_levels(const std::string& bytes, std::size_t at, std::size_t end,
                                     std::uint64_t rows) {
  std::vector<bool> there;
  while (there.size() < rows) {
    ThriftReader reader(bytes, at);
    const std::uint64_t head = reader.varint();
    at = reader.at();
    if (head % 2 == 0) {
      there.insert(there.end(), head / 2, bytes.at(at++) == 1);
    } else {
      for (std::uint64_t i = 0; i < head / 2; ++i, ++at)
        for (int bit = 0; bit < 8; ++bit) there.push_back(bytes.at(at) >> bit & 1);
    }
  }
  if (at != end) throw std::runtime_error("levels do not fill their place");
  there.resize(rows);
  return there;
}

/// A column chunk at the place that the footer says.
inline void read_chunk(const std::string& bytes, const Thrift& chunk, bool is_optional,
                       std::vector<std::optional<double>>& into) {
  const auto start = static_cast<std::size_t>(chunk[9].number);
  ThriftReader reader(bytes, start);
  const Thrift page = reader.structure();
  const std::size_t end = reader.at() + static_cast<std::size_t>(page[3].number);
  if (page[1].number != 0 || page[2].number != page[3].number || page[5][2].number != 0)
    throw std::runtime_error("not a plain page of data");
  if (end - start != static_cast<std::size_t>(chunk[7].number) ||
      chunk[6].number != chunk[7].number || chunk[5].number != page[5][1].number)
    throw std::runtime_error("page and footer disagree");
  const auto rows = static_cast<std::uint64_t>(page[5][1].number);
  std::size_t at = reader.at();
  std::vector<bool> there(rows, true);
  if (is_optional) {
    const std::size_t values = at + 4 + read_u32(bytes, at);
    there = read_levels(bytes, at + 4, values, rows);
    at = values;
  }
  for (const bool one : there) {
    if (!one) {
      into.emplace_back();
      continue;
    }
    double value = 0;
    std::int64_t whole = 0;
    std::memcpy(chunk[1].number == 2 ? static_cast<void*>(&whole) : &value,
                bytes.substr(at, 8).data(), 8);
    into.emplace_back(chunk[1].number == 2 ? static_cast<double>(whole) : value);
    at += 8;
  }
  if (at != end) throw std::runtime_error("values do not fill their page");
}

inline ParquetTable read_parquet(const std::string& bytes) {
  const std::size_t size = bytes.size();
  if (size < 12 || bytes.substr(0, 4) != "PAR1" || bytes.substr(size - 4) != "PAR1")
    throw std::runtime_error("no magic");
  const std::size_t start = size - 8 - read_u32(bytes, size - 8);
  ThriftReader reader(bytes, start);
  ParquetTable table{.footer = reader.structure(), .names = {}, .group_rows = {}, .columns = {}};
  if (reader.at() != size - 8) throw std::runtime_error("the footer does not fill its place");
  const std::vector<Thrift>& schema = table.footer[2].list;
  if (static_cast<std::size_t>(schema.at(0)[5].number) != schema.size() - 1)
    throw std::runtime_error("no flat schema");
  table.columns.resize(schema.size() - 1);
  for (std::size_t i = 1; i < schema.size(); ++i) table.names.push_back(schema[i][4].text);
  for (const Thrift& group : table.footer[4].list) {
    table.group_rows.push_back(static_cast<std::uint64_t>(group[3].number));
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const Thrift& chunk = group[1].list.at(i)[3];
      if (chunk[3].list.at(0).text != table.names[i] || chunk[1].number != schema[i + 1][1].number)
        throw std::runtime_error("chunks are in another order than the schema");
      read_chunk(bytes, chunk, schema[i + 1][3].number == 1, table.columns[i]);
    }
  }
  return table;
}

}  // namespace landfall::test
