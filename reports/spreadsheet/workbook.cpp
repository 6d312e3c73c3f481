#include "reports/spreadsheet/workbook.hpp"

#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/diagnostic.hpp"
#include "base/utf8.hpp"

namespace landfall::reports {
namespace {

constexpr std::size_t kNameMost = 31, kTextMost = 32'000;

std::string temporary_folder() {
  std::string name = (std::filesystem::temp_directory_path() / "landfall-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr)
    throw WorldError("cannot write a spreadsheet: no folder can be made in " +
                     std::filesystem::temp_directory_path().string());
  return name;
}

/// At most so many code points.
std::string cut(const std::string& text, std::size_t most) {
  const std::u32string all = decode_utf8(text);
  return encode_utf8(all.substr(0, std::min(all.size(), most)));
}

/// As a name of a sheet may be: without []:*?/\ and quotes at its ends, not longer than 31.
std::string sheet_name(const std::string& wanted, const std::vector<std::string>& taken) {
  std::string name;
  for (const char c : sanitise(wanted))
    name += std::string_view("[]:*?/\\'").find(c) == std::string_view::npos ? c : ' ';
  name = cut(name.empty() ? "Sheet" : name, kNameMost);
  const std::string base = cut(name, kNameMost - 4);
  for (int i = 2; std::find(taken.begin(), taken.end(), name) != taken.end(); ++i)
    name = base + " " + std::to_string(i);
  return name;
}

/// A sheet's name as a formula writes it.
std::string range_of(const std::string& sheet, const CellRange& range) {
  char first[LXW_MAX_CELL_NAME_LENGTH], last[LXW_MAX_CELL_NAME_LENGTH];
  lxw_rowcol_to_cell_abs(first, range.first_row, range.column, 1, 1);
  lxw_rowcol_to_cell_abs(last, range.last_row, range.column, 1, 1);
  return "='" + sheet + "'!" + first + ":" + last;
}

}  // namespace

Workbook::Workbook(const std::string& title, const std::string& currency)
    : folder_(temporary_folder()), file_(folder_ + "/report.xlsx") {
  for (const char c : sanitise(currency))
    if (c != '"') currency_ += c;
  lxw_workbook_options options{};
  options.tmpdir = folder_.data();
  book_ = workbook_new_opt(file_.c_str(), &options);
  if (book_ == nullptr) throw WorldError("cannot write a spreadsheet: out of memory");
  std::string name = sanitise(title);
  lxw_doc_properties properties{};
  properties.title = name.data();
  properties.created = 1;  // the same run gives the same bytes
  check(workbook_set_properties(book_, &properties));
}

Workbook::~Workbook() {
  if (book_ != nullptr) workbook_close(book_);
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void Workbook::check(int error) const {
  if (error != LXW_NO_ERROR)
    throw WorldError(std::string("cannot write a spreadsheet: ") +
                     lxw_strerror(static_cast<lxw_error>(error)));
}

lxw_format* Workbook::format(CellStyle style) {
  if (style == CellStyle::plain) return nullptr;
  lxw_format*& made = formats_[style];
  if (made != nullptr) return made;
  made = workbook_add_format(book_);
  switch (style) {
    case CellStyle::head:
      format_set_bold(made);
      format_set_bottom(made, LXW_BORDER_THIN);
      format_set_text_wrap(made);
      break;
    case CellStyle::title:
      format_set_bold(made);
      format_set_font_size(made, 15);
      break;
    case CellStyle::note:
      format_set_font_color(made, 0x54616e);
      break;
    case CellStyle::money:
      format_set_num_format(made,
                            currency_.empty() ? "#,##0" : ("#,##0 \"" + currency_ + "\"").c_str());
      break;
    case CellStyle::number:
      format_set_num_format(made, "#,##0.00");
      break;
    case CellStyle::share:
      format_set_num_format(made, "0.00%");
      break;
    case CellStyle::months:
      format_set_num_format(made, "0.0");
      break;
    case CellStyle::count:
      format_set_num_format(made, "#,##0");
      break;
    case CellStyle::plain:
      break;
  }
  return made;
}

void Workbook::begin_sheet(const std::string& name, const std::vector<double>& column_widths) {
  sheet_name_ = sheet_name(name, names_);
  names_.push_back(sheet_name_);
  sheet_ = workbook_add_worksheet(book_, sheet_name_.c_str());
  if (sheet_ == nullptr) throw WorldError("cannot write a spreadsheet: sheet " + sheet_name_);
  for (std::size_t i = 0; i < column_widths.size(); ++i) {
    const auto column = static_cast<lxw_col_t>(i);
    check(worksheet_set_column(sheet_, column, column, column_widths[i], nullptr));
  }
  worksheet_set_landscape(sheet_);
  worksheet_set_paper(sheet_, 9);  // A4
  worksheet_fit_to_pages(sheet_, 1, 0);
  row_ = static_cast<std::uint32_t>(-1);
  column_ = 0;
}

void Workbook::put(const std::string& text, CellStyle style) {
  check(worksheet_write_string(sheet_, row_, column_++, cut(sanitise(text), kTextMost).c_str(),
                               format(style)));
}

void Workbook::put(double value, CellStyle style) {
  if (!std::isfinite(value)) return skip();
  check(worksheet_write_number(sheet_, row_, column_++, value, format(style)));
}

void Workbook::freeze_rows() {
  worksheet_freeze_panes(sheet_, row_ + 1, 0);
}

void Workbook::shade(const CellRange& first, std::uint16_t last_column, double most) {
  if (!(most > 0) || first.last_row < first.first_row) return;
  lxw_conditional_format scale{};
  scale.type = LXW_CONDITIONAL_3_COLOR_SCALE;
  scale.min_rule_type = scale.mid_rule_type = scale.max_rule_type =
      LXW_CONDITIONAL_RULE_TYPE_NUMBER;
  scale.min_value = -most;
  scale.mid_value = 0;
  scale.max_value = most;
  scale.min_color = 0xe3bda6;  // as on a page: ink stays legible on either end
  scale.mid_color = 0xffffff;
  scale.max_color = 0x8fb3c2;
  check(worksheet_conditional_format_range(sheet_, first.first_row, first.column, first.last_row,
                                           last_column, &scale));
}

void Workbook::chart(ChartKind kind, const std::string& title, const std::string& unit,
                     const std::vector<Series>& series, std::uint16_t column,
                     const std::string& alt) {
  const int kinds[] = {LXW_CHART_LINE, LXW_CHART_COLUMN, LXW_CHART_BAR};
  lxw_chart* chart =
      workbook_add_chart(book_, static_cast<std::uint8_t>(kinds[static_cast<int>(kind)]));
  if (chart == nullptr) throw WorldError("cannot write a spreadsheet: a chart");
  for (const Series& one : series) {
    lxw_chart_series* added = chart_add_series(chart, range_of(sheet_name_, one.labels).c_str(),
                                               range_of(sheet_name_, one.values).c_str());
    if (added == nullptr) throw WorldError("cannot write a spreadsheet: a series");
    chart_series_set_name(added, sanitise(one.name).c_str());
  }
  chart_title_set_name(chart, cut(sanitise(title), 250).c_str());
  chart_axis_set_name(kind == ChartKind::bar ? chart->x_axis : chart->y_axis,
                      sanitise(unit).c_str());
  if (kind == ChartKind::bar) chart_axis_set_reverse(chart->y_axis);
  if (series.size() < 2) chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
  std::string words = cut(sanitise(alt), 2000);
  lxw_chart_options options{};
  options.x_scale = 1.4;
  options.y_scale = 1.4;
  options.description = words.data();
  check(worksheet_insert_chart_opt(sheet_, 1, column, chart, &options));
}

std::string Workbook::bytes() {
  const lxw_error error = workbook_close(book_);
  book_ = nullptr;
  check(error);
  std::ifstream file(file_, std::ios::binary);
  std::ostringstream all;
  all << file.rdbuf();
  if (!file) throw WorldError("cannot write a spreadsheet: it cannot be read back");
  return all.str();
}

}  // namespace landfall::reports
