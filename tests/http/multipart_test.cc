#include "http/multipart.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "http/client.h"

namespace spotter::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Part {
  PartHeader header;
  std::string data;
  bool ended = false;
};

struct Parts final : PartListener {
  Result<void> part_begins(const PartHeader& header) override {
    all.push_back({.header = header, .data = "", .ended = false});
    if (refused && header.name == *refused) return fail(Errc::too_large, "no more");
    return {};
  }
  Result<void> part_data(BytesView data) override {
    all.back().data += as_text(data);
    return {};
  }
  Result<void> part_ends() override {
    all.back().ended = true;
    return {};
  }

  std::vector<Part> all;
  std::optional<std::string> refused;
};

/// Reads a form in pieces of these sizes, over and over.
Result<void> read(Parts& parts, std::string_view form, const std::vector<std::size_t>& sizes = {1},
                  std::string_view boundary = "part") {
  MultipartReader reader(boundary, parts);
  for (std::size_t i = 0; !form.empty(); ++i) {
    const std::string_view piece = form.substr(0, sizes[i % sizes.size()]);
    form.remove_prefix(piece.size());
    if (auto fed = reader.feed(as_bytes(piece)); !fed) return fed;
  }
  return reader.finish();
}

/// The parts of a form; a failure where it is refused.
std::vector<Part> parts_of(std::string_view form) {
  Parts parts;
  const auto done = read(parts, form);
  EXPECT_TRUE(done) << done.error().detail;
  return parts.all;
}

/// The header of a form's only part.
PartHeader header_of(const std::string& lines) {
  const auto parts = parts_of("--part\r\n" + lines + "\r\n\r\n\r\n--part--\r\n");
  return parts.size() == 1 ? parts[0].header : PartHeader{};
}
std::string file_name_of(const std::string& parameters) {
  return header_of("Content-Disposition: form-data; name=\"file\"; " + parameters).file_name;
}

TEST(Multipart, FieldsAndFilesComeByteByByte) {
  const auto parts = parts_of(
      "--part\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nA cat\r\n"
      "--part\r\ncontent-disposition: form-data; name=file; filename=cat.png\r\nCONTENT-TYPE: image/png\r\n\r\n"
      "\x89PNG\r\n\x1a\n\r\n--part--\r\n");
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[0].header.name, "title");
  EXPECT_FALSE(parts[0].header.is_file);
  EXPECT_EQ(parts[0].data, "A cat");
  EXPECT_EQ(parts[1].header.name, "file");
  EXPECT_EQ(parts[1].header.file_name, "cat.png");
  EXPECT_EQ(parts[1].header.content_type, "image/png");
  EXPECT_TRUE(parts[1].header.is_file);
  EXPECT_EQ(parts[1].data, "\x89PNG\r\n\x1a\n");
}

TEST(Multipart, HowABodyIsCutMakesNoDifference) {
  EXPECT_TRUE(rc::check([] {
    // Data of the characters that boundaries are made of, so that look-alikes are frequent.
    const auto data = rc::gen::container<std::string>(rc::gen::element('\r', '\n', '-', 'p', 'a', 'r', 't'));
    const auto files = *rc::gen::container<std::vector<std::string>>(data);
    for (const std::string& file : files)
      RC_PRE(!("\r\n" + file + "\r\n").contains("\r\n--part"));
    std::vector<FormFile> form;
    for (const std::string& file : files)
      form.push_back({.file_name = "f", .bytes = file});
    const auto sizes =
        *rc::gen::nonEmpty(rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(1, 40)));
    Parts parts;
    RC_ASSERT(read(parts, form_of(form), sizes).has_value());
    RC_ASSERT(parts.all.size() == files.size());
    for (std::size_t i = 0; i < files.size(); ++i) {
      RC_ASSERT(parts.all[i].data == files[i]);
      RC_ASSERT(parts.all[i].ended);
    }
  }));
}

TEST(Multipart, WhatLooksLikeABoundaryIsData) {
  const std::string data = "--part\r\n-\r\n--par\r\n--parT\r\n --part--\n--part\r--part\r\n--\r\n";
  EXPECT_EQ(parts_of(form_of({{.file_name = "f", .bytes = data}}))[0].data, data);
}

TEST(Multipart, WhatStandsBeforeAndAfterIsNoPart) {
  const auto parts = parts_of(
      "preamble\r\n--part  \r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--part--\r\n--part\r\n\r\nepilogue");
  ASSERT_EQ(parts.size(), 1U);
  EXPECT_EQ(parts[0].data, "x");
}

TEST(Multipart, AFormMayBeEmptyAndAPartToo) {
  EXPECT_THAT(parts_of("--part--"), IsEmpty());
  const auto parts = parts_of("--part\r\n\r\n\r\n--part--");
  ASSERT_EQ(parts.size(), 1U);
  EXPECT_EQ(parts[0].data, "");
  EXPECT_EQ(parts[0].header.name, "");
}

TEST(Multipart, AFormThatEndsEarlyIsRefusedWhereverItIsCut) {
  const std::string whole = form_of({{.file_name = "f", .bytes = "data"}});
  const std::size_t end = whole.rfind("--");
  for (std::size_t size = 0; size < end + 2; ++size) {
    Parts parts;
    const auto done = read(parts, std::string_view(whole).substr(0, size));
    ASSERT_FALSE(done) << size;
    EXPECT_EQ(done.error().code, Errc::invalid);
  }
}

TEST(Multipart, LongHeadersPreamblesAndBoundariesHaveAnEnd) {
  Parts parts;
  const auto headers = read(parts, "--part\r\nX: " + std::string(17 * 1024, 'x'), {4096});
  EXPECT_EQ(headers.error().code, Errc::too_large);
  EXPECT_THAT(headers.error().detail, HasSubstr("16 KiB"));
  EXPECT_EQ(read(parts, std::string(65 * 1024, 'x'), {4096}).error().code, Errc::invalid);
  EXPECT_EQ(read(parts, "--part" + std::string(17 * 1024, ' '), {4096}).error().code, Errc::invalid);
}

TEST(Multipart, AnErrorOfTheListenerEndsTheReading) {
  Parts parts;
  parts.refused = "b";
  const auto done = read(parts,
                         "--part\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--part\r\nContent-Disposition: "
                         "form-data; name=b\r\n\r\ny\r\n--part--");
  EXPECT_EQ(done.error().detail, "no more");
  EXPECT_EQ(parts.all.size(), 2U);
}

TEST(Multipart, FileNamesAreReadAsBrowsersAndToolsWriteThem) {
  EXPECT_EQ(file_name_of("filename=\"cat.jpg\""), "cat.jpg");
  EXPECT_EQ(file_name_of("filename=cat.jpg; size=3"), "cat.jpg");
  EXPECT_EQ(file_name_of("FileName=\"cat.jpg\""), "cat.jpg");
  EXPECT_EQ(file_name_of(R"(filename="a \"cat\".jpg")"), "a \"cat\".jpg");
  EXPECT_EQ(file_name_of("filename=\"a; name=x.jpg\""), "a; name=x.jpg");
  EXPECT_EQ(file_name_of("filename=\"\u732b.jpg\""), "\u732b.jpg");
  EXPECT_EQ(file_name_of("filename=\"line\nbreak.jpg\""), "line\nbreak.jpg");
  EXPECT_EQ(file_name_of("filename=\"\""), "");
}

TEST(Multipart, OfAPathTheLastPartIsTheName) {
  EXPECT_EQ(file_name_of(R"(filename="C:\Users\me\cat.jpg")"), "cat.jpg");
  EXPECT_EQ(file_name_of("filename=\"../../etc/passwd\""), "passwd");
}

TEST(Multipart, AnExtendedFileNameIsTakenBeforeThePlainOne) {
  EXPECT_EQ(file_name_of("filename=\"cat.jpg\"; filename*=UTF-8''%e7%8c%ab.jpg"), "\u732b.jpg");
  EXPECT_EQ(file_name_of("filename*=utf-8'ja'%e7%8c%ab.jpg"), "\u732b.jpg");
  EXPECT_EQ(file_name_of("filename*=broken; filename=cat.jpg"), "cat.jpg");
  EXPECT_EQ(file_name_of("filename*=UTF-8''%zz; filename=cat.jpg"), "cat.jpg");
}

TEST(Multipart, AFileNameThatIsNoUtf8IsMadeOne) {
  EXPECT_EQ(file_name_of("filename=\"caf\xe9.jpg\""), "caf\uFFFD.jpg");
}

TEST(Multipart, AFieldThatIsCalledFilenameIsNoFile) {
  const PartHeader header = header_of("Content-Disposition: form-data; name=\"filename\"");
  EXPECT_EQ(header.name, "filename");
  EXPECT_FALSE(header.is_file);
  EXPECT_EQ(header_of("Content-Disposition: form-data; name=\"a; filename=b\"").name, "a; filename=b");
}

TEST(Multipart, TheBoundaryIsReadFromTheContentType) {
  EXPECT_EQ(boundary_of("multipart/form-data; boundary=abc"), "abc");
  EXPECT_EQ(boundary_of("multipart/form-data; charset=utf-8; BOUNDARY=\"a b:c\"; x=y"), "a b:c");
  EXPECT_EQ(boundary_of("multipart/form-data; boundary=" + std::string(70, 'b')), std::string(70, 'b'));
}

TEST(Multipart, AContentTypeWithoutAUsableBoundaryIsRefused) {
  for (const std::string& type :
       {std::string("multipart/form-data"), std::string("multipart/form-data; boundary="),
        std::string("multipart/form-data; xboundary=abc"), "multipart/form-data; boundary=" + std::string(71, 'b')})
    EXPECT_EQ(boundary_of(type).error().code, Errc::invalid) << type;
}

}  // namespace
}  // namespace spotter::testing
