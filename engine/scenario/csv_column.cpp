#include "scenario/csv_column.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/sha256.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "scenario/cursor.hpp"

namespace landfall::scenario {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

struct Cell {
  std::string text;                ///< without quotes and the blanks around it
  std::size_t begin = 0, end = 0;  ///< of its bytes in the file, with its quotes
};

char separator_of(std::string_view text) {
  constexpr std::string_view kSeparators = ",;\t";
  std::ptrdiff_t counts[3] = {0, 0, 0};
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (c == '\n' && !quoted) break;
    const std::size_t which = kSeparators.find(c);
    if (!quoted && which != std::string_view::npos) ++counts[which];
  }
  return kSeparators[static_cast<std::size_t>(std::max_element(counts, counts + 3) - counts)];
}

/// Rows of cells, one after the other, with the places of the bytes.
class Rows {
 public:
  Rows(std::string_view text, int source, std::vector<Diagnostic>& diagnostics)
      : text_(text), source_(source), separator_(separator_of(text)), diagnostics_(diagnostics) {
    last_ = text.find_last_not_of("\r\n");  // empty lines at the end are none
    last_ = last_ == std::string_view::npos ? 0 : last_ + 1;
  }

  bool more() const { return at_ < last_; }

  std::vector<Cell> next() {
    std::vector<Cell> cells;
    do {
      cells.push_back(take_cell());
    } while (at_ < last_ && text_[at_] == separator_ && ++at_ > 0);
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
    return cells;
  }

  Place place(const Cell& cell) {
    // Places are asked for in rising order nearly always: counting goes on from the last.
    if (cell.begin < counted_) counted_ = line_begin_ = 0, line_ = 1;
    for (; counted_ < cell.begin; ++counted_)
      if (text_[counted_] == '\n') ++line_, line_begin_ = counted_ + 1;
    const auto points = [&](std::size_t from, std::size_t to) {
      return static_cast<int>(decode_utf8(text_.substr(from, to - from)).size());
    };
    const std::size_t line_end = std::min(text_.find('\n', cell.begin), text_.size());
    return {source_, line_, points(line_begin_, cell.begin) + 1,
            std::max(1, points(cell.begin, std::min(cell.end, line_end)))};
  }

  void error(const Cell& cell, std::string message, std::string hint = "") {
    error_at(place(cell), std::move(message), std::move(hint));
  }
  void error_at(Place place, std::string message, std::string hint = "") {
    diagnostics_.push_back({Severity::error, place, std::move(message), std::move(hint)});
    ++errors_;
  }
  std::size_t errors() const { return errors_; }
  char separator() const { return separator_; }

 private:
  bool is_blank_here() const {
    return at_ < last_ && is_blank(static_cast<unsigned char>(text_[at_])) &&
           text_[at_] != separator_;
  }
  bool ends_cell(std::size_t at) const {
    if (at >= last_ || text_[at] == separator_ || text_[at] == '\n') return true;
    return text_[at] == '\r' && at + 1 < text_.size() && text_[at + 1] == '\n';
  }

  Cell take_cell() {
    while (is_blank_here()) ++at_;
    Cell cell;
    cell.begin = at_;
    if (at_ < last_ && text_[at_] == '"') {
      take_quoted(cell);
    } else {
      while (!ends_cell(at_)) ++at_;
      cell.end = at_;
      while (cell.end > cell.begin && is_blank(static_cast<unsigned char>(text_[cell.end - 1])))
        --cell.end;
      cell.text = text_.substr(cell.begin, cell.end - cell.begin);
    }
    return cell;
  }

  void take_quoted(Cell& cell) {
    ++at_;
    while (at_ < last_ && (text_[at_] != '"' || (at_ + 1 < last_ && text_[at_ + 1] == '"'))) {
      if (text_[at_] == '"') ++at_;
      cell.text += text_[at_++];
    }
    const bool is_open = at_ >= last_;
    if (!is_open) ++at_;
    cell.end = at_;
    if (is_open) return error(cell, "the quote that opens here is not closed");
    while (is_blank_here()) ++at_;
    if (ends_cell(at_)) return;
    while (!ends_cell(at_)) ++at_;
    cell.end = at_;
    error(cell, "text stands behind the closing quote", "a quote within quotes is written twice");
  }

  std::string_view text_;
  int source_;
  char separator_;
  std::vector<Diagnostic>& diagnostics_;
  std::size_t at_ = 0, last_ = 0, errors_ = 0;
  std::size_t counted_ = 0, line_begin_ = 0;
  int line_ = 1;
};

std::string in_quotes(const std::string& text) {
  constexpr std::size_t kShown = 40;
  const std::u32string points = decode_utf8(text);
  return "'" + (points.size() > kShown ? encode_utf8(points.substr(0, kShown)) + "..." : text) +
         "'";
}

std::optional<double> number_of(std::string_view text, std::errc& problem) {
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  problem = error;
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value == 0 ? 0.0 : value;
}

/// What to do about a cell that is no number.
std::string hint_for(const std::string& text) {
  const bool has_digit =
      std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!has_digit) return "leave out the rows that have no value";
  std::string mended = text;
  if (std::count(text.begin(), text.end(), ',') == 1 && text.find('.') == std::string::npos) {
    std::replace(mended.begin(), mended.end(), ',', '.');
    std::errc problem{};
    if (number_of(mended, problem)) return "a decimal point, not a comma: " + mended;
  }
  if (text.find(',') != std::string::npos)
    return "a decimal point, and nothing between the thousands";
  if (text.back() == '%') return "a share is written 0.05, not 5%";
  return "the digits alone, as 1234.5: no unit, no blanks";
}

/// The index of the column in the header; nothing after a mistake, which is reported.
std::optional<std::size_t> find_column(Rows& rows, const std::vector<Cell>& header,
                                       const CsvRequest& request) {
  std::vector<std::string> names;
  std::string known;
  for (const Cell& cell : header) {
    names.push_back(cell.text);
    known += (known.empty() ? "" : ", ") + in_quotes(cell.text);
  }
  std::errc problem{};
  for (const Cell& cell : header) {
    if (find_invalid_utf8(cell.text) != std::string_view::npos) {
      rows.error(cell, "this name is not UTF-8", "save the file as UTF-8");
      return std::nullopt;
    }
    if (!number_of(cell.text, problem) || cell.text == request.column) continue;
    rows.error(cell, "the first line must name the columns, and holds the number " + cell.text,
               "write a line with names above it");
    return std::nullopt;
  }
  const Place asked = request.column_place.line > 0 ? request.column_place : rows.place(header[0]);
  if (request.column.empty()) {
    if (names.size() == 1) return 0;
    rows.error_at(asked, "the file has " + std::to_string(names.size()) + " columns: say which one",
                  "columns here: " + known);
    return std::nullopt;
  }
  const auto found = std::find(names.begin(), names.end(), request.column);
  if (found == names.end()) {
    const std::string close = nearest(request.column, names);
    rows.error_at(
        asked, "there is no column " + in_quotes(request.column),
        close.empty() ? "columns here: " + known : "did you mean " + in_quotes(close) + "?");
    return std::nullopt;
  }
  const auto again = std::find(found + 1, names.end(), request.column);
  if (again != names.end()) {
    rows.error(header[static_cast<std::size_t>(again - names.begin())],
               "the column " + in_quotes(request.column) + " stands here twice");
    return std::nullopt;
  }
  return static_cast<std::size_t>(found - names.begin());
}

/// Report a row with more or fewer cells than the header.
void refuse_row(Rows& rows, const std::vector<Cell>& cells, std::size_t row, std::size_t wanted) {
  const std::string where = "row " + std::to_string(row);
  if (cells.size() == 1 && cells[0].text.empty() && cells[0].begin == cells[0].end)
    return rows.error(cells[0], where + " is empty", "take the line out");
  const std::string found = std::to_string(cells.size());
  const std::string hint = rows.separator() == ',' && cells.size() > wanted
                               ? "a decimal comma? Then write points, or part cells by semicolons"
                               : "";
  rows.error(cells[std::min(wanted, cells.size() - 1)],
             where + " has " + found + (cells.size() == 1 ? " cell" : " cells") +
                 ", and the first line " + std::to_string(wanted),
             hint);
}

std::optional<double> value_of(Rows& rows, const Cell& cell, std::size_t row) {
  const std::string where = "row " + std::to_string(row);
  if (cell.text.empty()) {
    rows.error(cell, where + " has no value here", "leave out the rows that have no value");
    return std::nullopt;
  }
  std::errc problem{};
  const std::optional<double> value = number_of(cell.text, problem);
  if (problem == std::errc::result_out_of_range ||
      (value && std::fabs(*value) > kNumberMax && std::fabs(*value) <= 1e308)) {
    rows.error(cell, where + " holds a number out of range: " + in_quotes(cell.text),
               "numbers lie between -1e15 and 1e15");
  } else if (!value) {
    rows.error(cell, where + " holds " + in_quotes(cell.text) + ", which is no number",
               hint_for(cell.text));
  } else if (!(std::fabs(*value) <= kNumberMax)) {
    rows.error(cell, where + " holds " + in_quotes(cell.text) + ", which is not finite",
               "leave out the rows that have no value");
  } else {
    return value;
  }
  return std::nullopt;
}

std::string without_byte_order_mark(std::string text) {
  if (std::string_view(text).starts_with(kByteOrderMark)) text.erase(0, kByteOrderMark.size());
  return text;
}

}  // namespace

std::optional<CsvColumn> parse_csv_column(const SourceText& csv, int source,
                                          const CsvRequest& request,
                                          std::vector<Diagnostic>& diagnostics) {
  const auto refuse = [&](std::string message, std::string hint) {
    diagnostics.push_back({Severity::error, {source}, std::move(message), std::move(hint)});
    return std::nullopt;
  };
  const std::string& text = csv.text;
  if (text.find('\0') != std::string::npos)
    return refuse("this is no text in UTF-8 (UTF-16, or not a text file)", "save it as CSV, UTF-8");
  if (text.find('\n') == std::string::npos && text.find('\r') != std::string::npos)
    return refuse("its lines end with carriage returns alone",
                  "save it with line ends of Unix or Windows");
  Rows rows(text, source, diagnostics);
  if (!rows.more()) return refuse("the file is empty", "the first line names the columns");

  const std::vector<Cell> header = rows.next();
  if (rows.errors() > 0) return std::nullopt;
  const std::optional<std::size_t> column = find_column(rows, header, request);
  if (!column) return std::nullopt;
  CsvColumn found{csv.name, header[*column].text, {}, ""};
  for (std::size_t row = 1; rows.more() && rows.errors() < kReportsMax; ++row) {
    const std::size_t errors_before = rows.errors();
    const std::vector<Cell> cells = rows.next();
    if (rows.errors() > errors_before) continue;
    if (cells.size() != header.size()) {
      refuse_row(rows, cells, row, header.size());
    } else if (const auto value = value_of(rows, cells[*column], row)) {
      found.values.push_back(*value);
    }
  }
  if (rows.errors() == 0 && found.values.size() < static_cast<std::size_t>(request.count_min))
    rows.error(header[*column],
               "the column " + in_quotes(found.name) + " has " +
                   std::to_string(found.values.size()) +
                   (found.values.size() == 1 ? " value" : " values") + ", too few",
               "at least " + std::to_string(request.count_min) + " are needed");
  if (rows.errors() > 0) return std::nullopt;
  return found;
}

std::optional<CsvColumn> read_csv_column(Reader& reader, const CsvRequest& request) {
  const std::string& scenario = reader.document().sources.front().name;
  const std::filesystem::path folder =
      scenario == "-" ? "" : std::filesystem::path(scenario).parent_path();
  const std::string file = (folder / request.file).string();
  if (request.file.empty() || request.file == "-") {
    reader.error(request.file_place, "'file' must name a CSV file");
    return std::nullopt;
  }
  std::string bytes;
  try {
    bytes = read_source(file, kCsvBytesMax);
  } catch (const WorldError& error) {
    reader.error(request.file_place, error.what(),
                 folder.empty() ? "" : "files are looked for from the folder of the scenario");
    return std::nullopt;
  }
  const SourceText csv{file, without_byte_order_mark(bytes)};
  const int source = static_cast<int>(reader.document().sources.size());
  std::vector<Diagnostic> diagnostics;
  std::optional<CsvColumn> found = parse_csv_column(csv, source, request, diagnostics);
  if (found) {
    found->sha256 = sha256_hex(bytes);
    return found;
  }
  if (std::any_of(diagnostics.begin(), diagnostics.end(),
                  [&](const Diagnostic& one) { return one.place.source == source; }))
    reader.add_source(csv);
  for (Diagnostic& one : diagnostics)
    reader.error(one.place, std::move(one.message), std::move(one.hint));
  return std::nullopt;
}

CsvColumn read_csv_column(const CsvRequest& request) {
  const std::string bytes = read_source(request.file, kCsvBytesMax);
  const SourceText csv{request.file, without_byte_order_mark(bytes)};
  std::vector<Diagnostic> diagnostics;
  std::optional<CsvColumn> found = parse_csv_column(csv, 0, request, diagnostics);
  if (!found) throw ScenarioError(std::move(diagnostics), {csv});
  found->sha256 = sha256_hex(bytes);
  return *std::move(found);
}

}  // namespace landfall::scenario
