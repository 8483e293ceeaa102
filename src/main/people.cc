// spotter people: the celebrity gallery.

#include "app/people.h"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include "base/file.h"
#include "domain/json.h"
#include "main/commands.h"
#include "main/engine.h"
#include "main/wiring.h"

namespace spotter {
namespace {

namespace fs = std::filesystem;
constexpr std::chrono::minutes kPatience{10};

struct PeopleOptions {
  std::string name;
  std::vector<std::string> photographs;
  std::vector<std::string> urls;
  std::string gender;
  std::string id;
  std::string folder;
};

Result<KnownGenderType> gender_of(const std::string& name) {
  for (const auto& [text, gender] : {std::pair("Male", KnownGenderType::Male),
                                     {"Female", KnownGenderType::Female},
                                     {"Nonbinary", KnownGenderType::Nonbinary},
                                     {"Unlisted", KnownGenderType::Unlisted}})
    if (name == text) return gender;
  return fail(Errc::invalid, "--gender must be Male, Female, Nonbinary or Unlisted");
}

Result<std::vector<NewPhotograph>> read_photographs(const std::vector<std::string>& files) {
  std::vector<NewPhotograph> out;
  for (const std::string& file : files) {
    SPOTTER_ASSIGN(Bytes bytes, read_file(file));
    out.push_back({.file_name = file, .bytes = std::move(bytes)});
  }
  return out;
}

/// Places and models, opened for one command.
class Studio {
 public:
  static Result<std::unique_ptr<Studio>> open(const Config& config) {
    std::unique_ptr<Studio> studio(new Studio);
    SPOTTER_ASSIGN(studio->places_, Places::open(config));
    studio->engine_ = std::make_unique<Engine>(config, studio->places_->ports().gallery);
    SPOTTER_TRY(studio->engine_->load());
    return studio;
  }
  Ports ports() { return places_->ports(); }
  const FaceReader& reader() const { return *engine_->face_reader(); }

 private:
  std::unique_ptr<Places> places_;
  std::unique_ptr<Engine> engine_;
};

int add_one(const Config& config, const PeopleOptions& options) {
  PersonFacts facts{.name = options.name, .urls = options.urls};
  if (!options.gender.empty()) {
    const auto gender = gender_of(options.gender);
    if (!gender) {
      report(gender.error());
      return kWrongUse;
    }
    facts.known_gender = *gender;
  }
  auto photographs = read_photographs(options.photographs);
  if (!photographs) return report(photographs.error());
  auto studio = Studio::open(config);
  if (!studio) return report(studio.error());
  const auto person =
      add_person((*studio)->ports(), (*studio)->reader(), facts, *photographs, Deadline::after(kPatience));
  if (!person) return report(person.error());
  std::cout << fmt::format("{}  {}  ({} photographs)\n", person->id, person->name, person->photographs.size());
  return kDone;
}

int list(const Config& config) {
  auto places = Places::open(config);
  if (!places) return report(places.error());
  const auto snapshot = (*places)->ports().gallery.snapshot(Deadline::after(kPatience));
  if (!snapshot) return report(snapshot.error());
  if (snapshot->people.empty()) std::cout << "nobody is known yet; `spotter people add NAME PHOTO…` adds somebody\n";
  for (const Person& person : snapshot->people) {
    std::string urls;
    for (const std::string& url : person.urls)
      urls += "  " + url;
    std::cout << fmt::format("{}  {:<30}  {:>3} photographs{}\n", person.id, person.name, person.photographs.size(),
                             urls);
  }
  return kDone;
}

int remove(const Config& config, const PeopleOptions& options) {
  auto places = Places::open(config);
  if (!places) return report(places.error());
  const auto removed = remove_person((*places)->ports(), options.id, Deadline::after(kPatience));
  if (!removed) return report(removed.error());
  std::cout << "removed " << options.id << " and all photographs\n";
  return kDone;
}

/// DIR/people.json and DIR/ID/PHOTOGRAPH.
int export_all(const Config& config, const PeopleOptions& options) {
  auto places = Places::open(config);
  if (!places) return report(places.error());
  const Ports ports = (*places)->ports();
  const auto snapshot = ports.gallery.snapshot(Deadline::after(kPatience));
  if (!snapshot) return report(snapshot.error());
  boost::json::array people;
  for (const Person& person : snapshot->people) {
    people.push_back(to_json(person));
    const fs::path folder = fs::path(options.folder) / person.id;
    if (auto made = make_folders(folder); !made) return report(made.error());
    for (const Photograph& photograph : person.photographs) {
      const auto bytes = photograph_bytes(ports, person.id, photograph.id, Deadline::after(kPatience));
      if (!bytes) return report(bytes.error());
      if (auto written = replace_file(folder / photograph.id, *bytes); !written) return report(written.error());
    }
  }
  const std::string text = to_text(people) + "\n";
  if (auto made = make_folders(options.folder); !made) return report(made.error());
  if (auto written = replace_file(fs::path(options.folder) / "people.json", as_bytes(text)); !written)
    return report(written.error());
  std::cout << fmt::format("{} people written to {}\n", people.size(), options.folder);
  return kDone;
}

/// A person to be imported: the record of an export, or a folder that bears the name.
struct Import {
  PersonFacts facts;
  std::vector<std::string> photographs;
};

Result<std::vector<Import>> imports_of_export(const fs::path& folder) {
  SPOTTER_ASSIGN(const Bytes bytes, read_file(folder / "people.json"));
  SPOTTER_ASSIGN(const auto json, parse_json(as_text(bytes)));
  if (!json.is_array()) return fail(Errc::invalid, "people.json must be a list");
  std::vector<Import> imports;
  for (const auto& one : json.get_array()) {
    SPOTTER_ASSIGN(const Person person, person_from_json(one));
    Import import{.facts = {.name = person.name, .urls = person.urls, .known_gender = person.known_gender}};
    for (const Photograph& photograph : person.photographs)
      import.photographs.push_back(folder / person.id / photograph.id);
    imports.push_back(std::move(import));
  }
  return imports;
}

Result<std::vector<Import>> imports_of_folders(const fs::path& folder) {
  std::vector<Import> imports;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (!entry.is_directory()) continue;
    Import import{.facts = {.name = entry.path().filename().string()}};
    for (const auto& file : fs::directory_iterator(entry.path()))
      if (file.is_regular_file()) import.photographs.push_back(file.path());
    imports.push_back(std::move(import));
  }
  if (error) return fail(Errc::not_found, fmt::format("can't read {}: {}", folder.string(), error.message()));
  if (imports.empty())
    return fail(Errc::invalid,
                fmt::format("{} holds neither people.json nor a folder for each person", folder.string()));
  return imports;
}

int import_all(const Config& config, const PeopleOptions& options) {
  const fs::path folder = options.folder;
  const auto imports = fs::exists(folder / "people.json") ? imports_of_export(folder) : imports_of_folders(folder);
  if (!imports) return report(imports.error());
  auto studio = Studio::open(config);
  if (!studio) return report(studio.error());
  int failed = 0;
  for (std::size_t i = 0; i < imports->size(); ++i) {
    const Import& import = (*imports)[i];
    const auto photographs = read_photographs(import.photographs);
    const auto person = photographs ? add_person((*studio)->ports(), (*studio)->reader(), import.facts, *photographs,
                                                 Deadline::after(kPatience))
                                    : fail(photographs.error());
    std::cout << fmt::format("[{}/{}] {}: {}\n", i + 1, imports->size(), *import.facts.name,
                             person ? fmt::format("{} photographs", person->photographs.size()) : person.error().detail)
              << std::flush;
    failed += person ? 0 : 1;
  }
  return failed == 0 ? kDone : kFailed;
}

}  // namespace

Command add_people(CLI::App& program, const Config& config) {
  CLI::App* app = program.add_subcommand("people", "the celebrity gallery: whom faces are matched against");
  app->require_subcommand(1);
  const auto options = std::make_shared<PeopleOptions>();
  CLI::App* add = app->add_subcommand("add", "add a person with one or more photographs");
  add->add_option("name", options->name, "the person's name")->required();
  add->add_option("photographs", options->photographs, "pictures that show the person")->required();
  add->add_option("--url", options->urls, "a link about the person (repeatable)");
  add->add_option("--gender", options->gender, "Male, Female, Nonbinary or Unlisted, where it is known");
  CLI::App* listing = app->add_subcommand("list", "list all people");
  CLI::App* removal = app->add_subcommand("remove", "remove a person and all photographs");
  removal->add_option("id", options->id, "the person's id")->required();
  CLI::App* importing =
      app->add_subcommand("import", "add people from an export, or from a folder with one folder for each person");
  importing->add_option("folder", options->folder, "the folder")->required();
  CLI::App* exporting = app->add_subcommand("export", "write all people with their photographs to a folder");
  exporting->add_option("folder", options->folder, "the folder")->required();
  for (CLI::App* sub : {add, listing, removal, importing, exporting})
    sub->fallthrough();
  return {.app = app, .run = [=, &config] {
            if (add->parsed()) return add_one(config, *options);
            if (listing->parsed()) return list(config);
            if (removal->parsed()) return remove(config, *options);
            if (importing->parsed()) return import_all(config, *options);
            return export_all(config, *options);
          }};
}

}  // namespace spotter
