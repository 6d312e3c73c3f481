#include "app/command_tree.hpp"

#include "app/command_line.hpp"

namespace landfall::app {

namespace {

OptionNode node_of(const CommandLine& line, const CLI::Option& option) {
  OptionNode node{.description = option.get_description(),
                  .preset = option.get_default_str(),
                  .required = option.get_required()};
  for (const std::string& name : option.get_snames()) node.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) node.names.push_back("--" + name);
  if (option.get_items_expected_max() > 0) node.value = option.get_type_name();
  node.repeats = option.get_multi_option_policy() == CLI::MultiOptionPolicy::TakeAll ||
                 (node.names.empty() && option.get_expected_max() > 1);
  if (const auto kind = line.kinds.find(&option); kind != line.kinds.end())
    node.kind = kind->second;
  return node;
}

/// Arguments first.
std::vector<OptionNode> options_of(const CommandLine& line, const CLI::App& app) {
  std::vector<OptionNode> arguments, options;
  for (const CLI::Option* option : app.get_options()) {
    OptionNode node = node_of(line, *option);
    (node.names.empty() ? arguments : options).push_back(std::move(node));
  }
  arguments.insert(arguments.end(), options.begin(), options.end());
  return arguments;
}

}  // namespace

CommandTree command_tree() {
  const CommandLine line;
  CommandTree tree{.description = line.app.get_description(),
                   .options = options_of(line, line.app)};
  for (const CLI::App* command : line.app.get_subcommands([](const CLI::App*) { return true; }))
    tree.commands.push_back(
        {command->get_name(), command->get_description(), options_of(line, *command)});
  return tree;
}

const std::vector<std::string>& examples() {
  static const std::vector<std::string> all = {
      "landfall init first.toml",
      "landfall run scenarios/canned-fish-morocco.toml",
      "landfall run fish.toml --paths 1e6 --set market.MA.tariff.ad_valorem=0",
      "landfall run fish.toml --format json --out fish.json",
      "landfall report fish.json --report fish.html --lang fr",
      "landfall run fish.toml --draws draws.parquet",
      "landfall run fish.toml --stop npv.mean=10000 --stop npv.p5=1%",
      "landfall run fish.toml --sipmath fish.SIPmath",
      "landfall run fish.toml --paths 1e8 --max-memory 300M",
      "landfall run fish.toml --strategy staged",
      "landfall batch studies/north-africa-sectors.toml --out out",
      "landfall batch scenarios/ --out out --resume",
      "landfall verify out",
      "landfall run fish.toml --paths 1e9 --shard 1/4 --out part-1.lfs",
      "landfall merge part-*.lfs --report fish.html",
      "landfall compare fish.toml fish-with-agent.toml",
      "landfall timing fish.toml --entry staged.enter.TN",
      "landfall check *.toml",
      "landfall explain fish.toml",
      "landfall explain fish.toml --plot product.price",
      "landfall replay fish.toml --path 4711",
      "landfall fit prices.csv --column price",
      "landfall gsim scenarios/gsim/free-trade-us-eu.toml",
      "landfall schema --out landfall.schema.json",
      "landfall completions bash --out ~/.local/share/bash-completion/completions/landfall",
      "landfall man --out landfall.1"};
  return all;
}

const std::vector<std::pair<std::string, std::string>>& exit_codes() {
  static const std::vector<std::pair<std::string, std::string>> all = {
      {"0", "done"},
      {"1", "done, but not converged, or a scenario of a batch failed"},
      {"2", "bad usage, bad input, or a file that cannot be read or written"},
      {"101", "a fault of the program"},
      {"130, 143", "interrupted"},
      {"141", "nobody reads the output"}};
  return all;
}

const std::vector<std::pair<std::string, std::string>>& environment_variables() {
  static const std::vector<std::pair<std::string, std::string>> all = {
      {"NO_COLOR", "no colours, whatever the terminal"},
      {"LANDFALL_KERNELS", "baseline, avx2 or avx512: the instructions to use"},
      {"LC_ALL, LC_CTYPE, LANG",
       "whether the terminal takes UTF-8; the language of a report is that of --lang alone"}};
  return all;
}

}  // namespace landfall::app
