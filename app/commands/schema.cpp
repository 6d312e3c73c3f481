// schema: the format of the files as a JSON Schema, for editors.
#include "reports/schema.hpp"
#include "app/commands/commands.hpp"

namespace landfall::app {

int schema_command(const Options& options) {
  return deliver(options, reports::schema_json(options.schema_of));
}

}  // namespace landfall::app
