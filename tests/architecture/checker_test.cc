// The checker on files that nobody wrote: each of its checks can fail.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "architecture/layers.h"
#include "architecture/tidy.h"

namespace spotter::testing {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const Layers& made_up() {
  static const Layers layers = read_layers(
      "# a comment: with a colon\n"
      "room base:\n"
      "room ports: base\n"
      "room adapters: base ports\n"
      "room recognition: base ports\n"
      "room app: base ports\n"
      "\n"
      "header fmt/: *\n"
      "header sqlite3.h: adapters\n"
      "header boost/json/: base app\n"
      "header boost/json/src.hpp: app\n"
      "header openvino/: recognition/runtime\n");
  return layers;
}

auto complaints(std::string_view path, std::string_view text) {
  return complaints_about(made_up(), path, text);
}

TEST(LayersFile, IsReadIntoRoomsAndHeaders) {
  EXPECT_THAT(made_up().unreadable, IsEmpty());
  EXPECT_EQ(made_up().rooms.size(), 5U);
  EXPECT_THAT(made_up().rooms.at("base"), IsEmpty());
  EXPECT_THAT(made_up().rooms.at("adapters"), ElementsAre("base", "ports"));
  EXPECT_THAT(made_up().headers.at("boost/json/"), ElementsAre("app", "base"));
}

TEST(LayersFile, LinesThatCannotBeReadAndSecondRowsAreFound) {
  EXPECT_THAT(read_layers("room base\n").unreadable, ElementsAre("room base"));
  EXPECT_THAT(read_layers("rooms base: app\n").unreadable, ElementsAre("rooms base: app"));
  EXPECT_THAT(read_layers("room base and: app\n").unreadable, ElementsAre("room base and: app"));
  EXPECT_THAT(read_layers("room base:\nroom base: app\n").unreadable, ElementsAre("room base: app"));
}

TEST(Includes, AreFoundInEveryWayOfWritingThem) {
  const auto found = includes_of(
      "#pragma once\n"
      "// #include \"app/commented.h\"\n"
      "#include \"base/a.h\"\n"
      "  #  include <vector>  // why\n"
      "#embed \"rows.tsv\"\n"
      "#include MACRO\n"
      "const char* text = \"#include\";\n"
      "#include\t\"app/b.h\"");
  ASSERT_EQ(found.size(), 5U);
  EXPECT_EQ(found[0].target, "base/a.h");
  EXPECT_EQ(found[0].line, 3);
  EXPECT_TRUE(found[0].quoted);
  EXPECT_EQ(found[1].target, "vector");
  EXPECT_FALSE(found[1].quoted);
  EXPECT_EQ(found[2].target, "rows.tsv");
  EXPECT_TRUE(found[2].embed);
  EXPECT_EQ(found[3].target, "");
  EXPECT_EQ(found[4].target, "app/b.h");
  EXPECT_EQ(found[4].line, 8);
}

TEST(Arrows, ThatStandInLayersAreAllowed) {
  EXPECT_THAT(complaints("app/use.cc", "#include \"app/use.h\"\n#include \"ports/p.h\"\n#include \"base/r.h\"\n"),
              IsEmpty());
  EXPECT_THAT(complaints("base/r.cc", "#include \"base/r.h\"\n#include <string>\n#include <bit>\n"), IsEmpty());
}

TEST(Arrows, ThatDoNotStandInLayersAreRefusedWithFileAndLine) {
  EXPECT_THAT(complaints("app/use.cc", "\n#include \"adapters/schemes.h\"\n"),
              ElementsAre("app/use.cc:2: app may not include adapters"));
  EXPECT_THAT(complaints("base/r.h", "#include \"ports/p.h\"\n"),
              ElementsAre("base/r.h:1: base may not include ports"));
  EXPECT_THAT(complaints("ports/p.h", "#include \"app/a.h\"\n#include \"adapters/b.h\"\n"),
              ElementsAre("ports/p.h:1: ports may not include app", "ports/p.h:2: ports may not include adapters"));
}

TEST(Arrows, FilesOutsideTheRoomsAreRefused) {
  EXPECT_THAT(complaints("extras/x.cc", "#include <string>\n"), ElementsAre(HasSubstr("in no room")));
  EXPECT_THAT(complaints("x.cc", "#include <string>\n"), ElementsAre(HasSubstr("in no room")));
  EXPECT_THAT(complaints("app/x.cc", "#include \"extras/y.h\"\n"), ElementsAre(HasSubstr("doesn't begin with a room")));
}

TEST(Arrows, WaysRoundTheRulesAreRefused) {
  EXPECT_THAT(complaints("app/x.cc", "#include \"y.h\"\n"), ElementsAre(HasSubstr("doesn't begin with a room")));
  EXPECT_THAT(complaints("app/x.cc", "#include \"../adapters/y.h\"\n"),
              ElementsAre(HasSubstr("doesn't begin with a room")));
  EXPECT_THAT(complaints("app/x.cc", "#include \"base/../adapters/y.h\"\n"), ElementsAre(HasSubstr("a way round")));
  EXPECT_THAT(complaints("app/x.cc", "#include ADAPTER_HEADER\n"), ElementsAre(HasSubstr("can't be read")));
  EXPECT_THAT(complaints("app/x.cc", "#include <adapters/y.h>\n"), ElementsAre(HasSubstr("not listed")));
}

TEST(Arrows, EmbeddedFilesFollowTheSameRules) {
  EXPECT_THAT(complaints("app/x.cc", "#embed \"rows.tsv\"\n"), IsEmpty());
  EXPECT_THAT(complaints("app/x.cc", "#embed \"adapters/rows.tsv\"\n"),
              ElementsAre(HasSubstr("app may not include adapters")));
}

TEST(Headers, AreAllowedInTheirPlacesAlone) {
  EXPECT_THAT(complaints("adapters/a.cc", "#include <sqlite3.h>\n#include <fmt/ranges.h>\n"), IsEmpty());
  EXPECT_THAT(complaints("app/a.cc", "#include <sqlite3.h>\n"),
              ElementsAre("app/a.cc:1: <sqlite3.h> is not allowed here"));
  EXPECT_THAT(complaints("recognition/runtime/m.cc", "#include <openvino/openvino.hpp>\n"), IsEmpty());
  EXPECT_THAT(complaints("recognition/text/t.cc", "#include <openvino/openvino.hpp>\n"),
              ElementsAre(HasSubstr("not allowed here")));
  EXPECT_THAT(complaints("recognition/runtime_two/t.cc", "#include <openvino/openvino.hpp>\n"),
              ElementsAre(HasSubstr("not allowed here")));
}

TEST(Headers, ThatAreNotListedAreRefused) {
  EXPECT_THAT(complaints("app/a.cc", "#include <curl/curl.h>\n"),
              ElementsAre(HasSubstr("<curl/curl.h> is not listed")));
  EXPECT_THAT(complaints("app/a.cc", "#include <sys/socket.h>\n"), ElementsAre(HasSubstr("not listed")));
  EXPECT_THAT(complaints("app/a.cc", "#include <stdio.h>\n"), ElementsAre(HasSubstr("not listed")));
}

TEST(Headers, TheLongestRowCounts) {
  EXPECT_THAT(complaints("base/a.cc", "#include <boost/json/value.hpp>\n"), IsEmpty());
  EXPECT_THAT(complaints("base/a.cc", "#include <boost/json/src.hpp>\n"), ElementsAre(HasSubstr("not allowed here")));
  EXPECT_THAT(complaints("app/a.cc", "#include <boost/json/src.hpp>\n"), IsEmpty());
}

TEST(Recognisers, SeeTheirOwnFolderAndTheRuntime) {
  EXPECT_THAT(complaints("recognition/text/t.cc",
                         "#include \"recognition/text/line.h\"\n#include \"recognition/runtime/model.h\"\n"),
              IsEmpty());
  EXPECT_THAT(complaints("recognition/all.h", "#include \"recognition/text/text.h\"\n"), IsEmpty());
}

TEST(Recognisers, DoNotSeeASibling) {
  EXPECT_THAT(complaints("recognition/celebrities/c.cc", "#include \"recognition/faces/align.h\"\n"),
              ElementsAre(AllOf(HasSubstr("recognition/celebrities may not"), HasSubstr("recognition/faces"))));
  EXPECT_THAT(complaints("recognition/runtime/m.cc", "#include \"recognition/faces/align.h\"\n"),
              ElementsAre(HasSubstr("recognition/runtime may not include recognition/faces")));
  EXPECT_THAT(complaints("recognition/text/t.cc", "#include \"recognition/all.h\"\n"),
              ElementsAre(HasSubstr("recogniser text may not include the table")));
  EXPECT_THAT(complaints("recognition/moderation/m.cc", "#embed \"recognition/labels/taxonomy.tsv\"\n"),
              ElementsAre(HasSubstr("may not include recognition/labels")));
}

TEST(Recognisers, WithoutARowAreFound) {
  const std::string_view all =
      "    [](const Ingredients& in) -> Made { return make_text(in.models); },\n"
      "    // [](const Ingredients& in) -> Made { return make_faces(in.models); },\n"
      "    [](const Ingredients& in) -> Made { return remake_labels(in.models); },\n";
  EXPECT_THAT(without_row({"text", "runtime"}, all), IsEmpty());
  EXPECT_THAT(without_row({"text", "faces", "labels", "logos"}, all), ElementsAre("faces", "labels", "logos"));
}

TEST(Links, AreReadFromCMakeAndFollowed) {
  const auto rooms = linked_rooms(
      "# spotter_room(comment ROOMS all)\n"
      "spotter_room(base DEPS dep::fmt dep::threads)\n"
      "spotter_room(domain ROOMS base DEPS dep::boost_json)\n"
      "spotter_room(app ROOMS domain extra)\n");
  EXPECT_EQ(rooms.size(), 3U);
  EXPECT_THAT(rooms.at("base"), IsEmpty());
  EXPECT_THAT(rooms.at("domain"), ElementsAre("base"));
  EXPECT_THAT(rooms.at("app"), ElementsAre("domain", "extra"));
  EXPECT_THAT(reach_of(rooms, "app"), ElementsAre("base", "domain", "extra"));
  EXPECT_THAT(reach_of({{"a", {"b"}}, {"b", {"a"}}}, "a"), ElementsAre("a", "b"));
}

TEST(LinesOfCode, LeaveOutBlankLinesAndComments) {
  EXPECT_EQ(lines_of_code(""), 0);
  EXPECT_EQ(lines_of_code("// only\n\n   \n  /// this\n"), 0);
  EXPECT_EQ(lines_of_code("int a;  // why\n\nint b; /* so */\n"), 2);
  EXPECT_EQ(lines_of_code("/* one\n two\n three */\nint a;\n/* x */ int b;\n"), 2);
  EXPECT_EQ(lines_of_code("int a; /* begins\nstill */ int b;\n"), 2);
  std::string long_file;
  for (int i = 0; i < kMostLinesOfCode + 1; ++i)
    long_file += "// a comment\nint a;\n";
  EXPECT_EQ(lines_of_code(long_file), kMostLinesOfCode + 1);
}

TEST(HeaderOpening, NeedsThePragmaAndAComment) {
  EXPECT_TRUE(opens_as_a_header("#pragma once\n// What it is.\n\n#include <string>\n"));
  EXPECT_FALSE(opens_as_a_header("#pragma once\n#include <string>\n"));
  EXPECT_FALSE(opens_as_a_header("#pragma once\n\n// Too late.\n"));
  EXPECT_FALSE(opens_as_a_header("#pragma once\n//\n"));
  EXPECT_FALSE(opens_as_a_header("// What it is.\n#pragma once\n"));
  EXPECT_FALSE(opens_as_a_header("#ifndef A_H\n#define A_H\n"));
  EXPECT_FALSE(opens_as_a_header("#pragma once\n"));
}

}  // namespace
}  // namespace spotter::testing
