// spotter erase: removes images and all that was derived from them, and prints a receipt.

#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "app/erase_image.h"
#include "main/commands.h"
#include "main/wiring.h"

namespace spotter {
namespace {

int erase(const Config& config, const std::vector<std::string>& ids) {
  constexpr std::chrono::seconds kPatience{60};
  auto places = Places::open(config);
  if (!places) return report(places.error());
  int code = kDone;
  for (const std::string& id : ids) {
    const auto receipt = erase_image((*places)->ports(), id, Deadline::after(kPatience));
    if (!receipt) {
      code = report(receipt.error());
      continue;
    }
    std::cout << fmt::format("{} erased at {}\n", id, to_iso8601(receipt->erased_at));
    for (const ErasedPlace& place : receipt->places)
      std::cout << fmt::format("  {:<24} {}\n", place.place, place.outcome);
  }
  return code;
}

}  // namespace

Command add_erase(CLI::App& program, const Config& config) {
  CLI::App* app = program.add_subcommand("erase", "remove images and all that was derived from them");
  const auto ids = std::make_shared<std::vector<std::string>>();
  app->add_option("id", *ids, "image ids")->required();
  return {.app = app, .run = [&config, ids] { return erase(config, *ids); }};
}

}  // namespace spotter
