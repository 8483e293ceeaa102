#include "main/config.h"

#include <cstdlib>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "support/fixtures.h"

namespace spotter::testing {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// A variable of the environment while this lives.
class Variable {
 public:
  Variable(std::string name, const std::string& value) : name_(std::move(name)) {
    ::setenv(name_.c_str(), value.c_str(), 1);
  }
  ~Variable() { ::unsetenv(name_.c_str()); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  std::string name_;
};

/// One setting: two values that are not its default, and how the configuration shows it.
struct Setting {
  std::string name;
  std::string first;
  std::string second;
  std::function<std::string(const Config&)> read;
  bool quoted = false;  ///< in TOML
};

template <class T>
Setting setting(const std::string& name, T Config::* member, const std::string& first, const std::string& second) {
  if constexpr (std::is_same_v<T, std::filesystem::path>)
    return {name, first, second, [member](const Config& config) { return (config.*member).string(); }, true};
  else
    return {name, first, second, [member](const Config& config) { return fmt::format("{}", config.*member); },
            std::is_same_v<T, std::string>};
}

const std::vector<Setting>& settings() {
  static const std::vector<Setting> all = {
      setting("log-level", &Config::log_level, "debug", "warn"),
      setting("models", &Config::models, "/my models", "elsewhere"),
      setting("pack", &Config::pack, "plus", "own"),
      setting("model-cache", &Config::model_cache, "/tmp/cache", "cache"),
      setting("precision", &Config::precision, "bf16", "f16"),
      setting("workers", &Config::workers, "3", "5"),
      setting("threads-per-worker", &Config::threads_per_worker, "2", "4"),
      setting("data", &Config::data, "/var/spotter", "here"),
      setting("bucket", &Config::bucket, "pictures", "photos"),
      setting("store", &Config::store, "file:/a", "file:/b"),
      setting("table", &Config::table, "sqlite:/a", "sqlite:/b"),
      setting("queue", &Config::queue, "sqlite:/a", "sqlite:/b"),
      setting("listen", &Config::listen, "0.0.0.0:80", "[::1]:9000"),
      {"origin", "https://a.example", "https://b.example",
       [](const Config& config) { return fmt::format("{}", fmt::join(config.origins, " ")); }, true},
      setting("secure-cookies", &Config::secure_cookies, "true", "false"),
      setting("region", &Config::region, "eu-central-1", "us-west-2"),
      setting("account-id", &Config::account_id, "123456789012", "210987654321"),
      setting("strict-aws", &Config::strict_aws, "true", "false"),
      setting("max-connections", &Config::max_connections, "10", "20"),
      setting("max-queue", &Config::max_queue, "5000000000", "7"),
      setting("max-recognitions", &Config::max_recognitions, "11", "12"),
      setting("max-mib", &Config::max_mib, "2.5", "20"),
      setting("max-files", &Config::max_files, "3", "4"),
      setting("max-face-index-mib", &Config::max_face_index_mib, "0.5", "100"),
      setting("max-megapixels", &Config::max_megapixels, "12.25", "50"),
      setting("max-side-px", &Config::max_side_px, "4000", "5000"),
      setting("decode-seconds", &Config::decode_seconds, "5", "6"),
      setting("recognise-seconds", &Config::recognise_seconds, "7", "8"),
      // Their default is true: the second value is what a variable or the file says, so that a flag can differ.
      setting("keep-faces", &Config::keep_faces, "false", "true"),
      setting("other-scripts", &Config::other_scripts, "false", "true"),
      setting("kept-confidence", &Config::kept_confidence, "33.5", "0"),
      setting("sweep-age-seconds", &Config::sweep_age_seconds, "60", "0")};
  return all;
}

std::string variable_of(std::string name) {
  for (char& c : name)
    c = c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return "SPOTTER_" + name;
}

/// Reads settings as main does: the file first, then flags and variables.
class ConfigTest : public ::testing::Test {
 protected:
  Result<Config> read(std::vector<std::string> arguments, const std::optional<std::string>& file = {}) {
    CLI::App app;
    Config config;
    add_options(app, config);
    if (file) {
      EXPECT_TRUE(replace_file(file_, as_bytes(*file)));
      SPOTTER_TRY(apply_config_file(app, file_));
    }
    try {
      std::ranges::reverse(arguments);
      app.parse(arguments);
    } catch (const CLI::ParseError& error) {
      return fail(Errc::invalid, error.what());
    }
    return config;
  }

  std::string complaint(const std::string& file) {
    const auto config = read({}, file);
    return config ? "(none)" : config.error().detail;
  }

  static std::string line(const Setting& setting, const std::string& value) {
    return setting.name + " = " + (setting.quoted ? "\"" + value + "\"" : value) + "\n";
  }

  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_.path() / "spotter.toml";
};

TEST_F(ConfigTest, EverySettingIsLookedAtHere) {
  CLI::App app;
  app.set_help_flag();
  Config config;
  add_options(app, config);
  std::set<std::string> options;
  for (const CLI::Option* option : app.get_options())
    options.insert(option->get_lnames().at(0));
  std::set<std::string> here;
  for (const Setting& one : settings())
    here.insert(one.name);
  EXPECT_EQ(here, options);
}

TEST_F(ConfigTest, FlagVariableAndFileSayTheSameUnderTheSameName) {
  for (const Setting& one : settings()) {
    const auto flag = read({"--" + one.name, one.first});
    ASSERT_TRUE(flag) << one.name << ": " << flag.error().detail;
    EXPECT_EQ(one.read(*flag), one.first) << one.name;

    const auto file = read({}, line(one, one.first));
    ASSERT_TRUE(file) << one.name << ": " << file.error().detail;
    EXPECT_EQ(one.read(*file), one.first) << one.name;

    const Variable variable(variable_of(one.name), one.first);
    const auto environment = read({});
    ASSERT_TRUE(environment) << one.name;
    EXPECT_EQ(one.read(*environment), one.first) << one.name;
  }
}

TEST_F(ConfigTest, FlagBeatsVariableAndVariableBeatsFile) {
  for (const Setting& one : settings()) {
    const auto over_file = read({"--" + one.name, one.second}, line(one, one.first));
    ASSERT_TRUE(over_file) << one.name;
    EXPECT_EQ(one.read(*over_file), one.second) << one.name;

    const Variable variable(variable_of(one.name), one.second);
    const auto environment = read({}, line(one, one.first));
    ASSERT_TRUE(environment) << one.name;
    EXPECT_EQ(one.read(*environment), one.second) << one.name;

    const auto flag = read({"--" + one.name, one.first}, line(one, one.second));
    ASSERT_TRUE(flag) << one.name;
    EXPECT_EQ(one.read(*flag), one.first) << one.name;
  }
}

TEST_F(ConfigTest, FlagLeavesOtherSettingsOfTheFileAlone) {
  const auto config = read({"--workers", "2"}, "workers = 7\npack = \"plus\"\n");
  ASSERT_TRUE(config);
  EXPECT_EQ(config->workers, 2);
  EXPECT_EQ(config->pack, "plus");
  EXPECT_EQ(config->max_files, Config().max_files);
}

TEST_F(ConfigTest, OriginsMayBeSeveral) {
  const auto flags = read({"--origin", "https://a.example", "--origin", "https://b.example"});
  ASSERT_TRUE(flags);
  EXPECT_THAT(flags->origins, ElementsAre("https://a.example", "https://b.example"));

  const std::string listed = "origin = [\"https://a.example\", \"https://b.example\"]\n";
  const auto file = read({}, listed);
  ASSERT_TRUE(file) << file.error().detail;
  EXPECT_THAT(file->origins, ElementsAre("https://a.example", "https://b.example"));

  const auto over = read({"--origin", "https://c.example"}, listed);
  ASSERT_TRUE(over);
  EXPECT_THAT(over->origins, ElementsAre("https://c.example"));
}

TEST_F(ConfigTest, UnknownSettingInTheFileIsNamed) {
  EXPECT_EQ(complaint("pack = \"plus\"\ncolour = \"red\"\n"),
            file_.string() + ": there is no setting `colour`; `spotter --help` lists them");
  EXPECT_THAT(complaint("max_mib = 3\n"), HasSubstr("no setting `max_mib`"));
  EXPECT_THAT(complaint("[server]\nlisten = \"x\"\n"), HasSubstr("no setting `server`"));
}

TEST_F(ConfigTest, WrongValueInTheFileIsNamedByItsSetting) {
  for (const std::string& file :
       std::vector<std::string>{"workers = \"many\"", "workers = 2.5", "workers = [1, 2]", "workers = 99999999999",
                                "workers = true", "workers = 2026-11-24", "workers = {a = 1}"})
    EXPECT_THAT(complaint(file), AllOf(HasSubstr(file_.string()), HasSubstr("workers"))) << file;
  EXPECT_THAT(complaint("listen = {port = 80}"), HasSubstr("`listen`"));
  EXPECT_THAT(complaint("bucket = [\"a\", \"b\"]"), HasSubstr("`bucket`"));
  EXPECT_THAT(complaint("origin = [[\"a\"]]"), HasSubstr("`origin`"));
  EXPECT_THAT(complaint("keep-faces = \"perhaps\""), HasSubstr("keep-faces"));
}

TEST_F(ConfigTest, FileThatIsNoTomlIsNamedWithTheLine) {
  EXPECT_THAT(complaint("pack = \"plus\"\nworkers = = 2\n"), HasSubstr(file_.string() + ":2: "));
}

TEST_F(ConfigTest, FileThatIsMissingIsNotFound) {
  CLI::App app;
  Config config;
  add_options(app, config);
  const auto applied = apply_config_file(app, folder_.path() / "gone.toml");
  ASSERT_FALSE(applied);
  EXPECT_EQ(applied.error().code, Errc::not_found);
  EXPECT_THAT(applied.error().detail, HasSubstr("gone.toml"));
}

TEST_F(ConfigTest, WrongFlagsAreNamed) {
  EXPECT_THAT(read({"--workers", "many"}).error().detail, HasSubstr("--workers"));
  EXPECT_THAT(read({"--max-mib", "5MB"}).error().detail, HasSubstr("--max-mib"));
  EXPECT_THAT(read({"--colour", "red"}).error().detail, HasSubstr("--colour"));
  EXPECT_THAT(read({"--pack"}).error().detail, HasSubstr("--pack"));
}

// --- complete -----------------------------------------------------------------------------------

TEST(CompleteConfig, DefaultsAreCompleteAndSound) {
  Config config;
  const auto completed = complete(config);
  ASSERT_TRUE(completed) << completed.error().detail;
  EXPECT_GE(config.workers, 1);
  EXPECT_LE(config.workers, 64);
  EXPECT_FALSE(config.models.empty());
  EXPECT_EQ(config.model_cache, config.models / "cache");
  EXPECT_EQ(config.store, "file:spotter-data/store");
  EXPECT_EQ(config.table, "sqlite:spotter-data/table.sqlite");
  EXPECT_EQ(config.queue, "sqlite:spotter-data/queue.sqlite");
  EXPECT_EQ(config.listen, "127.0.0.1:8080");
  EXPECT_THAT(config.origins, IsEmpty());
}

TEST(CompleteConfig, PlacesFollowTheDataFolder) {
  Config config;
  config.data = "/var/lib/spotter";
  ASSERT_TRUE(complete(config));
  EXPECT_EQ(config.store, "file:/var/lib/spotter/store");
  EXPECT_EQ(config.table, "sqlite:/var/lib/spotter/table.sqlite");
  EXPECT_EQ(config.queue, "sqlite:/var/lib/spotter/queue.sqlite");
}

TEST(CompleteConfig, WhatWasSetStays) {
  Config config;
  config.workers = 7;
  config.models = "/models";
  config.model_cache = "/cache";
  config.store = "file:/s";
  config.table = "sqlite:/t";
  config.queue = "sqlite:/q";
  ASSERT_TRUE(complete(config));
  EXPECT_EQ(config.workers, 7);
  EXPECT_EQ(config.models, "/models");
  EXPECT_EQ(config.model_cache, "/cache");
  EXPECT_EQ(config.store, "file:/s");
  EXPECT_EQ(config.table, "sqlite:/t");
  EXPECT_EQ(config.queue, "sqlite:/q");
}

TEST(CompleteConfig, ASecondTimeChangesNothing) {
  Config config;
  ASSERT_TRUE(complete(config));
  const Config once = config;
  ASSERT_TRUE(complete(config));
  for (const Setting& one : settings())
    EXPECT_EQ(one.read(config), one.read(once)) << one.name;
}

template <class T>
std::string refusal(T Config::* member, T value) {
  Config config;
  config.*member = value;
  const auto completed = complete(config);
  if (completed) return "(none)";
  EXPECT_EQ(completed.error().code, Errc::invalid);
  return completed.error().detail;
}

TEST(CompleteConfig, NumbersThatMustBeMoreThanNoneAreNamed) {
  const std::map<std::string, int Config::*> whole = {{"max-files", &Config::max_files},
                                                      {"max-side-px", &Config::max_side_px},
                                                      {"decode-seconds", &Config::decode_seconds},
                                                      {"recognise-seconds", &Config::recognise_seconds},
                                                      {"max-connections", &Config::max_connections},
                                                      {"threads-per-worker", &Config::threads_per_worker}};
  for (const auto& [name, member] : whole) {
    EXPECT_EQ(refusal(member, 0), "--" + name + " must be more than 0, not 0");
    EXPECT_EQ(refusal(member, -3), "--" + name + " must be more than 0, not -3");
  }
  EXPECT_EQ(refusal(&Config::max_queue, std::int64_t{0}), "--max-queue must be more than 0, not 0");
  for (const double value : {0.0, -0.5, std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_THAT(refusal(&Config::max_mib, value), HasSubstr("--max-mib must be more than 0"));
    EXPECT_THAT(refusal(&Config::max_face_index_mib, value), HasSubstr("--max-face-index-mib must be more than 0"));
    EXPECT_THAT(refusal(&Config::max_megapixels, value), HasSubstr("--max-megapixels must be more than 0"));
  }
}

TEST(CompleteConfig, NumbersThatFitIntoNothingAreNamed) {
  for (const double value : {1e13, 1e300, std::numeric_limits<double>::infinity()}) {
    EXPECT_THAT(refusal(&Config::max_mib, value), AllOf(HasSubstr("--max-mib"), HasSubstr("at most 1000000000000")));
    EXPECT_THAT(refusal(&Config::max_megapixels, value), HasSubstr("--max-megapixels"));
  }
}

TEST(CompleteConfig, WorkersAreNoneOrMore) {
  EXPECT_THAT(refusal(&Config::workers, -1), HasSubstr("--workers must be 0 or more"));
}

TEST(CompleteConfig, RecognitionsAreFiveForEachWorkerOrAsManyAsIsSaid) {
  Config config;
  config.workers = 3;
  ASSERT_TRUE(complete(config));
  EXPECT_EQ(config.max_recognitions, 15);
  EXPECT_EQ(refusal(&Config::max_recognitions, 1), "(none)");
  EXPECT_EQ(refusal(&Config::max_recognitions, 1000), "(none)");
  for (const int value : {-1, 1001})
    EXPECT_THAT(refusal(&Config::max_recognitions, value), HasSubstr("--max-recognitions must be from 1 to 1000"));
}

TEST(CompleteConfig, ConfidenceIsFromZeroToAHundred) {
  EXPECT_EQ(refusal(&Config::kept_confidence, 0.0), "(none)");
  EXPECT_EQ(refusal(&Config::kept_confidence, 100.0), "(none)");
  for (const double value : {-0.1, 100.1, std::numeric_limits<double>::quiet_NaN()})
    EXPECT_THAT(refusal(&Config::kept_confidence, value), HasSubstr("--kept-confidence must be from 0 to 100"));
}

TEST(CompleteConfig, SweepAgeIsNotNegative) {
  EXPECT_EQ(refusal(&Config::sweep_age_seconds, 0), "(none)");
  EXPECT_THAT(refusal(&Config::sweep_age_seconds, -1), HasSubstr("--sweep-age-seconds must be from 0"));
}

TEST(CompleteConfig, NamesOutOfAListAreNamed) {
  for (const std::string& precision : std::vector<std::string>{"f32", "bf16"})
    EXPECT_EQ(refusal(&Config::precision, precision), "(none)");
  EXPECT_EQ(refusal(&Config::precision, std::string("f16")), "--precision must be f32 or bf16, not f16");
  for (const std::string& level : std::vector<std::string>{"trace", "debug", "info", "warn", "error", "off"})
    EXPECT_EQ(refusal(&Config::log_level, level), "(none)");
  EXPECT_EQ(refusal(&Config::log_level, std::string("loud")),
            "--log-level must be trace or debug or info or warn or error or off, not loud");
}

TEST(CompleteConfig, BucketHasANameThatS3WouldTake) {
  for (const std::string& bucket : std::vector<std::string>{"uploads", "my-photos.2026", "a1b", std::string(63, 'a')})
    EXPECT_EQ(refusal(&Config::bucket, bucket), "(none)") << bucket;
  for (const std::string& bucket : std::vector<std::string>{
           std::string(), std::string("ab"), std::string(64, 'a'), std::string("Uploads"), std::string("../secret"),
           std::string("a/b"), std::string("..."), std::string("-photos"), std::string("my photos")})
    EXPECT_THAT(refusal(&Config::bucket, bucket), AllOf(HasSubstr("--bucket"), HasSubstr("'" + bucket + "'")));
}

}  // namespace
}  // namespace spotter::testing
